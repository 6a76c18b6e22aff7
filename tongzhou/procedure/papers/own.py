"""自备模板 — a Word template of the operator's own takes the place of the built-in layout in Word.

A file `<procedure>.<paper>.docx`, or `<paper>.docx` for all procedures, in the folder of templates is filled
with what the built-in document says. Placeholders are Chinese words: {{ 文号 }}, {{ 主送 }}, {%p for 段 in 正文 %}.
"""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateError, UndefinedError
from jinja2.sandbox import SandboxedEnvironment

from tongzhou.procedure.facts import hints
from tongzhou.procedure.journal import sm3

from . import words
from .document import Document, Heading, Paragraph, Table, numbered
from .generic import grounds, in_words, names_in
from .templates import Issue
from .trouble import Undrawable
from .word import fixed


def own_template(issue: Issue, folder: Path) -> Path | None:
    """Return the operator's template for this paper, if there is one."""
    if issue.paper is None:
        return None
    names = (f"{issue.procedure.code}.{issue.paper.code}.docx", f"{issue.paper.code}.docx")
    return next((folder / name for name in names if (folder / name).is_file()), None)


def version_of(template: Path) -> str:
    """Return what is kept beside a page drawn from it: its name and the digest of its content."""
    return f"own/{template.name}/{sm3(template.read_bytes())[:16]}"


def filled(template: Path, issue: Issue, document: Document, *, at: datetime) -> bytes:
    """Return the operator's template, filled in. Raises Undrawable with what is wrong in the template."""
    # Whoever may place a file here may not run programs with it: hence the sandbox.
    environment = SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
    try:
        word = DocxTemplate(template)
        word.render(context_of(issue, document), jinja_env=environment, autoescape=True)
        word.docx.core_properties.modified = at.astimezone(UTC).replace(tzinfo=None)
        out = io.BytesIO()
        word.save(out)
    except UndefinedError as error:
        raise Undrawable(
            f"文书模板“{template.name}”用了系统不提供的栏目（{error}），请按文书说明修改模板。"
        ) from error
    except (TemplateError, zipfile.BadZipFile, KeyError, ValueError) as error:
        raise Undrawable(
            f"文书模板“{template.name}”不能使用（{error}），请用Word重新保存或改用内置版式。"
        ) from error
    return fixed(out.getvalue())


def context_of(issue: Issue, document: Document) -> dict[str, Any]:
    """Return what a template may name, in Chinese; docs/documents.md lists it."""
    signature = document.signature
    on = signature.on if signature and signature.on else issue.on
    names = names_in(issue)
    return {
        "标题": document.title,
        "文号": words.proper(document.number),
        "主送": document.addressee,
        "发文机关": issue.body,
        "正文": [
            words.proper(block.lead + block.text if isinstance(block, Paragraph) else block.text)
            for block in numbered(document.blocks)
            if isinstance(block, (Heading, Paragraph))
        ],
        "表格": [
            {"表头": list(block.head), "行": [list(row) for row in block.rows]}
            for block in document.blocks
            if isinstance(block, Table)
        ],
        "附件": [annex.title for annex in document.annexes],
        "落款": list(signature.bodies) if signature else [],
        "成文日期": words.day(on),
        "成文日期汉字": words.day_in_characters(on),
        "案号": issue.case_number,
        "事项": issue.case_title,
        "地区": issue.region,
        "当事人": [
            {"称谓": subject.kind.label, "姓名": subject.name} for subject in issue.subjects
        ],
        "事实": {
            meta.title or name: in_words(getattr(issue.facts, name), meta.extra or {}, names)
            for name, meta in hints(type(issue.facts)).items()
        },
        "依据": grounds(issue),
        "理由": issue.record.reason,
        "承办人": list(issue.names),
    }

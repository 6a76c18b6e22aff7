"""Whoever changes a row in the database is found by the audit, and the row is named."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tongzhou.procedure import journal
from tongzhou.procedure.dossier.command import dossier
from tongzhou.procedure.dossier.export import export
from tongzhou.procedure.dossier.tests.forging import relink
from tongzhou.procedure.models import Case, Entry, Passage
from tongzhou.procedure.tests.cast import at

# --- Rows changed in the database -------------------------------------------------------------


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(dossier, list(words))
    return result.exit_code, result.output


def put_back(case: Case, kept: list[dict[str, Any]], head: str) -> None:
    for row in Entry.objects.filter(case=case):  # out of each other's way first
        Entry.objects.filter(pk=row.pk).update(seq=1000 + row.seq, digest=f"{row.pk}")
    for row in kept:
        Entry.objects.update_or_create(pk=row["id"], defaults=row)
    Case.objects.filter(pk=case.pk).update(head=head)


@pytest.fixture
def mended(approved: tuple[Case, str]) -> Any:
    """Give the case, and put its journal back afterwards, so that its rows can be compared."""
    case = approved[0]
    kept = list(Entry.objects.filter(case=case).values())
    passages = list(Passage.objects.values())
    yield case
    put_back(case, kept, kept[-1]["digest"])
    for row in passages:
        Passage.objects.filter(pk=row["digest"]).update(content=row["content"])


def change_a_row(case: Case) -> None:
    Entry.objects.filter(case=case, seq=5).update(happened_on=date(2026, 1, 1))


def change_a_row_and_its_digest(case: Case) -> None:
    Entry.objects.filter(case=case, seq=5).update(happened_on=date(2026, 1, 1))
    entry = Entry.objects.get(case=case, seq=5)
    Entry.objects.filter(pk=entry.pk).update(
        digest=journal.digest_of(entry, before=entry.before, case=case.uid)
    )


def delete_a_row(case: Case) -> None:
    Entry.objects.filter(case=case, seq=6).delete()


def delete_the_last_row(case: Case) -> None:
    last = Entry.objects.filter(case=case).latest("seq")
    last.papers.all().delete()
    last.delete()


def swap_two_rows(case: Case) -> None:
    two, three = (Entry.objects.get(case=case, seq=n) for n in (2, 3))
    Entry.objects.filter(pk=two.pk).update(seq=99)
    Entry.objects.filter(pk=three.pk).update(seq=2)
    Entry.objects.filter(pk=two.pk).update(seq=3)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (change_a_row, "第5号“报旗县政府”：内容与其摘要不符"),
        (change_a_row_and_its_digest, "第6号“旗县政府同意”：与前一号记录不衔接"),
        (delete_a_row, "第6号：缺失"),
        (delete_the_last_row, "缺失"),
        (swap_two_rows, "第2号“提交章节”：内容与其摘要不符"),
    ],
)
def test_a_tampered_row_is_named_by_audit_and_by_verify(
    mended: Case, store: Path, change: Callable[[Case], None], named: str
) -> None:
    assert run("audit") == (0, f"已核查1个案件、{mended.seq + 1}号记录，均完好。\n")
    change(mended)
    code, said = run("audit")
    assert code == 1
    assert f"✗ {mended.uid} " in said
    assert named in said
    export(mended, store / "t.zip", at=at("2026-04-10"))
    code, said = run("verify", str(store / "t.zip"))
    assert code == 1
    assert named.partition("：")[0] in said


def test_a_journal_rewritten_whole_is_found_by_the_root_alone(
    mended: Case, approved: tuple[Case, str], store: Path
) -> None:
    relink(mended, 5, happened_on=date(2026, 1, 1))
    assert run("audit")[0] == 0
    code, said = run("audit", "--days")
    assert code == 1
    assert "2026-04-08的根值" in said
    mended.refresh_from_db()
    export(mended, store / "t.zip", at=at("2026-04-10"))
    code, said = run("verify", str(store / "t.zip"), "--root", approved[1])
    assert code == 1
    assert "不能推算出所附的根值" in said


def test_a_changed_passage_in_the_database_is_named(mended: Case) -> None:
    passage = Passage.objects.order_by("digest")[0]
    Passage.objects.filter(pk=passage.pk).update(content="另一段话")
    assert run("audit")[0] == 0
    code, said = run("audit", "--contents", "--json")
    assert code == 1
    (fault,) = json.loads(said)["broken"]
    assert (fault["what"], fault["where"]) == ("passage", passage.digest[:16])
    assert mended


def test_a_lost_file_is_named(approved: tuple[Case, str], settings: Any) -> None:
    assert approved
    shutil.rmtree(settings.MEDIA_ROOT)
    code, said = run("audit", "--contents")
    assert code == 1
    assert "缺失" in said


# --- Commands -----------------------------------------------------------------------------------


def test_the_commands_export_publish_and_verify(approved: tuple[Case, str], store: Path) -> None:
    case, root = approved
    to = store / "out.zip"
    code, said = run("export", case.uid, "-o", str(to))
    assert code == 0
    assert "已导出" in said
    code, said = run("roots", "--json")
    (store / "roots.json").write_text(said, encoding="utf-8")
    code, said = run("verify", str(to), "--roots", str(store / "roots.json"), "--json")
    assert code == 0
    account = json.loads(said)
    assert account["sound"]
    assert account["root"] == {"day": "2026-04-08", "root": root, "compared": True}
    assert run("roots") == (0, f"2026-04-08  {root}  1\n")
    code, said = run("verify", str(to), "--root", "ab" * 32)
    assert code == 1
    assert "公布的根值不符" in said


def test_the_commands_refuse_in_words(approved: tuple[Case, str], store: Path) -> None:
    assert approved
    code, said = run("export", "没有这个案号", "-o", str(store / "x.zip"))
    assert (code, "没有案号或编号为“没有这个案号”的案件" in said) == (1, True)
    code, said = run("roots", "--make", "2099-01-01")
    assert (code, "次日一时后生成" in said) == (1, True)
    (store / "bad.json").write_text("[]", encoding="utf-8")
    to = store / "o.zip"
    run("export", approved[0].uid, "-o", str(to))
    code, said = run("verify", str(to), "--roots", str(store / "bad.json"))
    assert (code, "不是根值清单" in said) == (1, True)
    (store / "other.json").write_text(json.dumps({"roots": []}), encoding="utf-8")
    code, said = run("verify", str(to), "--roots", str(store / "other.json"))
    assert (code, "没有2026-04-08的根值" in said) == (1, True)
    (store / "no.zip").write_bytes(b"no")
    assert run("verify", str(store / "no.zip"))[0] == 1


def test_verifying_needs_no_django_and_no_database(
    bundle: Path, approved: tuple[Case, str]
) -> None:
    program = (
        "import sys\n"
        "class Blocked:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name.partition('.')[0] in ('django', 'weasyprint', 'docx'):\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Blocked())\n"
        "from tongzhou.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "dossier", "verify", str(bundle), "--root", approved[1]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "核验通过" in done.stdout

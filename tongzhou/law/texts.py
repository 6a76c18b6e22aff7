"""条文原文 — a folder of statute texts in Markdown, opened to find one article.

The texts are not part of the house. A user puts them in a folder of their own; a file is named
after its instrument, with the date of adoption in brackets where there are several:
劳动合同法(2012-12-28).md. An article begins a line with 第…条; its paragraphs 款 are the blocks
that follow, items （一） belonging to the paragraph before them.
"""

from __future__ import annotations

import os
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from tongzhou.law.articles import Article

NUMBER = "[零〇一二三四五六七八九十百千]+"
HEAD = re.compile(rf"^#*\s*(第{NUMBER}条(?:之{NUMBER})?)[\s　]")
PART = re.compile(rf"^#*\s*({NUMBER})、")  # a policy paper has no articles but parts
DATED = re.compile(r"^(?P<name>.+?)[(（](?P<day>\d{4}-\d{2}-\d{2})[)）]$")
ITEM = re.compile(r"^[(（][一二三四五六七八九十]+[)）]")


def user_folder() -> Path:
    """Return the folder where a user keeps texts: TONGZHOU_LAW_TEXTS, else the user's data folder."""
    if named := os.environ.get("TONGZHOU_LAW_TEXTS"):
        return Path(named)
    data = os.environ.get("XDG_DATA_HOME") or Path.home() / ".local" / "share"
    return Path(data) / "tongzhou" / "texts"


def name_of(file: Path) -> tuple[str, str]:
    """Return instrument and day of adoption (empty if not given) from the name of a file."""
    if dated := DATED.match(file.stem):
        return dated["name"], dated["day"]
    return file.stem, ""


def text_file(folder: Path, *names: str) -> Path | None:
    """Return the text of the instrument that bears one of `names`; the latest of several versions."""
    if not folder.is_dir():
        return None
    found = [file for file in folder.glob("*.md") if name_of(file)[0] in names]
    return max(found, key=lambda file: name_of(file)[1], default=None)


@cache
def articles_in(file: Path) -> dict[str, str]:
    """Return the articles of a text file by heading 第…条. A heading that comes twice counts once."""
    found: dict[str, list[str]] = {}
    lines: list[str] | None = None
    text = file.read_text("utf-8-sig").replace("\u200b", "").splitlines()
    by_article = any(map(HEAD.match, text))
    for line in text:
        if head := (HEAD if by_article else PART).match(line):
            lines = found.setdefault(head[1] if by_article else f"第{head[1]}部分", [])
            if lines:  # a table of contents, or a quotation at the start of a line
                lines = None
                continue
            lines.append(line[head.end() :].strip())
        elif lines is not None and line.strip() and not line.startswith("#"):
            lines.append(line.strip())
    return {heading: "\n".join(body) for heading, body in found.items()}


def paragraphs_of(body: str) -> list[str]:
    """Return the paragraphs 款 of an article, its items joined to the paragraph they belong to."""
    paragraphs: list[str] = []
    for line in body.splitlines():
        if paragraphs and ITEM.match(line):
            paragraphs[-1] += line
        else:
            paragraphs.append(line)
    return paragraphs


def text_of(cited: Article, *, file: Path) -> str | None:
    """Return the text of the article or of the paragraph cited; None if it does not stand there."""
    body = articles_in(file).get(cited.heading)
    if body is None or cited.paragraph is None:
        return body
    paragraphs = paragraphs_of(body)
    return paragraphs[cited.paragraph - 1] if cited.paragraph <= len(paragraphs) else None


def take_in(source: Path, *, into: Path) -> Iterator[Path]:
    """Copy the Markdown texts of `source` into the user's folder, yielding each as it lands.

    A file of the same name is replaced. Raises `ValueError` if `source` holds no text.
    """
    files = sorted(source.glob("*.md"))
    if not files:
        raise ValueError(f"文件夹 {source} 中没有 Markdown 条文（*.md）")
    into.mkdir(parents=True, exist_ok=True)
    for file in files:
        yield Path(shutil.copyfile(file, into / file.name))

"""What is said to a reader, in Chinese and in English, and the one exception that says it."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterable
from typing import NamedTuple


class Said(NamedTuple):
    """One sentence in both languages."""

    zh: str
    en: str

    def in_(self, lang: str) -> str:
        """Return the sentence in `zh` or `en`."""
        return self.en if lang == "en" else self.zh


class Wrong(Exception):
    """The config or the data cannot be used; says where, what, and how to mend it. Exit code 1."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(zh)
        self.said = Said(zh, en)


class Notice(NamedTuple):
    """One entry of `warnings`: a code for machines, a sentence for people."""

    code: str
    said: Said


def nearest(name: str, names: Iterable[str]) -> Said:
    """Return a closing “did you mean …” for a name that is not among `names`, or nothing."""
    known = sorted({str(one) for one in names})
    folded = {one.casefold(): one for one in reversed(known)}
    close = difflib.get_close_matches(name.casefold(), list(folded), n=1, cutoff=0.5)
    if close:
        return Said(f"是否为“{folded[close[0]]}”？", f" Did you mean “{folded[close[0]]}”?")
    if not known:
        return Said("", "")
    some = "、".join(known[:12])
    return Said(f"可用的有：{some}。", f" There are: {', '.join(known[:12])}.")


def one_line(written: str) -> str:
    """Return the name of a column as one line: a line break in the cell of a header is only layout, in Chinese not even a space."""
    name = written.replace("\ufeff", "").strip()
    if "\n" not in name and "\r" not in name:
        return name
    name = re.sub(r"(?<=[^\x00-\x7f])\s*[\r\n]+\s*(?=[^\x00-\x7f])", "", name)
    return re.sub(r"\s*[\r\n]+\s*", " ", name)

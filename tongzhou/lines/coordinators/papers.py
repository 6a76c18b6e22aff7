"""文书 — registration, letter of appointment, record of a visit, monthly log, assessment sheet."""

from __future__ import annotations

from tongzhou.procedure.declare import Paper


def series(word: str) -> str:
    """Return a series of numbers of a department: 达人社协聘字〔2026〕第1号."""
    return f"{{prefix}}协{word}字〔{{year}}〕第{{n}}号"


REGISTRATION = Paper(
    "registration", "劳动关系协调员登记表", series("登"), kind="通知", names_case=True
)
LETTER = Paper("letter", "劳动关系协调员聘书", series("聘"), kind="通知")
VISIT = Paper("visit", "走访记录", kind="记录")
LOG = Paper("log", "协调员工作台账", kind="记录")
ASSESSMENT = Paper("assessment", "协调员年度考核表", series("考"), kind="通知")

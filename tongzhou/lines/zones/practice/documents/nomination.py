"""国家级共建试点推荐表 — signed by the four bodies of the region."""

from __future__ import annotations

from tongzhou.lines.zones.offices import REGION_FOUR
from tongzhou.lines.zones.practice import rules
from tongzhou.lines.zones.practice.procedure import four
from tongzhou.procedure.papers import Cell, Document, Issue, Sheet, day


def nomination(issue: Issue) -> Document:
    """推荐表: zone, term, results, grounds, highlights, and the four opinions."""
    opened = rules.recommendation(issue.view)
    grounds, highlights = rules.recommended_words(issue.view)
    standing = issue.view.standing(four)
    rows = [
        (
            Cell("试验区", label=True),
            Cell(opened.zone),
            Cell("试验期", label=True),
            Cell(opened.term),
        ),
        (
            Cell("任务完成", label=True),
            Cell(opened.tasks),
            Cell("评估验收", label=True),
            Cell(opened.result or "尚未验收"),
        ),
        (Cell("推荐理由", label=True), Cell(grounds, across=3, tall=40)),
        (Cell("创新与成效", label=True), Cell(highlights, across=3, tall=40)),
    ]
    for office in REGION_FOUR:
        given = standing.get(office.code)
        words = f"同意推荐。{given.words}" if given else ""
        signed = (issue.body_of(office), day(given.on)) if given else ()
        cell = Cell(words, across=3, tall=24, signed=signed)
        rows.append((Cell(f"{office}意见", label=True), cell))
    return Document(
        title="构建和谐劳动关系综合试验区国家级共建试点推荐表",
        number=issue.number,
        blocks=(Sheet(tuple(rows), widths=(2, 4, 2, 4)),),
    )

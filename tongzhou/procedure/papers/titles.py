"""标题回行 — where a long title is broken: even lines, whole words (GB/T 9704 7.3.1)."""

from __future__ import annotations

TITLE_WIDTH = 20  # characters of 22 pt in a line of 版心
_NEVER_FIRST, _NEVER_LAST = "的、，：；》”）〕", "《“（〔"
_GOOD_ENDS = "、，：；》”）的和与及省市盟旗县区州厅局委会部院"
_GOOD_STARTS = (
    *(
        "关于",
        "同意",
        "构建",
        "和谐",
        "劳动",
        "综合",
        "建设",
        "试点",
        "选点",
        "方案",
        "工作",
        "情况",
    ),
    *("有关", "任务", "进展", "年度", "季度", "意见", "报告", "通知", "批复", "决定"),
)


def title_lines(title: str) -> str:
    """Return a long title broken into lines of like length, where a word ends (7.3.1).

    A title that holds its own breaks keeps them. Nothing is known here of grammar: a break is sought near
    the even one, behind a mark, a place or a body, or before a word that titles are made of.
    """
    if "\n" in title or _wide(title) <= TITLE_WIDTH:
        return title
    count = -int(-_wide(title) // TITLE_WIDTH)
    ideal = _wide(title) / count
    places = [p for p in range(2, len(title) - 1) if _wide(title[:p]) <= TITLE_WIDTH]
    best = min(places, key=lambda p: _cost(title, p, ideal, count - 1))
    return title[:best] + "\n" + title_lines(title[best:])


def _cost(title: str, place: int, ideal: float, lines_left: int) -> float:
    before, behind = title[place - 1], title[place:]
    cost = abs(_wide(title[:place]) - ideal)
    if not (before in _GOOD_ENDS or behind.startswith(_GOOD_STARTS)):
        cost += 4
    if behind[0] in _NEVER_FIRST or before in _NEVER_LAST or _is_latin(before + behind[0]):
        cost += 50
    if before == "的" and _wide(behind) < 4:  # 报告 alone on a line
        cost += 4
    return cost + (100 if _wide(behind) > lines_left * TITLE_WIDTH else 0)


def _is_latin(two: str) -> bool:
    """Say whether a break here would cut a number or a Latin word."""
    return two.isascii() and two.isalnum()


def _wide(text: str) -> float:
    """Return how many Chinese characters wide a text stands."""
    return sum(0.5 if c.isascii() else 1 for c in text)

"""案件列表的单元格 — the cells of the work list as they stand on the page.

A page draws some hundred and fifty of them, so they are written here and not in the template. Each is a
`Markup`, which escapes all that is put in.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from functools import cache
from html import escape

from django.urls import reverse
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from tongzhou.ui.deadlines import Deadline
from tongzhou.ui.templatetags.look import icon, lapses, when

from .places import region_path
from .worklist import Row


class Markup:
    """HTML with places `{}` for texts: what is put in is escaped, unless it is HTML already."""

    def __init__(self, text: str) -> None:
        self._text = text.replace("%", "%%").replace("{}", "%s")

    def __call__(self, *texts: str | int) -> SafeString:
        """Return it with these texts in its places."""
        return SafeString(
            self._text % tuple([t if isinstance(t, SafeString) else escape(str(t)) for t in texts])
        )


METER = Markup(
    '<svg class="meter" viewBox="0 0 100 1" preserveAspectRatio="none" aria-hidden="true">'
    '<rect width="{}" height="1" /></svg>'
)
DEADLINE = Markup('<span class="dl {}"><b>{}{}</b>{}<small>{} · {}</small></span>')
LINE = Markup(
    '<tr><td class="c"><input type="checkbox" name="selected" value="{}" aria-label="{}"></td>'
)
TITLE = Markup(
    '<td class="ttl"><div><a class="pri el" href="{}" title="{}" data-row>{}</a>'
    "<small>{}{}</small></div></td>"
)
CHECK = Markup(' <span class="tag warn">{}</span>')
STATE = Markup('<td><span class="tag {}">{}</span></td>')
REGION = Markup('<td class="nw">{}</td>')
OPTIONAL = Markup('<td class="opt">{}</td>')
MUTED = Markup('<span class="muted">{}</span>')
SHORT = Markup('<td class="opt nw">{}</td>')
DUE = Markup('<td class="ddl">{}</td>')
CHANGED = Markup('<td class="opt nw hint">{}</td>')
NOTHING = MUTED("—")
ANY = "0"  # stands in an address where the name of a case will


class Page:
    """What all cells of a page have in common: today, the address of a case, words looked up once."""

    def __init__(self, today: date) -> None:
        self.today = today
        self.head, _any, self.tail = reverse("desk:case", args=[ANY]).rpartition(ANY)
        self.choose, self.filed = _("选择 %(name)s"), _("%(day)s 立案")
        self.lapses = cache(lapses)  # the limits of a page run out on few days
        self.check, self.nobody = _("须核对"), MUTED(_("未分派"))


def deadline(d: Deadline | None, lapses: Callable[[date | None], str] = lapses) -> SafeString:
    """Draw a deadline: how much is left, how much of the time is used up, what runs out and when."""
    if d is None:
        return NOTHING
    meter = METER(d.share) if d.start else ""
    return DEADLINE(d.level, icon(d.icon, 14), d.text, meter, d.name, lapses(d.due))


def _title(row: Row, page: Page) -> SafeString:
    case = row.case
    known = case.number or (
        page.filed % {"day": case.opened_on.isoformat()} if case.opened_on else ""
    )
    check = CHECK(page.check) if case.irregular else ""
    return TITLE(page.head + case.uid + page.tail, row.title, row.title, known, check)


def _state(row: Row, _page: Page) -> SafeString:
    return STATE("info" if row.case.is_open else "", row.state)


def _due(row: Row, page: Page) -> SafeString:
    """Where nothing runs, a phone shows no line for it."""
    if row.deadline is None:
        return OPTIONAL(NOTHING)
    return DUE(deadline(row.deadline, page.lapses))


def _handler(row: Row, page: Page) -> SafeString:
    if row.case.handled_by:
        return OPTIONAL(row.case.handled_by)
    return OPTIONAL(page.nobody if row.case.handlers == 0 else NOTHING)


def _day(on: date | None) -> SafeString:
    return SHORT(on.isoformat() if on else "")


CELLS: dict[str, Callable[[Row, Page], SafeString]] = {
    "title": _title,
    "procedure": lambda row, _page: SHORT(row.procedure),
    "state": _state,
    "region": lambda row, _page: REGION(region_path(row.case.region)),
    "handler": _handler,
    "due": _due,
    "opened": lambda row, _page: _day(row.case.opened_on),
    "changed": lambda row, page: CHANGED(when(row.case.changed_at, page.today)),
    "closed": lambda row, _page: _day(row.case.closed_on),
}


def lines(rows: Iterable[Row], columns: Sequence[str], *, today: date) -> SafeString:
    """Draw the rows of a list: a box to choose each, and its cells in the order of the columns."""
    page = Page(today)
    cells = [CELLS[code] for code in columns]
    drawn: list[str] = []
    for row in rows:
        drawn.append(LINE(row.case.uid, page.choose % {"name": row.title}))
        drawn += [cell(row, page) for cell in cells]
        drawn.append("</tr>")
    return mark_safe("".join(drawn))  # each part was escaped where it was made

"""The inbox and a report ask the database as much for one as for many."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.lines.intake import facts
from tongzhou.procedure.tests.counting import counted, grown

from .cast import Cast


def test_the_inbox_asks_as_much_for_nine_reports_as_for_two(cast: Cast) -> None:
    today = localdate()
    cast.brought(on=today, kind="举报")
    cast.brought(on=today - timedelta(days=1), who=2)
    urls = [
        reverse("intake:inbox"),
        reverse("desk:list", args=["intake.report"]),
        reverse("desk:list", args=["intake.request"]),
    ]
    urls = [u for u in urls if cast.clerk.opens(u).status_code == 200]
    assert len(urls) >= 2
    before = counted(cast.clerk.client, urls)
    for n in range(7):
        case = cast.brought(on=today - timedelta(days=n % 3), who=1 + n % 4)
        if n % 2:
            cast.does("clerk", case, "accept", facts.Acceptance(), on=today)
    assert not grown(before, counted(cast.clerk.client, urls))


def test_a_report_of_many_asks_as_much_as_a_report_of_one(cast: Cast) -> None:
    today = localdate()
    one = cast.brought(on=today)
    before = counted(cast.clerk.client, [reverse("desk:case", args=[one.uid])])
    many = cast.brought(on=today, who=6)
    after = counted(cast.clerk.client, [reverse("desk:case", args=[many.uid])])
    assert max(after.values()) <= max(before.values())

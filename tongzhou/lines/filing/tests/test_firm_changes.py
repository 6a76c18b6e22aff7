"""An employer has another name, or is no more: the employer and the office are told by when it is filed; filed, it is told no longer."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate, now

from tongzhou.lines.filing.firm import changing
from tongzhou.lines.filing.models import FirmChange
from tongzhou.procedure.calendar import calendar_now
from tongzhou.registry import journal

from .cast import Town


def test_a_new_name_in_the_register_is_to_be_filed_within_thirty_days_and_once_filed_is_not_asked_again(
    town: Town,
) -> None:
    at = now() - timedelta(days=40)
    journal.change(
        town.firm, by=town.officer.person, at=at, reason="市监推送", name="示例乳业有限公司"
    )
    (change,) = changing.changes_of(town.firm, on=localdate(), calendar=calendar_now())
    assert change.words == "示例奶食品有限公司 → 示例乳业有限公司"
    assert change.filing.day >= localdate(at) + timedelta(days=30)
    assert change.filing.late > 0
    assert change.filing.account()[-1].endswith("（待核）")
    assert "《社会保险法》第五十七条" in change.duties[1].account()[-1]
    board = town.officer.reads(reverse("filing:board"))
    assert "示例乳业有限公司" in board
    assert "示例乳业有限公司" not in town.neighbour.reads(reverse("filing:board"))
    clerk, page = town.at_phone(), reverse("filing-employer:changes", args=[town.firm.pk])
    assert "单位名称变更" in clerk.reads(reverse("filing-employer:rows", args=[town.firm.pk]))
    said = {"what": "name", "happened_on": str(localdate(at)), "words": change.words}
    ahead = said | {"happened_on": str(localdate() + timedelta(days=1))}
    assert clerk.sends(page, **ahead).status_code == 422
    assert clerk.sends(page, **said, entry=change.entry).status_code == 302
    filed = FirmChange.objects.get()
    assert (filed.declared_by, filed.entry) == (town.clerk, change.entry)
    assert "示例乳业有限公司" not in town.officer.reads(reverse("filing:board"))
    assert clerk.sends(page, **said).status_code == 422  # the same twice
    agency = town.at_phone("13900000002")
    assert agency.client.get(page).status_code == 404


def test_an_employer_that_is_closed_has_seven_days_and_its_workers_are_counted(town: Town) -> None:
    town.hires(1)
    journal.change(town.firm, by=town.officer.person, at=now(), reason="注销", is_active=False)
    town.firm.refresh_from_db()
    (change,) = changing.changes_of(town.firm, on=localdate(), calendar=calendar_now())
    assert change.what == FirmChange.What.CLOSED
    assert change.filing.duty.length.count == 7
    page = town.at_phone().reads(reverse("filing-employer:changes", args=[town.firm.pk]))
    assert "还有 1 人的备案在用" in page

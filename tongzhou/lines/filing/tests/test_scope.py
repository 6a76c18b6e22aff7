"""Who sees which declaration, asked of everybody at every page that lists, counts, finds, exports or opens one."""

from __future__ import annotations

from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.lines.filing.models import Employment
from tongzhou.lines.filing.offices import EVERYONE, READERS
from tongzhou.lines.filing.registers import EMPLOYMENTS
from tongzhou.procedure.models import Sighting

from .cast import PEOPLE, THERE, Town, number


def _may_see(who: str, row: Employment) -> bool:
    """Return what the house says: an office that keeps or reads the register, in a region that holds the place."""
    _name, office, region = PEOPLE[who]
    return office in READERS and row.region_id.startswith(region)


def _holds(row: Employment, words: str) -> bool:
    """Say whether a row is what these words ask for."""
    if len(words) == 18 and words.startswith("9"):
        return row.uscc == words
    return words == row.open_identity().number or row.employer_name.startswith(words)


def _body(seat: object, url: str) -> str:
    answer = seat.client.get(url)  # type: ignore[attr-defined]
    assert answer.status_code in (200, 404), (url, answer.status_code)
    if answer.streaming:
        return b"".join(answer).decode("utf-8-sig", errors="ignore")
    return str(answer.content.decode())


def test_nobody_sees_a_declaration_outside_their_regions_and_offices(town: Town) -> None:
    rows = [
        town.hires(1, job="本旗岗位甲"),
        town.hires(2, firm=town.other, job="本旗岗位乙"),
        town.hires(3, region_id=THERE, job="邻旗岗位丙"),
    ]
    asked = 0
    for who, seat in town.seats.items():
        assert seat.person is not None
        seen = set(EMPLOYMENTS.rows(seat.person, on=localdate()).values_list("pk", flat=True))
        for row in rows:
            may = _may_see(who, row)
            assert (row.pk in seen) == may, who
            there = reverse("desk:record", args=["employments", row.pk])
            assert seat.client.get(there).status_code == (200 if may else 404), (who, row.job)
            for kind in ("", "&format=csv"):
                for words in (row.open_identity().number, row.uscc, row.employer_name[:4]):
                    url = reverse("desk:register", args=["employments"]) + f"?q={words}{kind}"
                    found = row.starts_on.isoformat() in _body(seat, url)
                    right = any(_may_see(who, r) and _holds(r, words) for r in rows)
                    assert found == right, (who, url)
                    asked += 1
            page = seat.client.get(reverse("filing:employer", args=[row.uscc]))
            keeps = PEOPLE[who][1] in {o.code for o in EVERYONE}
            mine = any(_may_see(who, r) and r.uscc == row.uscc for r in rows)
            assert page.status_code == (200 if keeps and mine else 404), who
    assert asked == len(rows) * len(PEOPLE) * 6


def test_a_worker_is_looked_up_with_a_reason_and_the_look_stays_on_record(town: Town) -> None:
    town.hires(1)
    town.hires(
        1,
        firm=town.other,
        region_id=THERE,
        kind="part",
        weekly_hours=20,
        pay=3000,
        pay_basis="hour",
    )
    there = reverse("filing:worker")
    assert town.officer.sends(there, number=number(1), reason="").status_code == 422
    assert not Sighting.objects.filter(what="sealed").exists()
    text = town.officer.sends(there, number=number(1), reason="处理异议").content.decode()
    assert "萨如拉" in text
    assert town.firm.name in text
    assert town.other.name not in text  # declared for work in the other banner
    look = Sighting.objects.get(what="sealed")
    assert (look.person, "处理异议" in look.detail) == (town.officer.person, True)
    assert number(1) not in look.detail
    for who in ("inspector", "mediator", "nobody"):
        assert town.seats[who].sends(there, number=number(1), reason="看看").status_code == 404


def test_only_the_office_of_the_place_changes_a_row_at_the_desk(town: Town) -> None:
    row = town.hires()
    there = reverse("desk:change-record", args=["employments", row.pk, "end"])
    said = {"ended_on": localdate().isoformat(), "end_reason": "agreed", "reason": "单位来人办理"}
    for who in ("neighbour", "inspector", "league", "chief", "mediator"):
        assert town.seats[who].sends(there, **said).status_code == 404, who
    assert town.officer.sends(there, **said).status_code == 302
    row.refresh_from_db()
    assert row.state == "ended"

"""Hiring, renewing, changing, ending, taking back; nothing is doubled, nothing is lost, every version can be read."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils.timezone import localdate

from tongzhou.law.reckoning import add_months
from tongzhou.lines.filing import declaring, figures
from tongzhou.lines.filing.exporting import filings
from tongzhou.lines.filing.models import Employment
from tongzhou.procedure.catalogue import measures_for, measures_on
from tongzhou.registry.models import Employer, RegisterEntry

from .cast import Town, code, number, terms


def test_the_same_hiring_sent_twice_is_one_row(town: Town) -> None:
    first, again = town.hires(), town.hires()
    assert first.pk == again.pk
    assert Employment.objects.count() == 1
    with pytest.raises(ValidationError, match="已经备案"):
        town.hires(pay=600_000)
    with pytest.raises(IntegrityError), transaction.atomic():
        Employment.objects.bulk_create([_copy(first)])


def _copy(row: Employment) -> Employment:
    fresh = Employment(**{f.attname: getattr(row, f.attname) for f in declaring._stored()})
    fresh.pk = None
    return fresh


def test_what_is_wrong_is_said_at_its_field_and_nothing_is_kept(town: Town) -> None:
    wrong: dict[str, dict[str, Any]] = {
        "ends_on": {"ends_on": None},
        "probation_until": {"probation_until": localdate() + timedelta(days=300)},
        "econtract": {"written": "electronic"},
        "starts_on": {"starts_on": localdate() + timedelta(days=60)},
    }
    for field, more in wrong.items():
        with pytest.raises(ValidationError) as refused:
            town.hires(**more)
        assert field in refused.value.message_dict, field
    with pytest.raises(ValidationError) as refused:
        declaring.hire(
            town.firm, number=number(1)[:-1] + "?", name="萨如拉", terms=terms(), by=town.by
        )
    assert "number" in refused.value.message_dict
    nameless = Employer.objects.create(name="没有代码的铺子", provisional=True, region_id="150221")
    with pytest.raises(ValidationError, match="先到登记机构补登记"):
        declaring.hire(nameless, number=number(1), name="萨如拉", terms=terms(), by=town.by)
    assert not Employment.objects.exists()
    assert not RegisterEntry.objects.filter(register="employment").exists()


def test_number_and_phone_lie_sealed_and_the_journal_holds_neither(town: Town) -> None:
    row = town.hires(7, phone="13712345678")
    raw = str(Employment.objects.filter(pk=row.pk).values_list("identity", flat=True)[0].token)
    assert number(7) not in raw
    fresh = Employment.objects.get(pk=row.pk)
    assert (fresh.open_identity().number, fresh.open_identity().name) == (number(7), "萨如拉")
    assert fresh.name_masked == "萨**"
    said = str(list(RegisterEntry.objects.about(fresh).values_list("changes", flat=True)))
    assert number(7) not in said
    assert "13712345678" not in said
    assert fresh.worker_hash not in said


def test_a_renewal_is_a_period_of_its_own_and_allows_no_second_probation(town: Town) -> None:
    start = localdate() - timedelta(days=350)
    first = town.hires(
        starts_on=start, ends_on=add_months(start, 12) - timedelta(days=1),
        probation_until=add_months(start, 2) - timedelta(days=1),
    )  # fmt: skip
    again = add_months(start, 12)
    more = {"starts_on": again, "ends_on": add_months(again, 36) - timedelta(days=1)}
    with pytest.raises(ValidationError, match="只能约定一次试用期"):
        declaring.renew(first, terms=more | {"probation_until": add_months(again, 1)}, by=town.by)
    done = declaring.renew(first, terms=more, by=town.by)
    assert [r.state for r in declaring.chain(done.row)] == ["renewed", "active"]
    assert done.row.how == "renew"
    with pytest.raises(ValidationError, match="已续订"):
        declaring.end(first, ended_on=localdate(), end_reason="agreed", by=town.by)


def test_every_version_of_a_period_can_be_read_with_its_reason(town: Town) -> None:
    row = town.hires()
    changed = declaring.change(row, terms={"pay": 620_000}, by=town.by, reason="协商涨薪").row
    ended = declaring.end(changed, ended_on=localdate(), end_reason="resigned", by=town.by).row
    assert (ended.version, ended.state, ended.end_declared_on) == (3, "ended", localdate())
    put_right = declaring.change(ended, terms={"job": "班长"}, by=town.by, reason="更正岗位").row
    gone = declaring.void(put_right, by=town.by, reason="重复填报").row
    assert (gone.state, gone.ended_on, gone.end_reason) == ("void", None, "")
    entries = list(RegisterEntry.objects.about(gone))
    assert [e.reason for e in entries][:4] == ["重复填报", "更正岗位", "解除终止备案", "协商涨薪"]
    assert entries[3].changes["pay"] == ["5000.00 元", "6200.00 元"]
    assert all(e.by == town.clerk for e in entries)


def test_an_ending_is_declared_after_it_and_not_before(town: Town) -> None:
    row = town.hires()
    for day in (localdate() + timedelta(days=1), row.starts_on - timedelta(days=1)):
        with pytest.raises(ValidationError) as refused:
            declaring.end(row, ended_on=day, end_reason="agreed", by=town.by)
        assert "ended_on" in refused.value.message_dict


def test_rates_count_people_once_and_say_when_nothing_is_known(town: Town) -> None:
    town.hires(1)
    town.hires(2, written="none")
    start = add_months(localdate(), -13)
    old = town.hires(3, starts_on=start, ends_on=add_months(start, 12) - timedelta(days=1))
    declaring.renew(
        old,
        terms={"starts_on": add_months(start, 12), "ends_on": add_months(start, 48)},
        by=town.by,
    )
    town.hires(
        4, starts_on=start, ends_on=add_months(start, 12) - timedelta(days=1)
    )  # run out, forgotten
    rates = figures.of_employer([str(town.firm.uscc)], on=localdate())
    assert {c: (r.part, r.whole) for c, r in rates.items()} == {
        "filing": (4, 10), "signing": (2, 4), "renewal": (1, 2),
    }  # fmt: skip
    assert str(rates["signing"]) == "50.0%"  # one works on under a contract that has run out
    unknown = figures.of_employer([code(99)], on=localdate())
    assert [r.value for r in unknown.values()] == [None, None, None]
    assert figures.of_place("150221", on=localdate())["filing"].whole == 10


def test_what_one_employer_files_too_much_fills_no_gap_of_another(town: Town) -> None:
    Employer.objects.filter(pk=town.firm.pk).update(headcount=2)
    Employer.objects.filter(pk=town.other.pk).update(headcount=8)
    for n in range(1, 7):
        town.hires(n)
    town.hires(7, firm=town.other)
    for found in (
        figures.of_place("150221", on=localdate()),
        figures.keep("150221", on=localdate()) and figures.kept(Q(county="150221")),
    ):
        assert (found["filing"].part, found["filing"].whole) == (3, 10)


def test_the_signing_rate_is_offered_to_an_indicator_of_that_name(town: Town) -> None:
    town.hires(1)
    town.hires(2, written="none")
    (offered,) = measures_for("企业劳动合同签订率")
    found = offered.reckon("150221", localdate())
    assert (found.value, found.part, found.whole) == (50, 1, 2)
    assert offered.reckon("150123", localdate()).value is None
    assert measures_for("集体合同建制率") == []
    assert [m.code for m in measures_on("三(三)2")] == ["filing", "signing", "renewal"]


def test_what_was_taken_back_is_no_contract_in_force_to_the_warehouse(town: Town) -> None:
    row = town.hires()
    (told,) = filings()
    assert (told["contract"], told["ended_on"]) == (f"BA{row.pk}", None)
    declaring.void(row, by=town.by, reason="误报")
    (told,) = filings()
    assert (told["contract"], told["ended_on"]) == (f"BA{row.pk}", told["starts_on"])

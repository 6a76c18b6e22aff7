"""Those who complained by phone gave a name and no number; the pay sheet has both, and makes nobody into two."""

from __future__ import annotations

from datetime import date

from tongzhou.lines.arrears import facts, rules
from tongzhou.lines.arrears.importing import keeping, knowing, matching, reading, stating
from tongzhou.lines.arrears.importing.reading import Who
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.counter import Visitor
from tongzhou.procedure.facts import FileRef
from tongzhou.registry.models import RegisterEntry, Worker
from tongzhou.registry.working import register_worker

from .cast import MONDAY, Cast, at, number
from .test_importing import line, sheet
from .test_importing import read as read_sheet

ON = date(2026, 3, 3)


def by_phone(*names: str, alias: bool = False) -> dict[str, str]:
    """Register workers of whom only the name is known; return key → what the matter calls them."""
    found = {}
    for n, name in enumerate(names, start=1):
        worker = register_worker(name=name, by=None, at=at(MONDAY), on=MONDAY, reason="投诉")
        found[f"worker/w{worker.pk}"] = f"投诉人{n}" if alias else name
    return found


def taken(cast: Cast, people: dict[str, str]):
    firm = {cast.firm("分包"): cast.firms["分包"].name}
    claims = {k: (ClaimItem(head="wages", amount=800_000),) for k in people}
    return cast.taken(names=people | firm, claims=claims)


def states(cast: Cast, case, *lines):
    """State a sheet as the page does."""
    kept = keeping.packed(read_sheet(sheet(*lines)), FileRef("0" * 64, "工资表.csv", 1))
    kept.source = cast.paper()
    visitor = Visitor(cast.bater.person, ON, at(ON))
    return stating.state(visitor, case, cast.view(case), kept, request="once")


def test_a_worker_who_gave_no_number_is_not_a_second_one_in_the_sheet(cast: Cast):
    people = by_phone("王铁柱", "宝音·德力格尔")
    case = taken(cast, people)
    states(
        cast,
        case,
        line(40, "王铁柱", phone="13900001111"),
        line(41, "宝音 . 德力格尔"),
        line(42, "新来的"),
    )
    view = cast.view(case)
    assert [w.name for w in rules.workers(view)] == ["王铁柱", "宝音·德力格尔", "新来的"]
    first, second = people
    assert rules.sums(view, first).claimed == rules.sums(view, second).claimed == 560_000
    written = Worker.objects.get(pk=int(first.partition("/w")[2]))
    assert (written.id_number.open(), written.phone.open()) == (number(40), "13900001111")
    note = RegisterEntry.objects.filter(key=str(written.pk)).latest("pk")
    assert note.reason == knowing.REASON
    assert number(40) not in str(note.changes)


def test_the_next_sheet_finds_them_by_the_number_whatever_the_name(cast: Cast):
    people = by_phone("王铁柱")
    case = taken(cast, people)
    states(cast, case, line(40, "王铁柱"))
    found = knowing.known(cast.view(case), [Who(number(40), "王铁住", "", "")])
    assert [w.name for w in found.values()] == ["王铁柱"]


def test_two_of_one_name_are_not_guessed_at(cast: Cast):
    case = taken(cast, by_phone("王强", "王强", "李四"))
    view = cast.view(case)
    assert knowing.known(view, [Who(number(40), "王强", "", "")]) == {}
    twice = [Who(number(41), "李四", "", ""), Who(number(42), "李四", "", "")]
    assert knowing.known(view, twice) == {}


def test_who_asked_for_secrecy_is_found_and_goes_on_being_called_as_before(cast: Cast):
    people = by_phone("王铁柱", alias=True)
    case = taken(cast, people)
    entry = states(cast, case, line(40, "王铁柱"))
    assert [w.name for w in rules.workers(cast.view(case))] == ["投诉人1"]
    assert "王铁柱" not in str(entry.facts)


def test_a_number_that_another_record_bears_stays_there_and_the_bank_still_finds_the_worker(
    cast: Cast,
):
    people = by_phone(
        "萨仁"
    )  # the register knows one of this name by number(1), not in this matter
    case = taken(cast, people)
    (key,) = people
    register_worker(
        name="萨仁", id_number=number(50), by=None, at=at(MONDAY), on=MONDAY, reason="登记"
    )
    states(cast, case, line(50, "萨仁"))
    assert [w.key for w in rules.workers(cast.view(case))] == [key]
    assert Worker.objects.get(pk=int(key.partition("/w")[2])).id_hash == ""
    view = cast.view(case)
    cast.does("bater", case, "establish", established(view, key), on=ON, about=(key,))
    paid = reading.Paid(2, "萨仁", number(50), 100_000, ON, "B1")
    other = reading.Paid(3, "别人", number(51), 100_000, ON, "B2")
    found = matching.matched(cast.view(case), reading.Record([], [paid, other]), on=ON)
    assert found.amounts == {key: 100_000}
    assert [why for *_rest, why in found.left_out] == ["本案没有这名待付的劳动者（证件号码对不上）"]


def established(view, key):
    return facts.Established(rows={key: rules.rows_of(view.subjects[key])})

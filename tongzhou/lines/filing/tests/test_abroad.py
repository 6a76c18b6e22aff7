"""其他证件 — whoever shows a passport, permanent residence or a residence permit of 港澳台 is declared, seen, found and asked the same questions, at every door."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.timezone import localdate, now

from tongzhou.law.reckoning import add_months
from tongzhou.lines.filing import declaring, exporting, proving
from tongzhou.lines.filing.declaring import Paper
from tongzhou.lines.filing.models import Employment, who
from tongzhou.lines.filing.registers import EMPLOYMENTS, found_by
from tongzhou.procedure.models import Case
from tongzhou.registry import identity, working
from tongzhou.registry.fields import hash_of
from tongzhou.registry.models import Worker

from .cast import HERE, Seat, Town, number, terms

BORN = date(1988, 5, 4)
PASSPORT, PERMIT, PHONE = "E12345678", "15A0001234567", "13700000077"
OLD_PERMANENT = "MNG150088050401"
START = localdate() - timedelta(days=20)
YEAR = START + timedelta(days=364)
UNTIL = localdate() + timedelta(days=300)


def of_gb_11643(region: str, *, born: date = BORN, n: int = 12) -> str:
    seventeen = f"{region}{born:%Y%m%d}{n:03d}"
    return seventeen + identity.check_character(seventeen)


def paper(**more: Any) -> Paper:
    """Return a passport with which nothing is wrong."""
    plain = {"number": PASSPORT, "kind": "passport", "born": BORN, "woman": False, "permit": PERMIT}
    return Paper(**(plain | more))


def hires(town: Town, of: Paper | None = None, **more: Any) -> declaring.Done:
    told = {"ends_on": YEAR, "permit_until": UNTIL} | more
    return declaring.hire(
        town.firm, number=of or paper(), name="宝力德", phone=PHONE, terms=terms(**told), by=town.by
    )


# --- One by one -----------------------------------------------------------------------------------------


def test_a_foreigner_is_declared_with_passport_and_permit_and_nothing_of_them_lies_open(
    town: Town,
) -> None:
    done = hires(town)
    row = Employment.objects.get()
    known = row.open_identity()
    assert done.remarks == ()
    assert (row.id_kind, row.permit_until, row.age) == ("passport", UNTIL, START.year - 1988 - ((START.month, START.day) < (5, 4)))  # fmt: skip
    assert (known.number, known.born, known.woman, known.permit) == (PASSPORT, BORN, False, PERMIT)
    assert PERMIT not in row.identity.token
    assert str(row.identity) == "宝** *********"
    entry = EMPLOYMENTS.history(row)[0]
    assert all(word not in str(entry.changes) for word in (PASSPORT, PERMIT, "1988"))
    # Told once more it is the same; with another permit it is to be changed.
    assert hires(town).row.pk == row.pk
    with pytest.raises(ValidationError, match="办理变更"):
        hires(town, paper(permit="15B0009999999"))


def test_whose_number_tells_neither_birth_nor_sex_is_asked_for_both(town: Town) -> None:
    for of in (paper(born=None, woman=None), Paper(OLD_PERMANENT, "permanent")):
        with pytest.raises(ValidationError) as refusal:
            hires(town, of, permit_until=None)
        assert set(refusal.value.message_dict) == {"born_on", "sex"}
    with pytest.raises(ValidationError, match="不合常理"):
        hires(town, paper(born=localdate() + timedelta(days=1)))
    old = Paper(OLD_PERMANENT, "permanent", BORN, woman=True)
    row = hires(town, old, permit_until=None).row
    assert (row.id_kind, row.open_identity().woman) == ("permanent", True)


@pytest.mark.parametrize(
    ("region", "kind"), [("810000", "hmt"), ("830000", "hmt"), ("915496", "permanent")]
)
def test_a_number_of_the_make_of_an_identity_card_tells_its_paper_whichever_was_chosen(
    town: Town, region: str, kind: str
) -> None:
    its = of_gb_11643(region)
    chosen = hires(town, Paper(its, kind), permit_until=None).row
    assert (chosen.id_kind, chosen.open_identity().born) == (kind, BORN)
    # Declared as a resident it is the same worker, and the same declaration.
    assert hires(town, Paper(its), permit_until=None).row.pk == chosen.pk
    assert chosen.worker_hash == hash_of("id_number", its)


def test_a_passport_is_never_taken_for_an_identity_card(town: Town) -> None:
    with pytest.raises(ValidationError, match="不是护照号码"):
        hires(town, paper(number=number(1)))
    with pytest.raises(ValidationError, match="请选对证件类型"):
        hires(town, Paper(PASSPORT), permit_until=None)
    assert not Employment.objects.exists()


def test_a_resident_is_kept_as_before(town: Town) -> None:
    row = town.hires(1)
    assert row.worker_hash == hash_of("id_number", number(1))
    assert row.identity.open() == "\t".join((number(1), "13700000001", "萨如拉"))
    assert (row.id_kind, row.permit_until) == ("resident", None)
    assert who(number=number(1), phone="", name="萨如拉", born=BORN) == f"{number(1)}\t\t萨如拉"
    with pytest.raises(ValidationError, match="不需要工作许可"):
        hires(town, Paper(number(2), permit=PERMIT), permit_until=None)


def test_birth_stated_otherwise_than_the_number_tells_it_is_remarked(town: Town) -> None:
    wrong = Paper(number(1), born=date(1988, 5, 5))
    assert "以证件号码为准" in str(hires(town, wrong, permit_until=None).remarks[0])
    assert Employment.objects.get().open_identity().born == BORN


@pytest.mark.parametrize(
    ("of", "more", "field", "blocks"),
    [
        ({"permit": ""}, {}, "permit", False),
        ({}, {"permit_until": None}, "permit", False),
        ({}, {"permit_until": START - timedelta(days=1)}, "permit_until", True),
        ({}, {"permit_until": localdate() - timedelta(days=1)}, "permit_until", False),
        ({"born": add_months(START, -12 * 17)}, {}, "born_on", False),
        ({"born": add_months(START, -12 * 15)}, {}, "number", True),
        ({}, {"term": "open", "ends_on": None}, "ends_on", False),
        ({}, {"ends_on": add_months(START, 60)}, "ends_on", False),
        ({}, {"insured": False}, "insured", False),
        ({"born": date(1955, 1, 1)}, {}, "kind", False),
    ],
)
def test_what_the_law_asks_of_a_foreigner_is_said(
    town: Town, of: dict[str, Any], more: dict[str, Any], field: str, blocks: bool
) -> None:
    if blocks:
        with pytest.raises(ValidationError) as refusal:
            hires(town, paper(**of), **more)
        assert field in refusal.value.message_dict
    else:
        assert field in [f.field for f in hires(town, paper(**of), **more).remarks]


def test_five_years_to_the_day_are_lawful(town: Town) -> None:
    last = add_months(START, 60) - timedelta(days=1)
    assert hires(town, ends_on=last).remarks == ()


def test_whoever_lives_here_for_good_or_comes_from_hong_kong_needs_no_permit(town: Town) -> None:
    for n, region in enumerate(("915496", "810000")):
        of = Paper(of_gb_11643(region, n=n), born=BORN)
        with pytest.raises(ValidationError, match="不需要工作许可"):
            hires(town, of, permit_until=UNTIL)
        assert hires(town, of, permit_until=None, term="open", ends_on=None).remarks == ()


def test_a_permit_that_was_extended_is_changed_and_goes_on_with_the_next_period(town: Town) -> None:
    row = hires(town).row
    later = UNTIL + timedelta(days=365)
    changed = declaring.change(
        row, terms={"permit_until": later}, by=town.by, reason="延期", permit="15B0009999999"
    ).row
    assert (changed.permit_until, changed.open_identity().permit) == (later, "15B0009999999")
    assert (changed.open_identity().born, changed.worker_hash) == (BORN, row.worker_hash)
    told = EMPLOYMENTS.history(changed)[0].changes
    assert "permit_until" in told
    assert "15B0009999999" not in str(told)
    further = {"starts_on": YEAR + timedelta(days=1), "ends_on": YEAR + timedelta(days=200)}
    Employment.objects.update(starts_on=START - timedelta(days=400), ends_on=START)
    further = {"starts_on": START + timedelta(days=1), "ends_on": YEAR}
    next_ = declaring.renew(changed, terms=further, by=town.by).row
    assert (next_.permit_until, next_.open_identity()) == (later, changed.open_identity())
    with pytest.raises(ValidationError, match="不需要工作许可"):
        declaring.change(town.hires(3), terms={}, by=town.by, reason="填错", permit=PERMIT)


# --- Pages ----------------------------------------------------------------------------------------------


def hire_form(**more: Any) -> dict[str, Any]:
    return {
        "name": "宝力德", "id_kind": "passport", "number": "e1234 5678", "born_on": f"{BORN}", "sex": "male",
        "permit": PERMIT, "permit_until": f"{UNTIL}", "phone": PHONE, "region": HERE, "kind": "full",
        "job": "翻译", "term": "fixed", "starts_on": f"{START}", "ends_on": f"{YEAR}", "pay": "9000",
        "pay_basis": "month", "written": "paper", "signed_on": f"{START}", "insured": "yes",
    } | more  # fmt: skip


def test_the_clerk_fills_in_a_passport_and_later_its_longer_permit(town: Town) -> None:
    clerk, url = town.at_phone(), reverse("filing-employer:hire", args=[town.firm.pk])
    missing = clerk.sends(url, **hire_form(born_on="", sex=""))
    assert missing.status_code == 422
    assert "看不出出生日期" in missing.content.decode()
    assert clerk.sends(url, **hire_form()).status_code == 302
    row = Employment.objects.get()
    page = clerk.reads(reverse("filing-employer:row", args=[town.firm.pk, row.pk]))
    assert all(said in page for said in ("护照", f"{UNTIL}", "15A******4567"))
    act = reverse("filing-employer:act", args=[town.firm.pk, row.pk, "change"])
    form = clerk.reads(act)
    assert ("现为 15A******4567" in form, PERMIT in form) == (True, False)
    same = clerk.sends(act, **hire_form(permit="", job="首席翻译", reason="岗位变更"))
    assert same.status_code == 302
    assert Employment.objects.get().open_identity().permit == PERMIT
    later = f"{UNTIL + timedelta(days=365)}"
    said = hire_form(permit="15B0009999999", permit_until=later, reason="工作许可延期")
    assert clerk.sends(act, **said).status_code == 302
    row.refresh_from_db()
    assert (f"{row.permit_until}", row.open_identity().permit) == (later, "15B0009999999")
    # Of a resident no permit is asked any more.
    resident = town.hires(1)
    act = reverse("filing-employer:act", args=[town.firm.pk, resident.pk, "change"])
    assert "工作许可" not in clerk.reads(act)


def test_the_desk_declares_finds_lists_and_exports_by_the_paper(town: Town) -> None:
    officer = town.seats["officer"]
    url = reverse("desk:enter-record", args=["employments", "hire"])
    assert officer.sends(url, **hire_form(employer=town.firm.uscc)).status_code == 302
    town.hires(1)
    row = Employment.objects.get(id_kind="passport")
    for words in (PASSPORT, PASSPORT.lower()):
        assert [r.pk for r in Employment.objects.filter(found_by(words))] == [row.pk]
    listed = officer.reads(reverse("desk:register", args=["employments"]) + "?paper=passport")
    assert "护照" in listed
    assert "萨**" not in listed
    assert "宝**" in listed
    asked = reverse("filing:worker")
    found = officer.sends(asked, id_kind="passport", number=PASSPORT, reason="核实投诉")
    assert "宝力德（护照）" in found.content.decode()
    assert town.firm.name in found.content.decode()
    neighbour = town.seats["neighbour"]
    hidden = neighbour.sends(asked, id_kind="passport", number=PASSPORT, reason="核实投诉")
    assert "不在您可以查看的范围内" in hidden.content.decode()
    wrong = officer.sends(asked, number=PASSPORT, reason="核实投诉")
    assert (wrong.status_code, "先选择证件类型" in wrong.content.decode()) == (422, True)
    told = next(r for r in exporting.filings() if r["contract"] == f"BA{row.pk}")
    assert told["worker"] == row.worker_hash
    assert PASSPORT not in str(told)


def test_a_foreigner_sees_what_was_declared_with_phone_and_passport_and_may_object(
    town: Town,
) -> None:
    row = hires(town).row
    worker = Seat()
    start, code = "/p/filing/worker/", "/p/filing/worker/code/"
    assert worker.sends(start, phone=PHONE, number=PASSPORT).status_code == 422
    worker.shows_phone(start, code, phone=PHONE, id_kind="passport", number="e12345678")
    page = worker.reads(reverse("filing-worker:mine"))
    assert all(said in page for said in ("护照", f"{UNTIL}", "15A******4567"))
    assert PERMIT not in page
    url = reverse("filing-worker:object", args=[row.pk])
    worker.sends(url, what="工资不对", words="少写了")
    case = Case.objects.get(procedure="filing.objection")
    registered = working.find_worker(PASSPORT, Worker.IdKind.PASSPORT)
    assert registered is not None
    assert f"worker/w{registered.pk}" in case.entries.get(act="raise").about
    assert "待" in worker.reads(reverse("filing-worker:mine")) or "等待" in worker.reads(reverse("filing-worker:mine"))  # fmt: skip


def test_an_objection_meets_the_worker_under_whichever_paper_the_register_knows_the_number(
    town: Town,  # noqa: ARG001
) -> None:
    its = of_gb_11643("820000")
    assert proving.kind_in_register(its) == "hmt"
    Worker.objects.create(name="何生", id_number=its)  # known as a resident's since before
    assert proving.kind_in_register(its) == "resident"


def test_the_office_registers_a_foreigners_phone_and_it_opens_all(town: Town) -> None:
    hires(town, permit_until=localdate() - timedelta(days=1))
    declaring.hire(
        town.other, number=paper(), name="宝力德", phone="13900000002", terms=terms(permit_until=UNTIL), by=town.by
    )  # fmt: skip
    officer = town.seats["officer"].person
    working.register_worker(
        name="宝力德", id_number=PASSPORT, id_kind=Worker.IdKind.PASSPORT, phone="13711110000",
        by=officer, at=now(), on=localdate(),
    )  # fmt: skip
    worker = Seat()
    start, code = "/p/filing/worker/", "/p/filing/worker/code/"
    worker.shows_phone(start, code, phone="13711110000", id_kind="passport", number=PASSPORT)
    page = worker.reads(reverse("filing-worker:mine"))
    assert town.firm.name in page
    assert town.other.name in page
    listed = town.at_phone().reads(reverse("filing-employer:rows", args=[town.firm.pk]))
    assert "1 人的工作许可已到期" in listed

"""更正与撤销 — what may be put right, what may not, and that a sealed value stays sealed on the way."""

from datetime import date

import pytest

from tongzhou.procedure import sealed
from tongzhou.procedure.declare import Annulment, Correction
from tongzhou.procedure.examples import contract, inspection
from tongzhou.procedure.refusal import NotNow, Refused

from .cast import (
    CHAIR,
    DRAFTER,
    HEAD,
    REVIEWER,
    a_complaint,
    a_contract,
    a_dispute,
    a_plan_at_league,
    at,
    sign,
)


def correct(door, case, by, entry, /, *, on=None, **facts):
    better = Correction(entry=entry, facts=facts, happened_on=on)
    return door.act(case, "engine.correct", by=by, at=at("2026-08-12"), reason="笔误", facts=better)


def annul(door, case, by, entry):
    wrong = Annulment(entry=entry)
    return door.act(case, "engine.annul", by=by, at=at("2026-08-12"), reason="误录", facts=wrong)


def test_an_entry_that_is_not_there_is_neither_corrected_nor_annulled(door):
    case = a_contract(door)
    for call in (lambda: correct(door, case, REVIEWER, 7), lambda: annul(door, case, REVIEWER, 7)):
        with pytest.raises(NotNow, match="没有第7号记录"):
            call()


def test_what_was_annulled_is_not_annulled_again(door):
    case = a_contract(door)
    annul(door, case, REVIEWER, 1)
    with pytest.raises(NotNow, match="没有第1号记录，或已被撤销"):
        annul(door, case, REVIEWER, 1)
    annul(door, case, REVIEWER, 2)  # the annulment itself may be taken back
    assert door.view(case).state == "in_review"


def test_the_opening_is_not_annulled_but_its_facts_are_corrected(door):
    case = a_contract(door)
    with pytest.raises(NotNow, match="立案记录不能撤销"):
        annul(door, case, REVIEWER, 0)
    correct(door, case, REVIEWER, 0, employees=79)
    assert door.view(case).said["sign"].employees == 79


def test_a_correction_obeys_the_rules_of_what_it_corrects(door):
    case = a_contract(door)
    with pytest.raises(Refused, match="过半数同意"):
        correct(door, case, REVIEWER, 0, in_favour=40)
    with pytest.raises(NotNow, match="没有“colour”这一项"):
        correct(door, case, REVIEWER, 0, colour="red")
    with pytest.raises(NotNow, match="更正的内容有误"):
        correct(door, case, REVIEWER, 0, employees="many")
    with pytest.raises(Refused, match="尚未发生"):
        correct(door, case, REVIEWER, 1, on=date(2026, 8, 13))
    assert case.entries.count() == 2


def test_the_day_of_an_entry_is_corrected_with_it(door):
    case = a_dispute(door)
    correct(door, case, CHAIR, 1, on=date(2026, 3, 3))
    assert door.view(case).on["accept"] == date(2026, 3, 3)
    assert door.view(case).clocks["decision", ""].start == date(2026, 3, 3)


def test_silence_and_corrections_are_annulled_and_not_corrected(door):
    case = a_contract(door)
    correct(door, case, REVIEWER, 1, copies=4)
    with pytest.raises(NotNow, match="“更正”不能更正"):
        correct(door, case, REVIEWER, 2, entry=0)
    case = a_contract(door)
    door.let_time_pass(case, at=at("2026-08-29"))
    call = {"by": REVIEWER, "at": at("2026-08-30"), "reason": "x"}
    with pytest.raises(NotNow, match="不能更正，可以撤销"):
        door.act(case, "engine.correct", facts=Correction(entry=2, facts={}), **call)


def test_a_text_and_what_was_signed_are_not_corrected(door):
    case = a_plan_at_league(door)
    sign(door, case, "hrss_4")
    for entry, facts in ((1, {"digest": "x"}), (7, {"signed": {}})):
        with pytest.raises(NotNow, match="以新的提交或签署代替"):
            correct(door, case, DRAFTER, entry, **facts)
    correct(door, case, DRAFTER, 7, words="同意，请补充")  # words may be put right
    assert door.view(case).said["league_sign"].words == "同意，请补充"


def test_a_corrected_name_that_was_sealed_is_sealed(door):
    case = a_complaint(door)
    entry = correct(door, case, HEAD, 0, informant="萨如拉", matter="拖欠工资和押金")
    assert "萨如拉" not in str(entry.facts)
    assert entry.facts["facts"]["matter"] == "拖欠工资和押金"
    assert sealed.reveal(entry, "informant") == "萨如拉"
    assert sealed.reveal(case.entries.get(seq=0), "informant") == "萨仁"
    view = door.view(case)
    assert sealed.is_sealed(view.said["complain"].informant)
    assert isinstance(view.said["complain"], inspection.Complaint)


def test_a_newer_correction_of_the_same_entry_takes_the_place_of_the_older(door):
    case = a_contract(door)
    correct(door, case, REVIEWER, 1, received_on="2026-08-05")
    correct(door, case, REVIEWER, 1, received_on="2026-08-06")
    assert door.view(case).said["lodge"] == contract.Receipt(received_on=date(2026, 8, 6))
    annul(door, case, REVIEWER, 3)
    assert door.view(case).said["lodge"] == contract.Receipt(received_on=date(2026, 8, 5))

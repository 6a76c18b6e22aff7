"""What the law leaves open is answered by a named setting, and a date that depends on it says so."""

from datetime import date

import pytest

from tongzhou.procedure import readings
from tongzhou.procedure.examples import dispute
from tongzhou.procedure.project import write
from tongzhou.procedure.readings import READINGS, choose, in_words, parse, read_as

from .cast import ARBITRATOR, CHAIR, a_contract, a_dispute, a_plan_at_league, at, clock, sign
from .test_shape_rounds import FOUR, before_the_region, rewrite, waiting

GROUND = dispute.Ground(ground="等待工伤认定结论")


def says(clock_, reading):
    return [line for line in clock_.why() if reading.question in line]


def reset_after_extension(door):
    case = a_dispute(door)
    door.act(case, "extend", by=CHAIR, at=at("2026-03-10"), facts=dispute.More(days=15))
    door.act(case, "join", by=ARBITRATOR, at=at("2026-03-20"), about=("respondent/b",))
    return case


def test_days_granted_before_a_reset_lapse_unless_one_reads_it_otherwise(door):
    case = reset_after_extension(door)
    decision = clock(door, case, "decision")
    assert decision.due == date(2026, 5, 6)
    assert "系统默认，请法律人员确认" in says(decision, readings.EXTENSION_AFTER_RESET)[0]
    with read_as(extension_after_reset="stays"):
        assert clock(door, case, "decision").due == date(2026, 5, 19)
        assert (
            "本单位已选定" in says(clock(door, case, "decision"), readings.EXTENSION_AFTER_RESET)[0]
        )


def test_a_reset_opens_no_new_fifteen_days_unless_one_reads_it_otherwise(door):
    case = reset_after_extension(door)
    assert door.view(case).granted["decision"] == 15
    assert says(clock(door, case, "decision"), readings.EXTENSION_BUDGET)
    with read_as(extension_budget_after_reset="renewed"):
        assert door.view(case).granted["decision"] == 0


def test_the_first_day_of_a_stay_is_held_unless_one_reads_it_otherwise(door):
    case = a_dispute(door)
    assert not says(clock(door, case, "decision"), readings.FIRST_DAY_OF_STAY)
    door.act(case, "stay", by=CHAIR, at=at("2026-03-10"), facts=GROUND)
    door.act(case, "resume", by=CHAIR, at=at("2026-03-17"))
    assert clock(door, case, "decision").due == date(2026, 4, 23)  # seven days held
    assert says(clock(door, case, "decision"), readings.FIRST_DAY_OF_STAY)
    with read_as(first_day_of_stay="counted"):
        assert clock(door, case, "decision").due == date(2026, 4, 22)


def test_silence_has_its_effect_on_the_last_day_unless_one_reads_it_otherwise(door):
    case = a_contract(door)
    assert says(clock(door, case, "review"), readings.DAY_OF_SILENCE)
    with read_as(day_of_silence="next"):
        assert door.let_time_pass(case, at=at("2026-08-26")) == 1
        assert case.entries.latest("seq").happened_on == date(2026, 8, 26)
        assert clock(door, case, "review").status(date(2026, 8, 26)) == "met"
        assert not door.view(case).irregular
    # read the other way, what was recorded stands and is shown
    assert "应为2026-08-25" in door.view(case).irregular[0]
    case.refresh_from_db()
    write(case, door.view(case), door.calendar)  # for what follows the test


def test_silence_rolls_with_a_day_of_rest_unless_one_reads_it_otherwise(door):
    case = a_contract(door, received="2026-09-17")  # fifteen days end in the National Day rest
    assert clock(door, case, "review").due == date(2026, 10, 8)
    assert says(clock(door, case, "review"), readings.SILENCE_ROLLS)
    with read_as(silence_rolls="no"):
        assert clock(door, case, "review").due == date(2026, 10, 2)
        assert says(clock(door, case, "review"), readings.SILENCE_ROLLS)
    plain = a_contract(door)
    assert not says(clock(door, plain, "review"), readings.SILENCE_ROLLS)


def test_all_sign_again_after_a_return_where_one_reads_it_so(door):
    case = before_the_region(door)
    for body in ("hrss", "drc", "union"):
        sign(door, case, f"{body}_2")
    sign(door, case, "fic_2", "不同意", "缺少对行业商会的安排")
    rewrite(door, case, "content")
    for body in FOUR:
        sign(door, case, f"{body}_4")
    assert "union_2" not in waiting(door, case)
    with read_as(sign_again_after_return="all"):
        assert "union_2" in waiting(door, case)


def test_a_reading_nobody_knows_is_refused_when_the_program_starts():
    assert parse(" day_of_silence=next, silence_rolls=no ") == {
        "day_of_silence": "next",
        "silence_rolls": "no",
    }
    assert parse("") == {}
    for text, words in (
        ("nonsense=1", "没有名为“nonsense”"),
        ("day_of_silence=never", "没有选项“never”"),
        ("day_of_silence", "应写作“名称=选项”"),
    ):
        with pytest.raises(ValueError, match=words):
            choose(parse(text))
    assert readings.chosen(readings.DAY_OF_SILENCE) == "last"


def test_every_reading_states_its_options_and_its_default():
    for reading in READINGS:
        assert reading.default in reading.options
        assert len(reading.options) > 1
        assert reading.options[reading.default] in in_words(reading)
        assert reading.article in in_words(reading)
        assert reading.question.endswith("？")


def test_a_plan_without_a_return_relies_on_nothing(door):
    case = a_plan_at_league(door)
    assert clock(door, case, "answer").relies_on == []

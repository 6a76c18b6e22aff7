"""Experience is written down, reviewed, published, copied; a zone is recommended to the ministry."""

from __future__ import annotations

from datetime import date

import pytest

from tongzhou.lines.zones.practice import facts, procedure, rules
from tongzhou.lines.zones.running.tests.life import Life
from tongzhou.procedure.refusal import NotNow

DAY = date(2020, 6, 1)
WORDS = {
    "title": "牧区流动调解车",
    "problem": "牧户分散，纠纷难以及时调处",
    "method": "每月两次流动调解，嘎查协调员预约",
    "effect": "调解成功率由58%提高到76%",
    "conditions": "有车辆一台、专职调解员两名",
}


def drafted() -> Life:
    return Life(procedure.PRACTICE).opens(facts.Opening(**WORDS, zone="达茂旗综合试验区"), on=DAY)


def test_an_effect_without_figures_is_refused() -> None:
    with pytest.raises(ValueError, match="没有数据"):
        facts.Draft(**(WORDS | {"effect": "成效显著"})).check()


def test_a_practice_is_published_after_league_and_region_have_reviewed_it() -> None:
    life = drafted().does(procedure.submit, facts.Opinion(), on=DAY)
    assert not rules.practice_row(life.view)[""]["is_published"]
    life.does(procedure.send_back, facts.Return(words="补充经费数据"), on=DAY)
    life.does(procedure.revise, facts.Draft(**(WORDS | {"title": "牧区流动调解"})), on=DAY)
    life.does(procedure.submit, facts.Opinion(), on=DAY)
    life.does(procedure.recommend, facts.Opinion(words="建议全区推广"), on=DAY)
    life.does(procedure.publish, facts.Publication(spread="全区推广"), on=DAY)
    row = rules.practice_row(life.view)[""]
    assert (row["title"], row["spread"]) == ("牧区流动调解", "全区推广")
    assert row["zone"] == "达茂旗综合试验区"
    assert row["is_published"]
    life.does(procedure.spread, facts.Publication(spread="全国交流"), on=DAY)
    assert rules.practice_row(life.view)[""]["spread"] == "全国交流"
    life.does(procedure.withdraw, facts.Withdrawal(words="政策已变"), on=DAY)
    assert not rules.practice_row(life.view)[""]["is_published"]


def test_another_county_records_what_it_copies_and_later_what_came_of_it() -> None:
    copying = facts.Copying(
        practice="ab12", title="牧区流动调解车", copied_on=DAY, parameters="车辆一台，每月一次"
    )
    life = Life(procedure.COPY).opens(copying, on=DAY)
    later = facts.Effect(as_of=date(2020, 12, 31), words="成功率提高8个百分点")
    with pytest.raises(NotNow, match="不能晚于今天"):
        life.does(procedure.effect, later, on=DAY)
    known = facts.Effect(as_of=DAY, words="成功率提高8个百分点")
    life.does(procedure.effect, known, on=DAY)
    row = rules.copy_row(life.view)[""]
    assert (row["practice"], row["effect_as_of"]) == ("ab12", DAY)
    life.does(procedure.settle, facts.Opinion(), on=DAY)
    assert life.view.is_final


def nomination() -> Life:
    opened = facts.Recommendation(
        zone="达茂旗综合试验区", grounds="成效突出", highlights="调解成功率76%"
    )
    return Life(procedure.NOMINATION).opens(opened, on=DAY)


def signing(life: Life, result: str = "同意", words: str = "") -> facts.Signing:
    seen = dict(life.view.texts["recommendation"])
    return facts.Signing(result=result, words=words, signed=seen)


def test_four_bodies_sign_a_recommendation_before_it_is_sent() -> None:
    life = nomination()
    for office in range(4):
        life.does(procedure.sign, signing(life), on=DAY, office=office)
    assert life.view.state == "signed"
    life.does(procedure.send, facts.Opinion(), on=DAY)
    ahead = facts.MinistryAnswer(answered_on=date(2020, 7, 1))
    with pytest.raises(NotNow, match="答复日期"):
        life.does(procedure.list_, ahead, on=DAY)
    life.does(procedure.list_, facts.MinistryAnswer(answered_on=DAY), on=DAY)
    assert life.view.state == "listed"


def test_a_recommendation_written_anew_is_signed_anew() -> None:
    life = nomination()
    for office in range(3):
        life.does(procedure.sign, signing(life), on=DAY, office=office)
    life.does(procedure.sign, signing(life, "不同意", "数据不足"), on=DAY, office=3)
    assert life.view.state == "disagreed"
    anew = facts.Revision(grounds="成效突出", highlights="调解成功率76%，复制3地")
    life.does(procedure.revise_nomination, anew, on=DAY)
    assert len(life.view.waiting()) == 4
    assert rules.recommended_words(life.view)[1].endswith("3地")

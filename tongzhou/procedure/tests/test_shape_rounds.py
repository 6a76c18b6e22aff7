"""会签 — several bodies sign in parallel; a refusal returns; a changed text voids what it touches."""

import pytest

from tongzhou.procedure.examples import plan
from tongzhou.procedure.models import Passage, SlotRow
from tongzhou.procedure.refusal import NotNow, NotTheirOffice, Refused

from .cast import COUNTY_OFFICE, DRAFTER, FOUR, a_plan_at_league, at, sign, who


def rewrite(door, case, part, day="2026-04-09"):
    written = plan.Part(
        part=part, content=f"{part}：第二稿", replaces=door.view(case).texts["plan"][part]
    )
    door.act(case, "write", by=DRAFTER, at=at(day), facts=written)
    door.act(case, "submit", by=DRAFTER, at=at("2026-04-10"))
    door.act(case, "agree", by=COUNTY_OFFICE, at=at("2026-04-10"))


def before_the_region(door):
    case = a_plan_at_league(door)
    for body in FOUR:
        sign(door, case, f"{body}_4")
    return case


def waiting(door, case):
    return {office.removeprefix("example_") for _, office in door.view(case).waiting()}


def test_four_bodies_sign_in_any_order_and_the_last_one_carries_the_paper_on(door):
    case = a_plan_at_league(door)
    assert waiting(door, case) == {"fic_4", "union_4", "drc_4", "hrss_4"}
    for body in FOUR[:3]:
        sign(door, case, f"{body}_4")
    assert door.view(case).state == "at_league"
    sign(door, case, "hrss_4")
    assert door.view(case).state == "at_region"


def test_the_list_shows_who_holds_the_paper(door):
    case = before_the_region(door)
    for body in ("hrss", "drc", "union"):
        sign(door, case, f"{body}_2")
    rows = list(SlotRow.objects.filter(case=case).values_list("office", "region"))
    assert rows == [("example_fic_2", "15")]


def test_one_disagreement_returns_the_paper_with_all_comments(door):
    case = before_the_region(door)
    sign(door, case, "hrss_2", words="请补充统计口径")
    for body in ("drc", "union"):
        sign(door, case, f"{body}_2")
    sign(door, case, "fic_2", "不同意", "缺少对行业商会的安排")
    view = door.view(case)
    assert view.state == "returned"
    assert [a.words for a in view.answers["region"]] == [
        "请补充统计口径",
        "",
        "",
        "缺少对行业商会的安排",
    ]
    assert {a.circulation for a in view.answers["region"]} == {1}
    assert view.circulation["region"] == 1


def test_whoever_disagrees_says_why(door):
    case = before_the_region(door)
    with pytest.raises(Refused, match="须写明理由与建议"):
        sign(door, case, "fic_2", "不同意")


def test_a_change_voids_only_the_signatures_it_touches(door):
    case = before_the_region(door)
    for body in ("hrss", "drc", "union"):
        sign(door, case, f"{body}_2")
    sign(door, case, "fic_2", "不同意", "缺少对行业商会的安排")
    rewrite(door, case, "content")
    for body in FOUR:
        sign(door, case, f"{body}_4")
    assert waiting(door, case) == {
        "hrss_2",
        "drc_2",
        "fic_2",
    }  # the union answers for other chapters
    for body in ("hrss", "drc", "fic"):
        sign(door, case, f"{body}_2")
    door.act(case, "approve", by=who("hrss_2", "15"), at=at("2026-04-20"))
    assert door.view(case).is_final


def test_who_refused_is_asked_again_even_where_his_chapters_did_not_change(door):
    case = before_the_region(door)
    for body in ("hrss", "drc", "fic"):
        sign(door, case, f"{body}_2")
    sign(door, case, "union_2", "不同意", "任务分工不清")
    rewrite(door, case, "content")
    for body in FOUR:
        sign(door, case, f"{body}_4")
    assert "union_2" in waiting(door, case)


def test_nobody_signs_a_text_that_is_no_longer_the_text(door):
    case = before_the_region(door)
    stale = plan.Opinion(signed={**door.view(case).texts["plan"], "tasks": "an older one"})
    with pytest.raises(NotNow, match="请阅读新文本"):
        door.act(case, "region_sign", by=who("fic_2", "15"), at=at("2026-04-08"), facts=stale)


def test_a_body_of_another_league_does_not_sign(door):
    case = a_plan_at_league(door)
    seen = plan.Opinion(signed=dict(door.view(case).texts["plan"]))
    with pytest.raises(NotTheirOffice, match="不在本辖区"):
        door.act(case, "league_sign", by=who("fic_4", "1503"), at=at("2026-04-08"), facts=seen)
    with pytest.raises(NotTheirOffice, match="由盟市人社、盟市发改、盟市总工会、盟市工商联办理"):
        door.act(case, "league_sign", by=who("fic_2", "15"), at=at("2026-04-08"), facts=seen)


def test_two_authors_of_one_chapter_do_not_overwrite_each_other(door):
    case = door.open_case("example.plan", by=DRAFTER, at=at("2026-04-01"), region="150221")
    first = plan.Part(part="content", content="甲写的")
    door.act(case, "write", by=DRAFTER, at=at("2026-04-02"), facts=first)
    second = plan.Part(part="content", content="乙写的")
    with pytest.raises(NotNow, match="他人已修改本章"):
        door.act(case, "write", by=DRAFTER, at=at("2026-04-02"), facts=second)


def test_the_text_lies_in_the_store_and_its_digest_in_the_journal(door):
    case = a_plan_at_league(door)
    entry = case.entries.get(seq=1)
    assert entry.facts.get("content", "") == ""
    assert Passage.objects.get(digest=entry.facts["digest"]).content == "conditions：第一稿"

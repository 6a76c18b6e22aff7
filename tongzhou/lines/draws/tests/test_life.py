"""A batch from its terms to the published results; and what nobody may do to it."""

from __future__ import annotations

import io
import json
from datetime import date
from typing import Any

import pytest
from django.urls import reverse

from tongzhou.lines.draws import drawing, facts, freezing, rules
from tongzhou.lines.draws.algorithm.verifying import Verdict, verify
from tongzhou.lines.draws.models import DrawBatch, Drawn, DrawObject
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.files import read
from tongzhou.procedure.models import Case, StoredFile
from tongzhou.procedure.refusal import NotNow, NotTheirOffice, Refused

from .cast import HERE, WITNESSES, Cast, at


def _content(ref: FileRef | None) -> bytes:
    assert ref
    return b"".join(read(StoredFile.objects.get(pk=ref.digest)))


def _verified(cast: Cast, case: Case) -> Verdict:
    frozen = rules.frozen_of(cast.door.view(case))
    assert frozen
    content = _content(drawing.bundle_of(cast.door.view(case)))
    return verify(io.BytesIO(content), root=frozen.root)


def test_four_bodies_contribute_and_anybody_can_run_the_draw_again(cast: Cast) -> None:
    case = cast.drawn()
    view = cast.door.view(case)
    assert (case.state, case.number) == ("checking", "达监双抽〔2026〕1号")
    verdict = _verified(cast, case)
    result = rules.result_of(view)
    assert result
    assert (verdict.seed, verdict.result) == (result.seed, result.digest)
    assert verdict.counts == (60, 8, 0)
    assert verdict.silent == []
    picks = cast.picks(case)
    assert (
        len(picks) == verdict.drawn == 3 + 3 + 2 + 1
    )  # all high risk, 20 % of C, 5 % of B, 2 % of A
    assert {len(p.officers) for p in picks.values()} == {2}
    tied = f"employer/e{cast.firms[7].pk}"
    assert tied in picks  # a high risk is always drawn
    assert cast.officers[0].person_id not in picks[tied].officers


def test_one_body_withholds_its_reveal_is_named_and_the_draw_goes_on(cast: Cast) -> None:
    case = cast.drawn(silent=("fic",))
    assert _verified(cast, case).silent == ["达茂旗工商联"]
    assert cast.door.view(case).subjects[cast.key("fic")].state == "silent"


def test_where_the_terms_ask_for_all_a_missing_reveal_voids_the_batch(cast: Cast) -> None:
    case = cast.ready(silent=("fic",), absent="void")
    with pytest.raises(NotNow, match="本批次作废"):
        drawing.perform(case, by=cast.clerk.actor, at=at(date(2026, 11, 9)), door=cast.door)
    cast.does("head", case, "void", facts.Ground(words="工商联未揭示"), on=date(2026, 11, 9))
    case.refresh_from_db()
    assert case.state == "void"


def test_a_reveal_that_was_not_committed_to_counts_as_silence(cast: Cast) -> None:
    case = cast.frozen()
    for who in WITNESSES:
        cast.commits(who, case)
    false = facts.Reveal(value="另一个数", nonce="0" * 64)
    cast.does("fic", case, "reveal", false, on=date(2026, 11, 5), about=(cast.key("fic"),))
    for who in WITNESSES[:3]:
        cast.reveals(who, case)
    told = facts.PublicValue(value="03 09 12 18 26 31+07")
    cast.does("clerk", case, "state_public", told, on=date(2026, 11, 8))
    drawing.perform(case, by=cast.clerk.actor, at=at(date(2026, 11, 9)), door=cast.door)
    assert _verified(cast, case).silent == ["达茂旗工商联"]


def test_nobody_commits_for_another_body_or_after_the_last_day(cast: Cast) -> None:
    case = cast.frozen()
    stated = facts.Commitment(commitment="a" * 64)
    with pytest.raises(NotTheirOffice, match="达茂旗发改委"):
        cast.does("hrss", case, "commit", stated, on=date(2026, 11, 3), about=(cast.key("drc"),))
    with pytest.raises(NotNow, match="承诺截止日期已过"):
        cast.does("hrss", case, "commit", stated, on=date(2026, 11, 5), about=(cast.key("hrss"),))


def test_nobody_reveals_before_all_have_committed(cast: Cast) -> None:
    case = cast.frozen()
    cast.commits("hrss", case)
    with pytest.raises(NotNow, match="待承诺"):
        cast.reveals("hrss", case, on=date(2026, 11, 3))
    with pytest.raises(NotNow, match="截止日期未过"):
        cast.does("clerk", case, "close_commits", facts.Unsealed(), on=date(2026, 11, 3))
    with pytest.raises(NotNow, match="最少数"):
        cast.does("clerk", case, "close_commits", facts.Unsealed(), on=date(2026, 11, 5))
    cast.commits("drc", case)
    cast.does("clerk", case, "close_commits", facts.Unsealed(), on=date(2026, 11, 5))
    case.refresh_from_db()
    assert case.state == "revealing"
    assert cast.door.view(case).subjects[cast.key("fic")].state == "silent"


def test_terms_are_changed_before_the_freeze_and_never_after(cast: Cast) -> None:
    case = cast.planned()
    fewer = cast.terms(names={cast.key(w): cast.people[w].body.short_name for w in WITNESSES[:2]})
    cast.does("clerk", case, "amend", fewer, on=date(2026, 11, 2), about=tuple(fewer.names))
    assert len(rules.bodies(cast.door.view(case))) == 2
    frozen = cast.frozen()
    with pytest.raises(NotNow):
        cast.does("clerk", frozen, "amend", fewer, on=date(2026, 11, 2), about=tuple(fewer.names))


@pytest.mark.parametrize("act", ["plan", "freeze", "commit", "reveal", "state_public", "draw"])
def test_nothing_a_draw_rests_on_can_be_corrected_or_annulled(cast: Cast, act: str) -> None:
    from tongzhou.procedure.declare import Annulment, Correction

    case = cast.drawn()
    entry = case.entries.filter(act=act).order_by("seq").first()
    assert entry
    for name, stated in (
        ("engine.annul", Annulment(entry=entry.seq)),
        ("engine.correct", Correction(entry=entry.seq, facts={"words": "改"})),
    ):
        with pytest.raises(Refused):
            cast.does("head", case, name, stated, on=date(2026, 11, 10), reason="想改")


def test_a_draw_whose_seed_is_made_up_is_refused(cast: Cast) -> None:
    case = cast.ready()
    made_up = facts.Result(
        names={"employer/e1": "示例"},
        seed="a" * 64,
        digest="b" * 64,
        bundle=FileRef("", ""),
        picks={"employer/e1": facts.Picked(id="E1", stratum="A", rank=1, drawn=1, size=1)},
    )
    with pytest.raises(NotNow, match="种子不是由"):
        cast.does("clerk", case, "draw", made_up, on=date(2026, 11, 9), about=("employer/e1",))


def test_an_officer_found_related_and_a_firm_that_closed_are_replaced_by_rule(cast: Cast) -> None:
    case = cast.drawn()
    picks = cast.picks(case)
    (first, before), (second, _), *_rest = picks.items()
    out = before.officers[0]
    common: dict[str, Any] = {
        "by": cast.clerk.actor,
        "at": at(date(2026, 11, 10)),
        "door": cast.door,
    }
    drawing.substitute(
        case, of="officer", target=first, out=out, cause="recusal", words="配偶在该单位", **common
    )
    after = cast.picks(case)[first]
    assert out not in after.officers
    assert len(after.officers) == 2
    c_key = next(k for k, p in picks.items() if p.stratum == "C")
    drawing.substitute(
        case, of="object", target=c_key, out=None, cause="closed", words="已注销", **common
    )
    view = cast.door.view(case)
    assert view.subjects[c_key].state == "replaced"
    fresh = set(cast.picks(case)) - set(picks)
    assert len(fresh) == 1
    verdict = _verified(cast, case)
    assert verdict.subs == 2
    stated = facts.Dispatch(target=c_key)
    with pytest.raises(NotNow, match="已递补"):
        cast.does("clerk", case, "dispatch", stated, on=date(2026, 11, 10), about=(c_key,))
    with pytest.raises(Refused, match="不在该单位"):
        drawing.substitute(
            case, of="officer", target=first, out=out, cause="leave", words="再来", **common
        )
    third = next(iter(fresh))
    drawing.substitute(
        case, of="officer", target=third, out=cast.picks(case)[third].officers[0], cause="leave", words="住院", **common
    )  # fmt: skip
    assert _verified(cast, case).subs == 3
    assert second in cast.picks(case)


def test_results_come_back_are_published_and_tell_of_all_employers(cast: Cast) -> None:
    case = cast.drawn()
    keys = list(cast.picks(case))
    for n, key in enumerate(keys):
        outcome = "立案查处" if n == 0 else "未发现问题"
        told = facts.Checked(target=key, outcome=outcome, checked_on=date(2026, 11, 20))  # type: ignore[arg-type]
        cast.does("clerk", case, "record_result", told, on=date(2026, 11, 23), about=(key,))
    clocks = [c for c in cast.door.view(case).clocks.values() if c.limit.code == "publication"]
    assert {c.due for c in clocks} == {date(2026, 12, 18)}  # twenty working days
    cast.does(
        "head", case, "publish", facts.Publication(), on=date(2026, 11, 25), about=tuple(keys)
    )
    case.refresh_from_db()
    assert case.state == "published"
    row = DrawBatch.objects.get(case=case)
    assert (row.drawn, row.checked, row.found) == (9, 9, 1)
    whole = rules.estimates(cast.door.view(case))[-1]
    assert (whole.label, whole.size, whole.checked, whole.found) == ("合计", 60, 9, 1)
    assert whole.share is not None
    assert pytest.approx(whole.share) == 100 / 60 or whole.share > 0


def test_whoever_was_drawn_often_enough_this_year_is_left_out_with_the_reason(cast: Cast) -> None:
    first = cast.drawn(cap=1)
    taken = set(Drawn.objects.filter(case=first).values_list("employer", flat=True))
    terms = cast.terms(cap=1)
    roster = freezing.roster_of(HERE, terms, on=date(2026, 12, 1))
    out = {(of, why) for of, _id, why in roster.out}
    assert out == {("object", "本年度已抽中1次，达到上限")}
    assert len(roster.out) == len(taken)
    assert len(roster.objects) == 60 - len(taken)


def test_whoever_was_just_checked_is_let_be_and_the_register_says_when_it_was(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    case = cast.drawn()
    key = next(iter(cast.picks(case)))
    told = facts.Checked(target=key, outcome="未发现问题", checked_on=date(2026, 11, 20))
    cast.does("clerk", case, "record_result", told, on=date(2026, 11, 23), about=(key,))
    by_hand = DrawObject.objects.get(employer=cast.firms[30])
    by_hand.last_checked = date(2026, 10, 8)
    by_hand.save()
    terms = cast.terms(cap=9, cap_a=9, rest=6)
    with django_assert_num_queries(6):
        roster = freezing.roster_of(HERE, terms, on=date(2026, 12, 1))
    assert [why for _of, _id, why in roster.out] == ["最近一次检查后不满6个月"] * 2
    assert freezing.roster_of(HERE, terms, on=date(2027, 5, 20)).out == []
    known = DrawObject.objects.with_checks().get(employer=int(key.rpartition("e")[2]))
    assert known.checked_on == date(2026, 11, 20)
    listed = cast.clerk.client.get(
        reverse("desk:register", args=["draw-objects"]), {"q": known.name}
    )
    assert "2026-11-20" in listed.content.decode()


def test_closed_firms_officers_away_and_without_certificate_take_no_part(cast: Cast) -> None:
    from tongzhou.registry.certifying import withdraw
    from tongzhou.registry.models import Certificate

    firm = cast.firms[0]
    firm.is_active = False
    firm.save()
    DrawObject.objects.filter(employer=cast.firms[1]).update(excluded="正在立案调查")
    away, lost = cast.officers[1], cast.officers[2]
    away.away_since, away.away_why = date(2026, 11, 1), "产假"
    away.save()
    withdraw(
        Certificate.objects.get(person=lost.person),
        on=date(2026, 10, 1),
        by=None,
        at=at(date(2026, 10, 1)),
        reason="调离",
    )
    roster = freezing.roster_of(HERE, cast.terms(), on=date(2026, 11, 2))
    whys = sorted(why for _of, _id, why in roster.out)
    assert whys == [
        "已注销或已并入其他单位",
        "检查期间不在岗",
        "正在立案调查",
        "没有有效的执法证件",
    ]
    text = b"".join(roster.lines()).decode()
    assert "产假" not in text
    assert "曾在该单位工作" not in text
    assert "示例" not in text
    assert len(roster.officers) == 6


def test_the_roster_of_sixty_asks_no_more_than_that_of_one(
    cast: Cast, django_assert_num_queries: Any
) -> None:
    with django_assert_num_queries(6):
        freezing.roster_of(HERE, cast.terms(), on=date(2026, 11, 2))


def test_what_the_check_is_told_names_employer_officers_and_items(cast: Cast) -> None:
    from tongzhou.lines.draws import onward

    case = cast.drawn()
    key, pick = next(iter(cast.picks(case).items()))
    told = onward.assignment(cast.door.view(case), facts.Dispatch(target=key))
    assert told["source"] == "双随机"
    assert told["officers"] == tuple(str(o) for o in pick.officers)
    assert told["batch"] == case.number
    assert told["target"] == key
    assert json.dumps(told["names"], ensure_ascii=False).count("示例") == 1

"""A draw gives everybody the same answer, whoever runs it; nobody is inspected by a relation."""

from __future__ import annotations

import hashlib
import io
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongzhou.lines.draws.algorithm.canonical import Disagrees
from tongzhou.lines.draws.algorithm.choosing import Chooser, chosen_plainly
from tongzhou.lines.draws.algorithm.digests import PlainSm3, hasher
from tongzhou.lines.draws.algorithm.roster import object_line, officer_line, read_object
from tongzhou.lines.draws.algorithm.seeding import Contribution, check_parts, seed_of
from tongzhou.lines.draws.algorithm.terms import Stratum, read_terms
from tongzhou.lines.draws.algorithm.verifying import verify

from . import samples


def test_sm3_in_plain_python_is_the_sm3_of_the_standard() -> None:
    assert hasher("sm3", b"abc").hexdigest().startswith("66c7f0f462eeedd9d1f2d46bdc10e4e2")
    for length in (0, 1, 55, 56, 63, 64, 65, 119, 120, 500):
        data = bytes(n % 251 for n in range(length))
        plain = PlainSm3(data[:17])
        plain.update(data[17:])
        assert plain.hexdigest() == hashlib.new("sm3", data).hexdigest()


@pytest.mark.parametrize("name", ["sm3", "sha256"])
def test_whoever_runs_a_draw_again_finds_the_same(name: str) -> None:
    told = samples.terms(hash=name)
    first, content = samples.bundle(told)
    second, again = samples.bundle(told)
    assert (first, content) == (second, again)
    verdict = verify(io.BytesIO(content))
    assert (verdict.kind, verdict.counts, verdict.result) == ("bundle", (600, 24, 1), first.digest)
    assert verdict.drawn == len(first.teams) == 20 + 24 + 17 + 3


def test_the_quick_way_chooses_whom_the_plain_way_chooses() -> None:
    told = read_terms(samples.terms())
    objects = [read_object(x, 1) for x in samples.roster(4000) if b'"k":"object"' in x]
    sizes = Counter(stratum for _i, _n, stratum in objects)
    for seed in ("aa" * 32, "bb" * 32, "0c" * 32):
        chooser = Chooser(told, seed, dict(sizes))
        for start in range(0, len(objects), 256):
            chooser.take(objects[start : start + 256])
        assert chooser.picks() == chosen_plainly(told, seed, objects)


def test_the_share_is_rounded_up_and_kept_within_least_and_most() -> None:
    share = Stratum("B", (5, 100), least=1, most=30)
    assert [share.drawn(n) for n in (0, 1, 20, 21, 600, 10_000)] == [0, 1, 1, 2, 30, 30]


def test_an_officer_never_inspects_a_relation_and_a_site_is_seen_by_somebody_trained() -> None:
    lines = samples.roster(600, 24)
    recused = {o["id"]: set(o["recuse"]) for o in map(_told, lines) if o["k"] == "officer"}
    skills = {o["id"]: o["skills"] for o in map(_told, lines) if o["k"] == "officer"}
    needs = {o["id"]: o["needs"] for o in map(_told, lines) if o["k"] == "object"}
    drawn, _ = samples.bundle(lines=lines)
    for object_, team in drawn.teams.items():
        assert len(set(team)) == 2
        assert all(object_ not in recused[o] for o in team)
        assert all(any(n in skills[o] for o in team) for n in needs[object_])


def test_where_all_but_one_are_recused_the_seat_stays_empty_for_a_person_to_fill() -> None:
    lines = [object_line("E1", "risk"), officer_line("ZF1", recuse=("E1",)), officer_line("ZF2")]
    drawn, content = samples.bundle(lines=lines)
    assert drawn.teams == {"E1": ["ZF2"]}
    assert verify(io.BytesIO(content)).drawn == 1


def test_a_body_that_stays_silent_is_named_and_changes_the_seed() -> None:
    all_four, _ = samples.bundle()
    three, content = samples.bundle(silent=("union",))
    assert all_four.seed != three.seed
    assert verify(io.BytesIO(content)).silent == ["总工会"]


def test_without_a_public_value_a_silent_last_body_is_remarked_upon() -> None:
    _, content = samples.bundle(samples.terms(public=None), silent=("fic",))
    assert "可能在两种结果之间作过选择" in verify(io.BytesIO(content)).remarks[0][0]


def test_too_few_reveals_or_a_rule_that_asks_for_all_make_the_batch_void() -> None:
    with pytest.raises(Disagrees, match="本批次作废"):
        samples.bundle(silent=("drc", "union", "fic"))
    with pytest.raises(Disagrees, match="本批次作废"):
        samples.bundle(samples.terms(absent="void"), silent=("fic",))


def test_a_contribution_is_bound_to_its_roster_and_must_be_what_was_sealed() -> None:
    told = samples.terms()
    read = read_terms(told)
    frozen, _ = samples.snapshot(told)
    other, _ = samples.snapshot(told, samples.roster(601))
    parts = samples.contributions(told, frozen.root)
    check_parts(read, frozen.root, parts, samples.PUBLIC)
    with pytest.raises(Disagrees, match="人社局揭示的内容与其承诺不符"):
        check_parts(read, other.root, parts, samples.PUBLIC)
    first = parts[0]
    for changed in (
        Contribution(first.body, first.commitment, first.committed_at, "另一个数", first.nonce, first.revealed_at),
        Contribution(first.body, first.commitment, first.committed_at, first.value, "0" * 64, first.revealed_at),
        Contribution(first.body, "短", first.committed_at),
        Contribution(first.body, first.commitment, "2026-11-04T10:00:01Z"),
        Contribution(first.body, first.commitment, first.committed_at, first.value, first.nonce, "2026-11-05T10:00:01Z"),
        Contribution(first.body, first.commitment, first.committed_at, first.value, first.nonce, "2026-11-03T01:00:00Z"),
    ):  # fmt: skip
        with pytest.raises(Disagrees):
            check_parts(read, frozen.root, (changed, *parts[1:]), samples.PUBLIC)
    with pytest.raises(Disagrees, match="公开值"):
        check_parts(read, frozen.root, parts, "")
    with pytest.raises(Disagrees, match="承诺的单位与规则不符"):
        check_parts(read, frozen.root, parts[1:], samples.PUBLIC)


def test_every_contribution_and_the_public_value_move_the_seed() -> None:
    told = samples.terms()
    frozen, _ = samples.snapshot(told)
    read = read_terms(told)
    parts = samples.contributions(told, frozen.root)
    seeds = {
        seed_of(read, frozen.root, parts, samples.PUBLIC),
        seed_of(read, frozen.root, parts, "x"),
    }
    for n in range(4):
        other = samples.contributions(told, frozen.root, salt=str(n))
        mixed = (*parts[:n], other[n], *parts[n + 1 :])
        seeds.add(seed_of(read, frozen.root, mixed, samples.PUBLIC))
    assert len(seeds) == 6


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"format": "tongzhou-draw/2"}, "不是“tongzhou-draw/1”格式"),
        ({"hash": "md5"}, "摘要算法不明"),
        ({"bodies": [{"code": "hrss", "name": "人社局"}]}, "两家以上"),
        ({"bodies": [{"code": "人社", "name": "人社局"}, {"code": "b", "name": "乙"}]}, "代码只能用"),
        ({"strata": []}, "分层"),
        ({"strata": [{"code": "A", "label": "", "rate": [3, 2], "least": 0, "most": 0}]}, "比例有误"),
        ({"commit_by": "2026-11-01T00:00:00Z"}, "依次在后"),
        ({"reveal_by": "明天"}, "依次在后"),
        ({"seats": 1}, "二名以上"),
        ({"absent": "retry"}, "未揭示"),
        ({"least_reveals": 5}, "最少揭示数"),
        ({"public": {"source": "福彩", "after": "2026-11-05T09:00:00Z"}}, "揭示截止之后"),
        ({"reserve": [1, 0]}, "替补比例"),
        ({"strata": 7}, "无法读取"),
    ],
)  # fmt: skip
def test_terms_that_contradict_themselves_are_refused(change: dict[str, Any], said: str) -> None:
    with pytest.raises(Disagrees, match=said):
        read_terms(samples.terms(**change))


@pytest.mark.parametrize(
    "lines",
    [
        [object_line("E2", "A"), object_line("E1", "A"), officer_line("Z")],
        [object_line("E1", "A"), object_line("E1", "A"), officer_line("Z")],
        [object_line("E1", "X"), officer_line("Z")],
        [object_line("E1", "A", ("a", "b", "c")), officer_line("Z")],
        [officer_line("Z"), object_line("E1", "A")],
        [object_line("E1", "A"), officer_line("Z"), officer_line("Y")],
    ],
)
def test_a_roster_out_of_order_or_with_anybody_twice_is_not_frozen(lines: list[bytes]) -> None:
    with pytest.raises(Disagrees):
        samples.snapshot(lines=lines)


def test_a_snapshot_can_be_checked_before_anything_is_drawn() -> None:
    frozen, content = samples.snapshot()
    verdict = verify(io.BytesIO(content), root=frozen.root.upper())
    assert (verdict.kind, verdict.root) == ("snapshot", frozen.root)
    with pytest.raises(Disagrees, match="与公布的根值不符"):
        verify(io.BytesIO(content), root="0" * 64)


def test_a_roster_rewritten_whole_is_found_by_the_root_that_was_published() -> None:
    frozen, _ = samples.snapshot()
    _, forged = samples.bundle(lines=samples.roster(599))
    assert verify(io.BytesIO(forged)).kind == "bundle"
    with pytest.raises(Disagrees, match="与公布的根值不符"):
        verify(io.BytesIO(forged), root=frozen.root)


def _told(line: bytes) -> dict[str, Any]:
    import json

    told: dict[str, Any] = json.loads(line)
    return told


_, WHOLE = samples.bundle(lines=samples.roster(60, 7), silent=("fic",))


@settings(max_examples=150, deadline=None)
@given(at=st.integers(0, len(WHOLE) - 1), bit=st.integers(0, 7))
def test_one_changed_bit_anywhere_is_refused_with_a_reason(at: int, bit: int) -> None:
    changed = bytearray(WHOLE)
    changed[at] ^= 1 << bit
    with pytest.raises(Disagrees) as refusal:
        verify(io.BytesIO(bytes(changed)))
    assert refusal.value.chinese
    assert refusal.value.english


@settings(max_examples=60, deadline=None)
@given(at=st.integers(0, len(WHOLE) - 1), more=st.binary(min_size=1, max_size=3))
def test_a_file_cut_off_or_with_something_put_in_is_refused(at: int, more: bytes) -> None:
    for changed in (WHOLE[:at], WHOLE[:at] + more + WHOLE[at:]):
        with pytest.raises(Disagrees):
            verify(io.BytesIO(changed))

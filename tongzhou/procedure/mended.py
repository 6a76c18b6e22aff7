"""更正的限度 — what a correction or an annulment may touch. Pure; the door asks before it writes."""

from __future__ import annotations

from datetime import date
from typing import Any

import msgspec

from .declare import TIME, Act, Annulment, Correction
from .facts import Answer, Facts, PhoneSigned, Writing, loaded, sealed_fields
from .fold import effective
from .mending import PAIRED
from .refusal import NotNow, Refused
from .view import Record, View

BOUND = {
    "digest",
    "part",
    "content",
    "replaces",
    "signed",
}  # what binds a text or a signature to it


def check_mending(view: View, records: list[Record], facts: Facts, *, today: date) -> None:
    """Check that the entry to be put right is there and may be put right like this. Raises Refused."""
    if isinstance(facts, Annulment):
        target = _standing(records, facts.entry)
        if target.seq == 0:
            raise NotNow("立案记录不能撤销；案件确属误立的，请按规定办结")
        _check_may_change(view, target)
        if target.act in PAIRED:
            raise NotNow("并案涉及两个案件，不能单独撤销；需要分开审理的，请办理分案")
    if isinstance(facts, Correction):
        target = _standing(records, facts.entry)
        act = view.procedure.by_code[target.act]
        _check_may_change(view, target)
        if act.is_engine or target.office == TIME.code:
            raise NotNow(f"“{act}”不能更正，可以撤销后重新办理")
        if facts.happened_on and facts.happened_on > today:
            raise Refused("不能记载尚未发生的事，请核对日期")
        _check_facts(act, target, facts)


def _check_may_change(view: View, target: Record) -> None:
    act = view.procedure.by_code[target.act]
    if act.stands:
        raise NotNow(f"“{act}”已经公布或为他人所依据，不能更正，也不能撤销")


def _standing(records: list[Record], seq: int) -> Record:
    stream, _gone = effective(records)
    found = next((r for r in stream if r.seq == seq), None)
    if found is None:
        raise NotNow(f"没有第{seq}号记录，或已被撤销")
    return found


def _check_facts(act: Act[Any], target: Record, facts: Correction) -> None:
    asks: type[Facts] = act.asks
    if strange := sorted(set(facts.facts) - set(asks.__struct_fields__)):
        raise NotNow(f"“{act}”没有“{strange[0]}”这一项")
    if issubclass(asks, (Writing, Answer)) and BOUND & set(facts.facts):
        raise NotNow("文本和对文本的签署不能更正，请以新的提交或签署代替")
    by_phone = target.facts.get("proof") or "proof" in facts.facts
    if issubclass(asks, PhoneSigned) and facts.facts and by_phone:
        raise NotNow("当事人以手机签署的内容不能更正，可以撤销后请当事人重新签署")
    try:
        loaded(target.facts | facts.facts, asks).check()
    except msgspec.ValidationError as error:
        raise NotNow(f"更正的内容有误，请核对：{error}") from error
    except ValueError as error:
        raise Refused(str(error)) from error


def sealed_within(view: View, records: list[Record], facts: Facts) -> tuple[str, ...]:
    """Return which fields of a correction must not stand in the journal: those sealed where they came."""
    if not isinstance(facts, Correction):
        return ()
    target = next(r for r in records if r.seq == facts.entry)
    asks: type[Facts] = view.procedure.by_code[target.act].asks
    return sealed_fields(asks)

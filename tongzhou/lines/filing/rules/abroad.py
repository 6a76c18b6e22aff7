"""其他证件 — what the law asks of workers who are no residents: foreigners with a passport, with permanent residence, residents of 香港, 澳门, 台湾. Pure.

None of the texts could be held against the official one, but 社会保险法 97: what rests on them is remarked and keeps nothing out. What contradicts itself does.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from tongzhou.law import Article
from tongzhou.law.reckoning import add_months
from tongzhou.lines.filing.instruments import (
    FOREIGN_CONDITIONS,
    FOREIGN_INSURED,
    FOREIGN_TERM,
    HMT_INSURED,
    HMT_NO_PERMIT,
    PERMANENT_WORKS,
    PERMIT,
)

RESIDENT, HMT, PERMANENT, PASSPORT = "resident", "hmt", "permanent", "passport"
FOREIGN_YEARS = 18  # 外国人在中国就业管理规定 7
LONGEST_MONTHS = 60  # 外国人在中国就业管理规定 17
INSURED = {HMT: HMT_INSURED, PERMANENT: FOREIGN_INSURED, PASSPORT: FOREIGN_INSURED}


@dataclass(frozen=True)
class Abroad:
    """What is judged: the paper, the work permit, the term, whether it is a labour relation."""

    id_kind: str
    starts_on: date
    term: str
    is_labour: bool
    insured: bool | None  # None: not told
    ends_on: date | None = None
    age: int | None = None
    permit: str = ""
    permit_until: date | None = None


@dataclass(frozen=True)
class Told:
    """What is told of it: at which field, in which words, under which article."""

    field: str
    words: str
    cites: Article | None = None
    blocks: bool = False


def judged(said: Abroad, *, on: date) -> Iterable[Told]:
    """Yield what is told of a worker by the paper that was shown."""
    yield from _permit(said, on) if said.id_kind == PASSPORT else _no_permit(said)
    if said.id_kind == PASSPORT:
        yield from _foreigner(said)
    if said.is_labour and said.insured is False and (cites := INSURED.get(said.id_kind)):
        yield Told(
            "insured",
            "招用外国人、港澳台居民，同样应当办理社会保险；依双边协定免缴或已在港澳台参保的，请留存证明。",
            cites,
        )


def _no_permit(said: Abroad) -> Iterable[Told]:
    """Yield that a permit is stated of somebody who needs none."""
    if said.permit or said.permit_until:
        cites = {HMT: HMT_NO_PERMIT, PERMANENT: PERMANENT_WORKS}.get(said.id_kind)
        words = "持这种证件的劳动者不需要工作许可，请留空工作许可证号和有效期，或改选证件类型。"
        yield Told("permit" if said.permit else "permit_until", words, cites, blocks=True)


def _permit(said: Abroad, on: date) -> Iterable[Told]:
    if not said.permit or said.permit_until is None:
        yield Told(
            "permit",
            "外国人在中国境内工作应当取得工作许可，请填写工作许可证号和有效期（已加载到社会保障卡的，照填许可号码）；依法免办的，请在岗位中注明。",
            PERMIT,
        )
    if said.permit_until is None:
        return
    if said.permit_until < said.starts_on:
        words = "工作许可在起始日期以前已经到期，请核对两个日期。"
        yield Told("permit_until", words, blocks=True)
    elif said.permit_until < on:
        words = f"工作许可已于 {said.permit_until} 到期；已经延期的，请办理变更，更新有效期。"
        yield Told("permit_until", words, PERMIT)


def _foreigner(said: Abroad) -> Iterable[Told]:
    if said.age is not None and said.age < FOREIGN_YEARS:
        words = f"起始时不满 {FOREIGN_YEARS} 周岁，外国人在中国就业须年满十八周岁，请核对。"
        yield Told("born_on", words, FOREIGN_CONDITIONS)
    if said.is_labour and is_too_long(said.term, said.starts_on, said.ends_on):
        words = "与外国人订立的劳动合同期限最长五年，请核对期限；期满经批准可以续订。"
        yield Told("ends_on", words, FOREIGN_TERM)


def is_too_long(term: str, starts_on: date, ends_on: date | None) -> bool:
    """Say whether a term is longer than a foreigner may be bound to, or without end."""
    if term == "open":
        return True
    return (
        term == "fixed" and ends_on is not None and ends_on >= add_months(starts_on, LONGEST_MONTHS)
    )

"""罚则事项 — the violations that the law names, and the provisions on each, by the day of the act."""

from __future__ import annotations

import difflib
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec

from tongzhou.law.articles import Article, numeral
from tongzhou.law.bilingual import Text
from tongzhou.law.citations import Citation
from tongzhou.law.instruments import NotListed, figure, instruments, versions_of
from tongzhou.law.penalties.conditions import CONDITIONS
from tongzhou.law.penalties.kinds import KINDS, PERS, SUBJECTS, Kind, Per, Side, Stage
from tongzhou.law.reviewed import DATA, Unfit, read


class _Law(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    instrument: str
    article: int
    paragraph: int | None = None
    point: int | None = None


class _Act(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    measure: Kind
    per: Per = ""
    least: Decimal | None = None
    most: Decimal | None = None
    of: str = ""
    of_en: str = ""
    when: list[str] = []
    may: bool = False
    dated: bool = False
    side: Side = "unit"
    stage: Stage = ""
    note: str = ""
    note_en: str = ""


class _Clause(
    msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename={"since": "from", "until": "to"}
):
    by: _Law
    since: date
    does: list[_Act]
    until: date | None = None
    also: list[_Law] = []
    verified: bool = True
    states: list[str] = []
    note: str = ""
    note_en: str = ""


class _Item(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    id: str
    violation: str
    violation_en: str
    laws: list[_Clause]
    subject: str = "unit"
    aliases: list[str] = []
    authority: str = ""
    general: bool = False
    note: str = ""
    note_en: str = ""
    doubled_if_unlicensed: _Law | None = None


@dataclass(frozen=True)
class Provision:
    """One thing the law does about a violation: under which article, for acts of which days, to whom.

    `least` and `most` are yuan (head, head_month, total) or a multiple (times) of the amount `of`; both are
    None where no money is taken. `side` is the liable unit, or the persons responsible in it. `may` is the law's 可以.
    """

    item: str
    article: Article
    point: int | None
    since: date
    until: date | None
    measure: Kind
    per: Per
    least: Decimal | None
    most: Decimal | None
    of: Text
    conditions: tuple[str, ...]
    may: bool
    dated: bool
    side: Side
    stage: Stage
    also: tuple[Article, ...]
    states: tuple[str, ...]
    note: Text | None

    def in_force(self, on: date) -> bool:
        """Say whether the provision governs an act of that day."""
        return self.since <= on and (self.until is None or on <= self.until)

    @property
    def is_money(self) -> bool:
        """Say whether this is a fine, or a payment to the worker, with a range."""
        return self.measure in ("fine", "pay")

    @property
    def instrument(self) -> str:
        """Return the name of the instrument."""
        return self.article.instrument

    @property
    def unit(self) -> Text:
        """Return what the range is reckoned by."""
        return PERS[self.per]

    @property
    def basis(self) -> str:
        """Return the article with its point, as a decision cites it: …第二十三条第（四）项."""
        point = f"第（{numeral(self.point)}）项" if self.point else ""
        return f"{self.article}{point}"

    @property
    def label(self) -> Text:
        """Return the measure in words; an order with a deadline is 责令限期改正."""
        if self.measure == "order" and self.dated:
            return Text("责令限期改正", "order to correct within a time limit")
        return KINDS[self.measure]


@dataclass(frozen=True)
class Item:
    """One violation: its words, who is liable, and every provision on it, the oldest first.

    A `general` item stands for an article whose point nobody named; a decision should name the point.
    """

    id: str
    violation: Text
    subject: str
    provisions: tuple[Provision, ...]
    aliases: tuple[str, ...] = ()
    authority: str = ""
    general: bool = False
    note: Text | None = None
    doubled_if_unlicensed: Article | None = None

    @property
    def liable(self) -> Text:
        """Return who is liable, in words."""
        return SUBJECTS[self.subject]

    @property
    def is_finable(self) -> bool:
        """Say whether a fine or a payment to the worker stands in any provision."""
        return any(each.is_money for each in self.provisions)

    def on(self, day: date) -> tuple[Provision, ...]:
        """Return the provisions that govern an act of that day."""
        return tuple(each for each in self.provisions if each.in_force(day))


def load(folder: Path = DATA / "penalties") -> dict[str, Item]:
    """Read the tables of the folder.

    Raises `Unfit` for an id or alias used twice, an unknown condition or subject, a range that is missing, reversed
    or negative, an article that the catalogue of instruments does not know, or provisions that overlap.
    """
    rows = [row for file in sorted(folder.glob("*.yaml")) for row in read(file, list[_Item])]
    names = Counter(name for row in rows for name in (row.id, *row.aliases))
    if twice := sorted(name for name, times in names.items() if times > 1):
        raise Unfit(f"罚则事项代号重复：{'、'.join(twice)}")
    return {row.id: _item(row) for row in rows}


def _item(row: _Item) -> Item:
    said = f"罚则事项“{row.violation}”（{row.id}）"
    if row.subject not in SUBJECTS:
        raise Unfit(f"{said}的责任主体“{row.subject}”不在{'、'.join(SUBJECTS)}之中")
    spans = sorted((clause.since, clause.until or date.max) for clause in row.laws)
    for (_, ends), (begins, _) in pairwise(spans):
        if begins <= ends:
            raise Unfit(f"{said}的规定有效期重叠（{begins}）")
    provisions = tuple(
        _provision(said, row, clause, act)
        for clause in sorted(row.laws, key=lambda clause: clause.since)
        for act in clause.does
    )
    doubled = row.doubled_if_unlicensed
    return Item(
        row.id,
        Text(row.violation, row.violation_en),
        row.subject,
        provisions,
        tuple(row.aliases),
        row.authority,
        row.general,
        _note(row),
        _article(said, doubled, verified=True) if doubled else None,
    )


def _provision(said: str, row: _Item, clause: _Clause, act: _Act) -> Provision:
    money = act.measure in ("fine", "pay")
    if money != (act.least is not None and act.most is not None and bool(act.per)):
        raise Unfit(f"{said}：罚款、加付须写 per、least、most，其他措施不写")
    if act.least is not None and act.most is not None and not 0 <= act.least <= act.most:
        raise Unfit(f"{said}：幅度 {act.least} 至 {act.most} 有误")
    if unknown := [code for code in act.when if code not in CONDITIONS]:
        raise Unfit(f"{said}：没有条件“{'、'.join(unknown)}”；可用：{'、'.join(CONDITIONS)}")
    if clause.until is not None and clause.until < clause.since:
        raise Unfit(f"{said}：有效期止于 {clause.until}，早于起日 {clause.since}")
    return Provision(
        row.id,
        _article(said, clause.by, verified=clause.verified),
        clause.by.point,
        clause.since,
        clause.until,
        act.measure,
        act.per,
        act.least,
        act.most,
        Text(act.of, act.of_en),
        tuple(act.when),
        act.may,
        act.dated,
        act.side,
        act.stage,
        tuple(_article(said, each, verified=True) for each in clause.also),
        tuple(clause.states),
        _note(act) or (_note(clause) if money else None),
    )


def _note(of: _Item | _Clause | _Act) -> Text | None:
    return Text(of.note, of.note_en) if of.note else None


def _article(said: str, law: _Law, *, verified: bool) -> Article:
    if (law.instrument, law.article) not in _listed():
        try:
            versions_of(law.instrument)
        except NotListed as unknown:
            raise Unfit(f"{said}：{unknown.args[0]}") from None
        raise Unfit(f"{said}：《{law.instrument}》第{law.article}条没有登记在法规目录，请先登记")
    return Article(law.instrument, law.article, law.paragraph, verified)


@cache
def _listed() -> frozenset[tuple[str, int]]:
    """Return the articles that the catalogue of instruments knows, by the name of the instrument."""
    return frozenset(
        (one.name, each.cites.number) for one in instruments() for each in one.provisions
    )


@cache
def _items() -> dict[str, Item]:
    return load()


class _Items(Mapping[str, Item]):
    """The items by id, read once when first asked for."""

    def __getitem__(self, id_: str) -> Item:
        return _items()[id_]

    def __iter__(self) -> Iterator[str]:
        return iter(_items())

    def __len__(self) -> int:
        return len(_items())


ITEMS: Mapping[str, Item] = _Items()


@cache
def aliases() -> dict[str, str]:
    """Return every name an item answers to, with its id: `vio_` before the id, and its aliases."""
    known = {f"vio_{id_}": id_ for id_ in ITEMS}
    known.update({alias: id_ for id_, each in ITEMS.items() for alias in each.aliases})
    known.update({f"vio_{alias}": id_ for alias, id_ in list(known.items()) if alias[:4] != "vio_"})
    return known


def named(written: str) -> str:
    """Return the id of an item from its id, an alias or its Chinese words.

    Raises `KeyError`, whose message says what is near, if there is none.
    """
    bare = written.strip().lower().replace("-", "_")
    if bare in ITEMS:
        return bare
    if bare in aliases():
        return aliases()[bare]
    for id_, each in ITEMS.items():
        if each.violation.zh == written.strip():
            return id_
    near = difflib.get_close_matches(bare, [*ITEMS, *aliases()], n=3, cutoff=0.5)
    hint = f"是否指 {'、'.join(near)}？" if near else "可用的代号见 tongzhou law penalties"
    raise KeyError(f"没有罚则事项“{written[:60]}”；{hint}")


def item(id_: str) -> Item:
    """Return an item by its id or an alias. Raises `KeyError`, saying what is near."""
    return ITEMS[named(id_)]


def provisions_on(id_: str, day: date) -> tuple[Provision, ...]:
    """Return the provisions of an item that govern an act of that day; none if nothing was in force."""
    return item(id_).on(day)


def citations() -> Iterator[Citation]:
    """Yield every article the table rests on, with its figures, for `tongzhou law check`."""
    for each in ITEMS.values():
        found: dict[Article, tuple[str, ...]] = {}
        for one in each.provisions:
            found.setdefault(one.article, one.states)
            for other in one.also:
                found.setdefault(other, ())
        if each.doubled_if_unlicensed:
            found.setdefault(each.doubled_if_unlicensed, ("加一倍",))
        for cited, states in found.items():
            yield Citation(cited, tuple(map(figure, states)), f"罚则 {each.id}")

"""A case in which everything that can be stated has been stated, once: what its papers say is then what they can say.

Nothing is judged and nothing stored: the fold reads what stands in a journal, whoever would have refused it.
"""

from __future__ import annotations

import re
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

import msgspec
from msgspec import inspect as mi

from tongzhou.law import CALENDAR
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import Act, Procedure
from tongzhou.procedure.facts import Facts, Naming, loaded, stored
from tongzhou.procedure.fold import fold
from tongzhou.procedure.papers.templates import Issue, Registered
from tongzhou.procedure.view import Record

REGION, DAY = "150221", date(2026, 3, 2)
MOMENT = datetime(2026, 3, 2, 2, tzinfo=UTC)
WORDS = "经查属实"
# What a field with a pattern may hold; the first that fits is taken.
SHAPED = (
    "wage_arrears",
    "2026-03",
    "2026-03-02",
    "time",
    "A01",
    "2026",
    "a" * 64,
    "12",
    "wages",
    "150221",
)
PEOPLE = ("包晓东", "萨仁", "李建国")


class Whole:
    """The journal of such a case, in the order in which its acts are declared."""

    def __init__(
        self,
        procedure: Procedure,
        refs: dict[str, tuple[str, ...]],
        *,
        given: dict[str, Any],
        without: tuple[str, ...] = (),
        bare: bool = False,
    ) -> None:
        """Write the journal.

        `refs`: for a kind, the numbers its subjects have here (others are numbered 1 and 2); `given`: for a field
        of whatever act, what it holds; `without`: acts that are left out; `bare`: only what must be stated is.
        """
        self.procedure, self.refs, self.given, self.bare = procedure, refs, given, bare
        self.records: list[Record] = []
        self.numbers: dict[int, str] = {}
        acts = [a for a in (procedure.opens, *procedure.acts) if a.code not in without]
        for n, act in enumerate(acts):
            facts = self.facts(act)
            about = tuple(k for kind in act.abouts for k in self.keys(kind.code))
            on = DAY + timedelta(days=n)
            moment = datetime(on.year, on.month, on.day, 2, tzinfo=UTC)
            self.records.append(
                Record(n, act.code, procedure.version, PEOPLE[:2], act.offices[0].code, REGION, on, moment, about, stored(facts))
            )  # fmt: skip
            if act.issues and act.issues.series:
                self.numbers[n] = f"示监{act.issues.code}〔2026〕{n}号"

    def keys(self, kind: str) -> tuple[str, ...]:
        return tuple(f"{kind}/{ref}" for ref in self.refs.get(kind, ("1", "2")))

    def facts(self, act: Act[Any]) -> Facts:
        """Return the facts of an act with every field filled, its tables over those it is about."""
        found = Filled(bare=self.bare).struct(act.asks)
        about = [k for kind in act.abouts for k in self.keys(kind.code)]
        change: dict[str, Any] = {}
        if isinstance(found, Naming):
            firms = [k for k in about if "/e" in k] or about
            change["names"] = {
                k: f"示例{'单位' if k in firms else '职工'}{n}" for n, k in enumerate(about)
            }
        for name in Filled.tables(type(found)):
            keys = about or [k for kind in self.refs for k in self.keys(kind)]
            value = Filled(bare=self.bare).each(type(found), name)
            # Names kept apart from the subjects (检查人员) are found by the number that stands in the facts.
            change[name] = dict.fromkeys((*keys, "12") if isinstance(value, str) else keys, value)
        for post in self.procedure.posts.get(act.code, ()):
            if post.field in found.__struct_fields__:
                change[post.field] = dict.fromkeys(about, 120_000)
        if "claims" in found.__struct_fields__:
            change["claims"] = dict.fromkeys(about, (ClaimItem(head="wages", amount=120_000),))
        change |= {k: v for k, v in self.given.items() if k in found.__struct_fields__}
        return msgspec.structs.replace(found, **change)

    def issues(self) -> list[Issue]:
        """Return what each paper of the case is drawn from, as the case stood when its act was done."""
        p, found = self.procedure, []
        versions = {p.version: p}
        for record in self.records:
            act = p.by_code[record.act]
            if not act.issues:
                continue
            past = tuple(self.records[: record.seq + 1])
            found.append(
                Issue(
                    procedure=p, view=fold(versions, past, CALENDAR), record=record, act=act,
                    facts=loaded(record.facts, act.asks), paper=act.issues, number=self.numbers.get(record.seq, ""),
                    case_number="示监案〔2026〕1号", case_title=p.title, uid="示例", body="示例旗人力资源和社会保障局",
                    names=PEOPLE[:2], records=past, numbers={k: v for k, v in self.numbers.items() if k <= record.seq},
                    region_name=lambda _code: "示例旗", body_of=lambda _office: "示例旗人力资源和社会保障局",
                    registered=lambda _subject: Registered(
                        number="91150221MA0N00001X", masked="9115…01X", address="示例路1号", phone="13900000001",
                        representative="王示例",
                    ),
                )
            )  # fmt: skip
        return found


class Filled:
    """Fills every field, or those that must be: the first of a choice, a word, an amount, a day."""

    def __init__(self, *, bare: bool) -> None:
        self.bare = bare

    def struct(self, kind: Any) -> Any:
        info: Any = mi.type_info(kind)
        values = {
            f.encode_name: self.value(f.type) for f in info.fields if f.required or not self.bare
        }
        return msgspec.convert(msgspec.to_builtins(values, str_keys=True), kind)

    @staticmethod
    def tables(kind: type[Facts]) -> list[str]:
        """Return the fields that are tables over something, the names apart."""
        info: Any = mi.type_info(kind)
        found = []
        for f in info.fields:
            table = f.type
            while isinstance(table, mi.Metadata):
                table = table.type
            if isinstance(table, mi.DictType) and f.name != "names":
                found.append(f.name)
        return found

    def each(self, kind: type[Facts], name: str) -> Any:
        """Return one value of a table over subjects."""
        info: Any = mi.type_info(kind)
        (table,) = (f.type for f in info.fields if f.name == name)
        while isinstance(table, mi.Metadata):
            table = table.type
        return self.value(table.value_type)

    def value(self, kind: Any) -> Any:
        match kind:
            case mi.Metadata():
                return self.value(kind.type)
            case mi.LiteralType():
                return kind.values[0]
            case mi.IntType():
                return max(kind.ge or 0, min(12, kind.le if kind.le is not None else 12))
            case mi.DecimalType():
                return Decimal(4)
            case mi.DateType():
                return DAY + timedelta(days=20)
            case mi.BoolType():
                return True
            case mi.StrType() if kind.pattern:
                fits = [w for w in SHAPED if re.search(kind.pattern, w)]
                if not fits:
                    raise TypeError(f"nothing fits {kind.pattern}")
                return fits[0]
            case mi.StrType():
                return WORDS
            case mi.TupleType():
                return tuple(self.value(t) for t in kind.item_types)
            case mi.VarTupleType() | mi.ListType():
                return tuple(
                    self.value(kind.item_type) for _ in range(max(1, kind.min_length or 0))
                )
            case mi.DictType():
                return {}
            case mi.UnionType():
                return self.value(next(t for t in kind.types if not isinstance(t, mi.NoneType)))
            case mi.NoneType():
                return None
            case mi.AnyType():
                return WORDS
            case mi.StructType():
                return self.struct(kind.cls)
        raise TypeError(f"nothing fills {kind}")

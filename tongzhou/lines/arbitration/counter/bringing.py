"""收件 — from what was typed to a dispute: people and employers into their registers, the rest to the door.

The counter and the phone come through the same `Intake`; they differ in how many people it asks for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import msgspec
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.facts.bringing import Application
from tongzhou.lines.arbitration.procedure import CODE
from tongzhou.procedure import files
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import FileRef
from tongzhou.procedure.forms import FactsForm
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case
from tongzhou.registry import employing, naming, working
from tongzhou.registry.models import Employer, Person, Worker

from .forms import Choices, FirmForm, ItemForm, PersonForm, matter_form

MOST_PEOPLE, MOST_FIRMS, MOST_ITEMS = 9, 3, 15
REASON = "申请劳动人事争议仲裁"


@dataclass(frozen=True)
class Asks:
    """How much a page asks: who applies, in whose words the claims are named, which fields it leaves out."""

    by_employer: bool = False
    in_plain_words: bool = False
    without: tuple[str, ...] = ()
    items: int = 2  # rows for claims at first
    firm: Employer | None = None  # the employer that applies, where it is known who stands there
    given: Mapping[str, Any] = field(default_factory=dict)  # what the page knows and nobody types


class Intake:
    """The forms of one application: people, employers, claims of each claimant, the matter."""

    def __init__(
        self,
        data: QueryDict | None,
        uploads: Any,
        *,
        asks: Asks,
        at: datetime,
        regions: Choices,
        initial: dict[str, Any],
        rows: Sequence[dict[str, Any]] = (),
    ) -> None:
        self.data, self.asks, self.at, self.start = data, asks, at, list(rows)
        self.on = on = localdate(at)
        add = data.get("add", "") if data else ""
        people = self._count("people", 1, MOST_PEOPLE, more=add == "people")
        firms = 0 if asks.firm else self._count("firms", 1, MOST_FIRMS, more=add == "firms")
        self.people = [PersonForm(data, prefix=f"p{n}", on=on) for n in range(people)]
        self.firms = [
            FirmForm(
                data, prefix=f"f{n}", regions=regions, initial={"region": initial.get("seat", "")}
            )
            for n in range(firms)
        ]
        claimants = 1 if asks.by_employer else people
        self.items = [self._rows(n, more=add == f"items-{n}") for n in range(claimants)]
        self.matter: FactsForm = matter_form(regions, without=asks.without)(
            data, uploads, initial=initial
        )
        self.matter.keep_file = lambda upload: files.keep(upload, at)
        self.refusal = ""
        self.kept: tuple[FileRef, ...] = ()  # evidence uploaded before, where the code came between
        if add:  # a row was asked for: what is there is kept, and nothing is found fault with
            for form in self._all():
                form.is_bound, form.initial = False, self._typed(form)

    def _count(self, name: str, least: int, most: int, *, more: bool = False) -> int:
        given = str(self.data.get(name, "")) if self.data else ""
        n = int(given) if given.isdigit() else least
        return max(least, min(most, n + more))

    def _rows(self, claimant: int, *, more: bool) -> list[ItemForm]:
        least = max(self.asks.items, len(self.start) + 1)
        n = self._count(f"items-{claimant}", least, MOST_ITEMS, more=more)
        return [
            ItemForm(
                self.data,
                prefix=f"i{claimant}-{row}",
                employer=self.asks.by_employer,
                asked=self.asks.in_plain_words,
                initial=self.start[row] if row < len(self.start) else None,
            )
            for row in range(n)
        ]

    def _all(self) -> list[Any]:
        return [*self.people, *self.firms, *(f for of in self.items for f in of), self.matter]

    def _typed(self, form: Any) -> dict[str, Any]:
        return {
            name: field.widget.value_from_datadict(self.data, {}, form.add_prefix(name))
            for name, field in form.fields.items()
        }

    @property
    def blocks(self) -> list[tuple[int, Any, list[ItemForm]]]:
        """Return each claimant's number, form and rows of claims."""
        who: list[Any] = [*self.firms[:1], None][:1] if self.asks.by_employer else [*self.people]
        return [(n, form, self.items[n]) for n, form in enumerate(who)]

    @property
    def opponents(self) -> list[Any]:
        """The forms of those against whom it is."""
        return list(self.people if self.asks.by_employer else self.firms)

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, what to do) for the list on top of the page."""
        return [
            (form[name].auto_id, str(form.fields[name].label), "；".join(map(str, words)))
            for form in self._all()
            if form.is_bound
            for name, words in form.errors.items()
            if name in form.fields
        ]

    def is_valid(self) -> bool:
        """Check everything, so that every fault is shown at once; look the employers up."""
        checked = [form.is_valid() for form in self._all() if form is not self.matter]
        fine = all(checked)
        self.employers: list[Employer | None] = [self.asks.firm] if self.asks.firm else []
        if fine and self.firms:
            self.employers = [form.look_up() for form in self.firms]
            for firm, found in zip(self.firms, self.employers, strict=True):
                fine = fine and self._is_clear(firm, found)
        claims = self._claims() if fine else {}
        self.matter.given = {**self.asks.given, "names": {}, "claims": claims}
        return bool(all([self.matter.is_valid(), fine]) and self._makes_sense())

    def _is_clear(self, firm: FirmForm, found: Employer | None) -> bool:
        if found:
            return True
        if not firm.is_new:
            firm.add_error(
                "words", _("找到相近的单位，请在下面选择；都不是的，选“都不是，登记新单位”")
            )
            return False
        if not firm.cleaned_data["region"]:
            firm.add_error("region", _("没有找到这个单位，将暂作登记，请选择单位所在地"))
            return False
        return True

    def _claims(self) -> dict[str, tuple[ClaimItem, ...]]:
        return {
            f"{n}": tuple(item for row in rows if (item := row.item()))
            for n, rows in enumerate(self.items)
        }

    def _makes_sense(self) -> bool:
        numbers = [f.cleaned_data["id_number"] for f in self.people]
        if len(set(numbers)) < len(numbers):
            self.refusal = _("同一个人填写了两次，请核对证件号码")
        elif not all(self._claims().values()):
            self.refusal = _("每名申请人至少要有一项请求")
        return not self.refusal

    def facts(
        self, workers: list[Worker], employers: list[Employer]
    ) -> tuple[Application, tuple[str, ...]]:
        """Return what is stated, and the keys of the claimants."""
        people = [(f"w{w.pk}", w.name) for w in workers]
        firms = [(f"e{e.pk}", e.name) for e in employers]
        mine, theirs = (firms[:1], people) if self.asks.by_employer else (people, firms)
        keys = tuple(f"claimant/{ref}" for ref, _name in mine)
        names = {f"claimant/{ref}": name for ref, name in mine}
        names |= {f"respondent/{ref}": name for ref, name in theirs}
        claims = dict(zip(keys, self._claims().values(), strict=True))
        given = self.matter.facts()
        assert isinstance(given, Application)
        seat = given.seat or next((e.region_id[:6] for e in employers), "")
        evidence = self.kept or given.evidence
        stated = msgspec.structs.replace(
            given, names=names, claims=claims, seat=seat, evidence=evidence
        )
        return stated, keys

    def register_people(self, by: Person | None) -> list[Worker]:
        """Return the workers of the application, new in the register or known there. Raises ValidationError."""
        return [registered(form, by=by, at=self.at, on=self.on) for form in self.people]

    def bring(
        self, door: Door, *, by: Actor, person: Person | None, region: str, request: str
    ) -> Case:
        """Register whoever is new and open the dispute: all of it or nothing. Raises Refused, ValidationError."""
        with transaction.atomic():
            at = self.at
            workers = self.register_people(person)
            employers = [
                found
                or employing.register_employer(
                    by=person, at=at, reason=REASON, **self.firms[n].fields_of_new()
                )
                for n, found in enumerate(self.employers)
            ]
            stated, keys = self.facts(workers, employers)
            self.claimants = keys
            self.case = door.open_case(
                CODE,
                by=by,
                at=at,
                region=region,
                facts=stated,
                about=tuple(stated.names),
                request=request,
            )
            return self.case


def registered(form: PersonForm, *, by: Person | None, at: datetime, on: date) -> Worker:
    """Return the worker of a form, new in the register or known there. Raises ValidationError.

    Who is known stays as registered; a name that differs is a mistake in one of the two, and is said.
    """
    d = form.cleaned_data
    worker = working.register_worker(
        name=d["name"],
        id_number=d["id_number"],
        id_kind=Worker.IdKind(d["id_kind"]),
        phone=d.get("phone", ""),
        address=d.get("address", ""),
        by=by,
        at=at,
        on=on,
        reason=REASON,
    )
    if worker.name != naming.tidy_name(d["name"]):
        raise ValidationError(
            _("这个证件号码登记的姓名与“%(name)s”不一致，请核对姓名和证件号码")
            % {"name": d["name"]}
        )
    return worker

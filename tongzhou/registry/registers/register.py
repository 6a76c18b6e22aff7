"""What a register is to the counter that shows it: columns, search, filters, who sees what."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

from tongzhou.registry import codes, offices
from tongzhou.registry.models import Person, RegisterEntry

Words = str | Promise
Choices = Callable[[Person, date], Iterable[tuple[str, str]]]


@dataclass(frozen=True)
class Column:
    """One column of the list, or one line of the record's page.

    `text` gives the plain text of a cell, the same for screen and export. `order` is the field by
    which the list can be sorted, "" if it cannot.
    """

    code: str
    label: Words
    text: Callable[[Any], str]
    order: str = ""
    phone: bool = True  # shown on a phone
    lead: bool = False  # the cell that links to the record


@dataclass(frozen=True)
class Filter:
    """A choice that narrows the list; `condition` is given the chosen value."""

    code: str
    label: Words
    choices: Choices
    condition: Callable[[str], Q]


@dataclass(frozen=True)
class Related:
    """Records of another register that belong to a record, e.g. the projects of an employer."""

    label: Words
    register: str
    condition: Callable[[Any], Q]


@dataclass(frozen=True)
class Keeper:
    """Who changes a register: a person with an office that may, for one region, on a day.

    `offices` are those the installation knows, with the level of region at which each is held.
    """

    person: Person
    at: datetime
    on: date
    region: str
    offices: Mapping[str, int | None]


@dataclass(frozen=True)
class Saved:
    """What a change has led to: the record to show next, and what is told once and never again."""

    record: Any
    secret: str = ""


@dataclass(frozen=True)
class Change:
    """办理登记 — one thing a keeper does to a register: a form, and what becomes of it.

    `make(data, keeper, record)` builds the form; `record` is None where a new one is entered.
    `save(form, keeper)` returns None where the door refused, with the reason on the form.
    """

    code: str
    label: Words
    make: Callable[[Any, Keeper, Any], Any]
    save: Callable[[Any, Keeper], Saved | None]
    new: bool = False
    fits: Callable[[Any, Keeper], bool] = lambda _record, _keeper: True
    danger: bool = False
    icon: str = "pencil"
    hint: Words = ""


@dataclass(frozen=True)
class KeepersPage:
    """登记专页 — a page on which a keeper does what no form of one record can; a room above brings it (`enter_page`)."""

    label: Words
    address: str  # name of its URL
    icon: str = "files"


@dataclass(frozen=True)
class Register:
    """登记簿 — declared here, drawn by a counter.

    Lists are paged by key: the order is always (column, primary key), and every `order` that a
    column names is the leading field of an index.
    """

    code: str
    label: Words
    noun: Words  # what one record is called
    model: type[Model]
    columns: tuple[Column, ...]
    order: str
    search: Callable[[str], Q]
    hint: Words  # what can be typed into the search
    scope: Callable[[Person, date], Q]
    details: tuple[Column, ...]
    filters: tuple[Filter, ...] = ()
    related: tuple[Related, ...] = ()
    joins: tuple[str, ...] = ()
    also: Callable[[Any], Any] | None = None  # brings along what a column shows from elsewhere
    icon: str = "book-open"
    changes: tuple[Change, ...] = ()
    pages: tuple[KeepersPage, ...] = ()  # shown to whoever may enter a new record
    kept_by: tuple[str, ...] = (
        offices.REGISTRAR,
    )  # offices that may change it, where they are held
    # The region a record is kept in: whoever keeps that region, or one above it, may change it.
    place: Callable[[Any], str] = lambda record: str(record.region_id)

    def rows(
        self, person: Person, *, on: date, words: str = "", chosen: dict[str, str] | None = None
    ) -> QuerySet[Any]:
        """Return the records this person sees that hold the words and fit the chosen filters.

        An unknown filter or value is left out of account; no order is set.
        """
        found = self.model._default_manager.filter(self.scope(person, on))
        if words.strip():
            found = found.filter(self.search(words.strip()))
        for narrowing in self.filters:
            value = (chosen or {}).get(narrowing.code, "")
            if value and value in {known for known, _label in narrowing.choices(person, on)}:
                found = found.filter(narrowing.condition(value))
        found = self.also(found) if self.also else found
        return found.select_related(*self.joins) if self.joins else found

    def orders(self) -> dict[str, str]:
        """Return by which columns the list can be sorted: code → field."""
        return {column.code: column.order for column in self.columns if column.order}

    def get(self, person: Person, key: str, *, on: date) -> Any:
        """Return one record. Raises the model's DoesNotExist for what this person does not see."""
        try:
            return self.rows(person, on=on).get(pk=key)
        except (TypeError, ValueError) as error:
            raise self.model.DoesNotExist from error  # type: ignore[attr-defined]

    def kept_regions(self, person: Person, *, on: date) -> list[str]:
        """Return the regions for which a person may change this register, the widest of each."""
        held = {h.region for h in person.holdings(on) if h.office in self.kept_by}
        return offices.widest(held) if self.changes else []

    def keeper(
        self,
        person: Person,
        record: Any,
        *,
        at: datetime,
        on: date,
        known: Mapping[str, int | None],
    ) -> Keeper | None:
        """Return a person as the keeper of a record, or of the register for a new one; None: not so."""
        regions = self.kept_regions(person, on=on)
        if record is not None:
            place = self.place(record)
            regions = [r for r in regions if codes.within(place, r)]
        return Keeper(person, at, on, regions[0], known) if regions else None

    def changes_of(self, record: Any, keeper: Keeper | None) -> list[Change]:
        """Return what a keeper may do: to a record, or, with None, to enter a new one."""
        if keeper is None:
            return []
        if record is None:
            return [c for c in self.changes if c.new]
        return [c for c in self.changes if not c.new and c.fits(record, keeper)]

    def history(self, record: Model) -> QuerySet[RegisterEntry]:
        """Return the changes of a record, newest first."""
        return RegisterEntry.objects.about(record).select_related("by")


def day(value: date | None) -> str:
    """Return a date as a cell shows it."""
    return value.isoformat() if value else ""


def field_label(model: type[Model], name: str) -> str:
    """Return what a column is called, for the history: `changes` names columns by attname."""
    for known in model._meta.concrete_fields:
        if name in (known.attname, known.name):
            return str(known.verbose_name)
    return name

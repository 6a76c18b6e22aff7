"""What a register is to the counter that shows it: columns, search, filters, who sees what."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Model, Q, QuerySet
from django.utils.functional import Promise

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
    icon: str = "book-open"

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

"""The form of a calculator, made from what it asks. What is wrong is found by the calculator itself, in one place."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from tongzhou.law.calendar import Calendar
from tongzhou.law.claims import BadInput, Input, Result
from tongzhou.law.claims.carrier import Carried
from tongzhou.portal.asking import Asked
from tongzhou.portal.forms import counties
from tongzhou.ui.forms import Form, speak_plainly

ROWS, MORE_ROWS, MOST_ROWS = 3, 3, 36
WITHIN = re.compile(r"^(?P<table>\w+)\[(?P<row>\d+)\]\.(?P<column>\w+)$")
MONTHS = (Input("month", "月份", "month", sort="month"), Input("wage", "工资", "wage", unit="元"))


class ClaimForm(Form):
    """Questions of one calculator: `questions`, `more`, `practice`, and tables by rows of cells."""

    def __init__(self, asked: Asked, *, lang: str, rows: int = ROWS, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.asked, self.lang, self.rows = asked, lang, min(rows, MOST_ROWS)
        for each in (*asked.questions(), *asked.more(), *asked.practice()):
            if columns := self.columns(each):
                self._add_table(each, columns)
            else:
                self.fields[each.name] = self._question(each)
        speak_plainly(self)

    def columns(self, each: Input) -> list[Input]:
        """Return the columns of a table or of a list of months; none for a single question."""
        if each.sort == "months":
            return list(MONTHS)
        return self.asked.columns_of(each) if each.sort == "table" else []

    def _add_table(self, each: Input, columns: list[Input]) -> None:
        for row in range(self.rows):
            for column in columns:
                field = self._field(column, column.words(self.lang)[0])
                field.required, field.initial = False, None  # an empty row is no row
                self.fields[f"{each.name}-{row}-{column.name}"] = field

    def _question(self, each: Input) -> forms.Field:
        """Return the field of a single question, in the portal's own words where it has some."""
        own = self.asked.labels.get(each.name)
        field = self._field(each, own or each.words(self.lang)[0])
        if own or each.sort == "region":
            field.help_text = cast("str", self.asked.helps.get(each.name, ""))  # drawn, not read
        if field.initial is None and each.default is not None:
            field.initial = each.default
        return field

    def _field(self, each: Input, label: Any) -> forms.Field:
        field = _FIELDS.get(each.sort, _words)(each, self.lang)
        field.label = capfirst(label)
        field.help_text = capfirst(self._in_words(each.words(self.lang)[1]))
        field.required = each.required and each.sort != "flag"
        field.unit = each.unit_in(self.lang)  # type: ignore[attr-defined]  # drawn behind the control
        return field

    def parts(self, which: list[Input]) -> Iterator[tuple[str, Any]]:
        """Yield (“field”, bound field) or (“table”, table) for drawing."""
        for each in which:
            if columns := self.columns(each):
                yield "table", self._table(each, columns)
            else:
                yield "field", self[each.name]

    def _table(self, each: Input, columns: list[Input]) -> dict[str, Any]:
        label, told = each.words(self.lang)
        return {
            "label": self.asked.labels.get(each.name) or capfirst(label),
            "help": "" if each.name in self.asked.labels else capfirst(self._in_words(told)),
            "full": self.rows >= MOST_ROWS,
            "rows": [
                [self[f"{each.name}-{row}-{column.name}"] for column in columns]
                for row in range(self.rows)
            ],
        }

    @property
    def questions(self) -> list[tuple[str, Any]]:
        """Return the plain questions."""
        return list(self.parts(self.asked.questions()))

    @property
    def more(self) -> list[tuple[str, Any]]:
        """Return what stands under 更多情况."""
        return list(self.parts(self.asked.more()))

    @property
    def practice(self) -> list[tuple[str, Any]]:
        """Return the choices of local practice."""
        return list(self.parts(self.asked.practice()))

    @property
    def is_open(self) -> bool:
        """Say whether 更多情况 holds an answer or a mistake, and must not be folded."""
        inner = {each.name for each in (*self.asked.more(), *self.asked.practice())}
        told = {name.split("-")[0] for name in (*self.errors, *self.initial)}
        return bool(inner & told) or self.rows > ROWS

    def answers(self) -> dict[str, Any]:
        """Return what was answered, in plain types; defaults are left to the calculator."""
        given: dict[str, Any] = {}
        for each in (*self.asked.questions(), *self.asked.more(), *self.asked.practice()):
            if columns := self.columns(each):
                rows = [row for _at, row in self._rows(each, columns)]
                if rows:
                    given[each.name] = _months(rows) if each.sort == "months" else rows
                continue
            value = _plain(self.cleaned_data.get(each.name))
            if value not in (None, "") and value != _plain(each.default):
                given[each.name] = value
        return given

    def _rows(self, each: Input, columns: list[Input]) -> Iterator[tuple[int, dict[str, Any]]]:
        for row in range(self.rows):
            cells = {
                column.name: _plain(self.cleaned_data.get(f"{each.name}-{row}-{column.name}"))
                for column in columns
            }
            filled = {
                name: value for name, value in cells.items() if value not in (None, "", False)
            }
            if filled:
                yield row, filled

    def carried(self, *, on: date) -> Carried:
        """Return the calculation asked for."""
        return Carried(self.asked.code, on, self.answers())

    def reckon(self, *, on: date, calendar: Calendar) -> Result | None:
        """Return the result, or None with the mistake beside its question."""
        if not self.is_valid():
            return None
        try:
            return self.carried(on=on).result(calendar=calendar)
        except BadInput as wrong:
            self._place(wrong)
            return None

    def _place(self, wrong: BadInput) -> None:
        """Put a refusal of the calculator beside the question it is about, in words instead of names."""
        text = wrong.of(self.lang)
        text = text.removeprefix(f"{wrong.field}：").removeprefix(f"{wrong.field}: ")
        name = wrong.field
        if within := WITHIN.match(wrong.field):
            name = self._cell(within["table"], int(within["row"]), within["column"])
        said = self._in_words(text)
        self.add_error(name if name in self.fields else self._first_of(name), capfirst(said))

    def _cell(self, table: str, number: int, column: str) -> str:
        """Return the cell of the n-th filled row; the first column if that one is not asked here."""
        each = next(one for one in self.asked.kind.inputs if one.name == table)
        columns = self.columns(each)
        filled = [row for row, _cells in self._rows(each, columns)]
        names = [one.name for one in columns]
        return f"{table}-{filled[number - 1]}-{column if column in names else names[0]}"

    def _first_of(self, name: str) -> str | None:
        """Return the first cell of a table, or None for what is asked nowhere here."""
        return next((field for field in self.fields if field.startswith(f"{name}-0-")), None)

    def _in_words(self, text: str) -> str:
        names = {each.name: each for each in self.asked.kind.inputs}

        def word(found: re.Match[str]) -> str:
            each = names.get(found[0])
            if each is None:
                return found[0]
            label = self.asked.labels.get(each.name) or each.words(self.lang)[0]
            return f"“{label}”"

        return re.sub(r"\b[a-z][a-z_]+\b", word, text)


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, date) else value


def _months(rows: list[dict[str, Any]]) -> list[Any]:
    """Return amounts by month where months are named, else a list of amounts."""
    if all("month" in row and "wage" in row for row in rows):
        return rows
    return [row.get("wage") for row in rows]


def _words(each: Input, _lang: str) -> forms.Field:
    attrs = {"inputmode": "decimal", "autocomplete": "off"} if each.sort != "text" else {}
    return forms.CharField(max_length=200, widget=forms.TextInput(attrs=attrs))


def _date(_each: Input, _lang: str) -> forms.Field:
    return forms.DateField()


def _month(_each: Input, _lang: str) -> forms.Field:
    return forms.CharField(
        max_length=7, widget=forms.TextInput(attrs={"type": "month", "placeholder": "2026-04"})
    )


def _choice(each: Input, lang: str) -> forms.Field:
    offered = [(code, text.of(lang)) for code, text in each.choices.items()]
    if each.default is None:
        offered = [("", _("请选择")), *offered]  # type: ignore[list-item]
    return forms.ChoiceField(choices=offered)


def _flag(each: Input, _lang: str) -> forms.Field:
    if each.default is None:
        return forms.ChoiceField(choices=[("", _("不清楚")), ("true", _("是")), ("false", _("否"))])
    return forms.BooleanField()


def _region(_each: Input, _lang: str) -> forms.Field:
    return forms.ChoiceField(choices=[("", _("请选择")), *counties()])


_FIELDS = {"date": _date, "month": _month, "choice": _choice, "flag": _flag, "region": _region}


def initial_of(asked: Asked, inputs: Mapping[str, Any]) -> tuple[dict[str, Any], int]:
    """Return what a form starts with to show a calculation again, and how many rows it takes."""
    found: dict[str, Any] = {}
    most = ROWS
    for each in asked.kind.inputs:
        value = inputs.get(each.name)
        if value is None:
            continue
        if each.sort not in ("table", "months"):
            found[each.name] = value
            continue
        rows = [row if isinstance(row, dict) else {"wage": row} for row in value]
        most = max(most, len(rows))
        for number, row in enumerate(rows):
            found |= {f"{each.name}-{number}-{name}": cell for name, cell in row.items()}
    return found, most


def typed(data: QueryDict) -> dict[str, Any]:
    """Return what was typed so far, to draw the form again with more rows and without a word of blame."""
    return {name: value for name, value in data.items() if value and name != "csrfmiddlewaretoken"}

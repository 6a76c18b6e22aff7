"""Columns that hold personal data: sealed in the database, opened only on purpose."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.db import models

from . import sealing

RESIDENT = re.compile(r"[0-9]{17}[0-9X]")

if TYPE_CHECKING:
    _Text = models.TextField[Any, Any]
else:
    _Text = models.TextField


class Sealed:
    """A value of a sealed column. Printing it prints the mask; `open()` gives the value.

    Opening is a word one can search for: each use is a reading of personal data.
    """

    __slots__ = ("_mask", "place", "token")

    def __init__(self, token: str, *, place: str, mask: Callable[[str], str]) -> None:
        self.token, self.place, self._mask = token, place, mask

    def open(self) -> str:
        """Return the value in plain text. Raises sealing.CannotOpen."""
        return sealing.unseal(self.token, place=self.place) if self.token else ""

    @property
    def masked(self) -> str:
        """The value as a screen may show it."""
        return self._mask(self.open())

    def __bool__(self) -> bool:
        return bool(self.token)

    def __str__(self) -> str:
        return self.masked

    def __repr__(self) -> str:
        return f"<Sealed {self.masked}>"


class SealedField(_Text):
    """Text that the database only sees sealed; in Python it is a `Sealed`.

    Assign plain text or a `Sealed`. It cannot be searched: keep `hash_of(...)` beside it.
    """

    def __init__(self, *args: Any, mask: Callable[[str], str] = sealing.mask_phone, **kw: Any):
        self.mask = mask
        super().__init__(*args, **kw)

    def deconstruct(self) -> Any:
        name, path, args, kwargs = super().deconstruct()
        return name, path, args, kwargs | {"mask": self.mask}

    @property
    def place(self) -> str:
        """What a sealed value is bound to: the model and the column."""
        return f"{self.model._meta.label_lower}.{self.attname}"

    def of(self, plain: str) -> Sealed:
        """Seal a plain text for this column; "" stays empty."""
        token = sealing.seal(plain, place=self.place) if plain else ""
        return Sealed(token, place=self.place, mask=self.mask)

    def from_db_value(self, value: str | None, _expression: Any, _connection: Any) -> Sealed:
        return Sealed(value or "", place=self.place, mask=self.mask)

    def to_python(self, value: Any) -> Any:
        return value

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:  # noqa: ARG002
        value = getattr(model_instance, self.attname)
        if not isinstance(value, Sealed) or value.place != self.place:
            value = self.of(value.open() if isinstance(value, Sealed) else str(value or ""))
            setattr(model_instance, self.attname, value)
        return value

    def get_prep_value(self, value: Any) -> str:
        if isinstance(value, Sealed):
            return value.token
        return self.of(str(value or "")).token

    def value_to_string(self, obj: models.Model) -> str:
        return self.get_prep_value(self.value_from_object(obj))


def hash_of(kind: str, plain: str) -> str:
    """Return the keyed hash by which a value of this kind is found, or "" for nothing.

    `kind` is "id_number" or "phone": one person's phone agrees wherever it is kept. A resident's identity number
    has its pseudonym in place of a hash: a million of them are made in a second (decision 0021).
    """
    if kind == "id_number" and RESIDENT.fullmatch(plain):
        return sealing.pseudonyms([plain])[0]
    return sealing.keyed_hash(plain, place=kind) if plain else ""

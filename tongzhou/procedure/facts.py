"""所陈述事实 — what an act states.

A `Facts` class is the one description from which the forms of desk and portal, the stored JSON, the
schema and the generator of the tests are made. Frozen, typed, checked on reading.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Mapping
from functools import cache
from typing import TYPE_CHECKING, Annotated, Any, ClassVar

import msgspec

if TYPE_CHECKING:
    from .view import Subject

Json = dict[str, Any]
Text = Annotated[str, msgspec.Meta(min_length=1)]


class Facts(msgspec.Struct, frozen=True, kw_only=True):
    """Base of everything an act asks.

    `shape` counts changes of the fields. Journals are never rewritten, so `upgrades[n]` turns what was
    stored as shape n into shape n + 1 on reading; keep one stored sample of each shape as a test.

    `keyed` names the fields that are tables over the subjects an act is about (subject key → what is said of
    it): the door refuses a line about somebody the act does not name.
    """

    shape: ClassVar[int] = 1
    keyed: ClassVar[frozenset[str]] = frozenset()
    upgrades: ClassVar[Mapping[int, Callable[[Json], Json]]] = {}

    def check(self) -> None:
        """Raise ValueError, in the reader's words, where fields contradict each other."""

    def for_whom(self) -> tuple[str, ...]:
        """Return the subjects in whose name this is stated, beside those the act is about."""
        return ()

    def seen_in(self) -> tuple[str, ...]:
        """Return the regions that see the case from now on beside the one in charge: both ends of a request."""
        return ()


def ask(
    label: str,
    *,
    help: str = "",
    sealed: bool = False,
    long: bool = False,
    choices: str = "",
    unit: str = "",
    **limits: Any,
) -> msgspec.Meta:
    """Describe a field for the person who fills it in.

    `sealed` keeps the value out of the journal; `long` asks for several lines; `choices` names a source
    of choices that the counter knows (`bodies`, `regions`, `employers`, `colleagues`); `unit` stands
    behind the field. `limits` are those of msgspec.Meta: ge, le, min_length, max_length, pattern.
    """
    extra = {"sealed": sealed, "long": long, "choices": choices, "unit": unit}
    return msgspec.Meta(title=label, description=help or None, extra=extra, **limits)


class Nothing(Facts, frozen=True):
    """An act that asks nothing."""


class FileRef(msgspec.Struct, frozen=True):
    """A file as the journal knows it: by the digest of its content. The content lies in the store."""

    digest: str
    name: str
    size: int = 0


# Facts the fold itself understands. A line inherits them and adds what else it asks.
class Writing(Facts, frozen=True, kw_only=True):
    """One part of a text. The door puts `content` into the store and leaves its digest here."""

    part: str
    content: Annotated[str, ask("内容", long=True)] = ""
    replaces: str = ""  # digest of what the writer had before them; "" for the first writing
    digest: str = ""

    def body(self) -> str:
        """Return what the digest is taken of; a structured part returns its fields as JSON."""
        return self.content


class Answer(Facts, frozen=True, kw_only=True):
    """An answer in a joint signature, bound to the text its giver saw."""

    signed: dict[str, str] = {}  # part → digest seen
    words: Annotated[str, ask("意见内容", long=True)] = ""

    @property
    def agrees(self) -> bool:
        """Say whether this answer lets the paper pass. A line defines it."""
        raise TypeError(f"{type(self).__name__} must say when it agrees")


class Destination(Facts, frozen=True, kw_only=True):
    """A region to which the case goes, or is shown while it is on its way."""

    region: Annotated[str, ask("接收地区", choices="regions")]


class Naming(Facts, frozen=True, kw_only=True):
    """Facts that bring subjects into the case and say what they are called."""

    names: dict[str, str] = {}  # subject key → name for lists and search

    def called(self) -> dict[str, str]:
        """Return subject key → name; an opening act brings in all that are named here."""
        return self.names

    def owned(self) -> dict[str, str]:
        """Return subject key → short name of the body it belongs to (责任单位), where it has one."""
        return {}

    def sorted_out(self) -> dict[str, str]:
        """Return subject key → state code, where what is stated decides the state of each."""
        return {}

    def given_up(self, known: Mapping[str, Subject]) -> dict[str, str]:  # noqa: ARG002
        """Return subject key → state code of those in the case whom these facts leave behind or take up.

        `known` are the subjects of the case, those that came with these facts among them.
        """
        return {}


class PhoneSigned(Facts, frozen=True, kw_only=True):
    """What is signed: by a party with a code sent to their phone, at the counter on paper.

    The portal states `proof` when the code was right, and the door takes nothing from a party without
    one. Who registers a signature on paper has none: a subclass says in `check` what stands in its place,
    and names in `on_paper` the fields that are for this alone and never asked of a party.
    """

    on_paper: ClassVar[frozenset[str]] = frozenset()

    proof: str = ""  # moment, masked phone, what was signed: see signing.py. Nobody types it


def stored(facts: Facts) -> Json:
    """Return the JSON the journal keeps."""
    data: Json = msgspec.to_builtins(facts, str_keys=True)
    return {"shape": facts.shape} | data if facts.shape > 1 else data


def loaded(data: Json, kind: type[Facts]) -> Facts:
    """Read stored JSON as the present class, through the upgrades of older shapes."""
    shape = data.get("shape", 1)
    if shape == 1 and kind.shape == 1:
        return msgspec.convert(data, kind)
    data = {k: v for k, v in data.items() if k != "shape"}
    for old in range(shape, kind.shape):
        data = kind.upgrades[old](data)
    return msgspec.convert(data, kind)


@cache
def hints(kind: type[Facts]) -> dict[str, msgspec.Meta]:
    """Return, for each field of the class, what `ask` said of it."""
    found = {}
    for name, hint in typing.get_type_hints(kind, include_extras=True).items():
        metas = [m for m in getattr(hint, "__metadata__", ()) if isinstance(m, msgspec.Meta)]
        if metas and metas[-1].title:
            found[name] = metas[-1]
    return found


@cache
def sealed_fields(kind: type[Facts]) -> tuple[str, ...]:
    """Return the names of the fields whose values the journal must never hold."""
    return tuple(n for n, meta in hints(kind).items() if (meta.extra or {}).get("sealed"))

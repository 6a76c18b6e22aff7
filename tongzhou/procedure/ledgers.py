"""台账金额 — amounts per subject, asked in the form of an act that posts them to a ledger."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from .declare import Act, Kind, Procedure
from .facts import hints
from .forms import FactsForm, YuanField

MARK = ":"  # between the name of the fact and the key of the subject
MOST = 60  # subjects whose amounts fit on one page


def asked(procedure: Procedure, act: Act[Any]) -> frozenset[str]:
    """Return the facts of an act that are amounts per subject."""
    return frozenset(post.field for post in procedure.posts.get(act.code, ()))


class AmountLines(forms.CharField):
    """Amounts for subjects that are being named just now: one to a line, in the same order."""

    def clean(self, value: Any) -> list[int]:
        lines = [line.strip() for line in (super().clean(value) or "").splitlines() if line.strip()]
        yuan = YuanField(required=True)
        return [yuan.clean(line) for line in lines]


def add_fields(
    form: FactsForm,
    names: frozenset[str],
    known: list[tuple[str, str]],
    newcomers: tuple[Kind, ...],
) -> None:
    """Give a form one field for each amount: of each subject known, and of those to be named."""
    for name in sorted(names - set(form.fields)):
        meta = hints(form.kind).get(name)
        title = (meta.title if meta else None) or name
        for key, label in known[:MOST]:
            field = YuanField(label=f"{label} · {title}", required=False)
            field.unit = "元"  # type: ignore[attr-defined]
            form.fields[f"{name}{MARK}{key}"] = field
        for kind in newcomers:
            form.fields[f"{name}{MARK}{kind.code}"] = AmountLines(
                label=f"{kind.label} · {title}",
                required=False,
                widget=forms.Textarea(attrs={"rows": 3}),
                help_text=_("单位：元。一行一个，与“%(kind)s”各行对应") % {"kind": kind.label},
            )


def gathered(
    cleaned: Mapping[str, Any], names: frozenset[str], about: tuple[str, ...]
) -> dict[str, dict[str, int]]:
    """Return the amounts stated for the subjects an act is about: fact → subject → fen."""
    found: dict[str, dict[str, int]] = {name: {} for name in names}
    for name in names:
        for key in about:
            amount = cleaned.get(f"{name}{MARK}{key}")
            if amount is not None:
                found[name][key] = amount
        for field, amounts in cleaned.items():
            head, _mark, kind = field.partition(MARK)
            if head == name and isinstance(amounts, list):
                new = [key for key in about if key.startswith(f"{kind}/")]
                found[name] |= dict(zip(new, amounts, strict=False))
    return found

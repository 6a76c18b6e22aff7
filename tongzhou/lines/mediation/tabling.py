"""表格的表单 — claims, agreements and instalments as tables that are filled in without a script."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.law.heads import HEADS, heads_for
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.forms import YuanField
from tongzhou.procedure.view import Subject
from tongzhou.ui.forms import Form, speak_plainly

from . import facts

BLANK_ITEMS, BLANK_PAYMENTS = 6, 6


class ItemForm(forms.Form):
    """请求事项: one row; empty, it counts for nothing."""

    head = forms.ChoiceField(label=gettext_lazy("请求事项"), required=False)
    amount = YuanField(label=gettext_lazy("金额（元）"), required=False, min_value=0)
    since = forms.DateField(label=gettext_lazy("起"), required=False)
    until = forms.DateField(label=gettext_lazy("止"), required=False)
    basis = forms.CharField(label=gettext_lazy("计算依据"), required=False, max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", gettext_lazy("—")), *((h.code, h.label) for h in heads_for())]
        self.fields["head"].choices = choices  # type: ignore[attr-defined]
        row = int(self.prefix.rpartition("-")[2]) + 1 if self.prefix else 1
        for field in self.fields.values():
            field.widget.attrs["aria-label"] = f"{field.label} {row}"
        speak_plainly(self)

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        head, stated = found.get("head"), any(found.get(k) for k in ("amount", "since", "basis"))
        if stated and not head:
            self.add_error("head", _("请选择请求事项"))
        if head and HEADS[head].money and not found.get("amount"):
            self.add_error("amount", _("请填写金额"))
        if found.get("since") and found.get("until") and found["until"] < found["since"]:
            self.add_error("until", _("止期早于起期，请核对"))
        return found


class ItemFormSet(forms.BaseFormSet[ItemForm]):
    """The rows together: at least one, and no head twice."""

    def clean(self) -> None:
        if any(self.errors):
            return
        heads = [row["head"] for row in self.rows()]
        if not heads:
            raise forms.ValidationError(_("请至少填写一项请求"))
        for code in heads:
            if heads.count(code) > 1:
                raise forms.ValidationError(
                    _("“%(head)s”列了两次，请合并为一项，在计算依据中写明各段时间")
                    % {"head": HEADS[code].label}
                )

    def rows(self) -> list[dict[str, Any]]:
        """Return the rows that are filled in."""
        return [f.cleaned_data for f in self.forms if f.cleaned_data.get("head")]

    def items(self) -> tuple[ClaimItem, ...]:
        """Return the rows as items of a claim."""
        return tuple(
            ClaimItem(
                head=row["head"],
                amount=row.get("amount") or 0,
                since=row.get("since"),
                until=row.get("until"),
                basis=row.get("basis", ""),
            )
            for row in self.rows()
        )


Items = forms.formset_factory(ItemForm, formset=ItemFormSet, extra=BLANK_ITEMS, max_num=30)


def items_form(
    data: Any = None, *, known: Iterable[ClaimItem] = (), prefix: str = "item"
) -> ItemFormSet:
    """Return the table of claims, filled with what is known."""
    initial = [
        {
            "head": i.head,
            "amount": i.amount or None,
            "since": i.since,
            "until": i.until,
            "basis": i.basis,
        }
        for i in known
    ]
    made = Items(data, initial=initial, prefix=prefix)
    assert isinstance(made, ItemFormSet)
    return made


class TermsForm(Form):
    """调解协议: for each claimant a sum under each head claimed, the instalments, and words."""

    def __init__(
        self,
        *args: Any,
        people: list[Subject],
        claims: dict[str, tuple[ClaimItem, ...]],
        known: facts.Agreement | None,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.people, self.claims = people, claims
        agreed = known.items if known else {}
        for n, person in enumerate(people):
            for code in dict.fromkeys([i.head for i in claims.get(person.key, ())] + list(agreed.get(person.key, {}))):  # fmt: skip
                asked = next((i.amount for i in claims.get(person.key, ()) if i.head == code), 0)
                field = YuanField(
                    label=HEADS[code].label,
                    required=False,
                    min_value=0,
                    initial=agreed.get(person.key, {}).get(code, None if known else asked or None),
                )
                self.fields[f"sum-{n}-{code}"] = field
        payments = known.payments if known else ()
        choices = [("", "—"), *((p.key, p.name or p.ref) for p in people)]
        for row in range(max(BLANK_PAYMENTS, len(payments) + 2, len(people) + 1)):
            given = payments[row] if row < len(payments) else None
            self._ask_payment(row, choices, given)
        self.fields["other"] = forms.CharField(
            label=_("其他约定"),
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 4}),
            initial=known.other if known else "",
            help_text=_("证明、社保、工作交接、保密、付款账户等"),
        )
        self.fields["settled_all"] = forms.BooleanField(
            label=_("其余请求不再主张"),
            required=False,
            initial=known.settled_all if known else True,
        )
        speak_plainly(self)

    def _ask_payment(
        self, row: int, choices: list[tuple[str, str]], given: facts.Instalment | None
    ) -> None:
        one = len(choices) == 2
        self.fields[f"who-{row}"] = forms.ChoiceField(
            label=_("收款人"),
            required=False,
            choices=choices,
            initial=given.claimant if given else (choices[1][0] if one else ""),
        )
        self.fields[f"on-{row}"] = forms.DateField(
            label=_("最迟付款日期"), required=False, initial=given.on if given else None
        )
        self.fields[f"pay-{row}"] = YuanField(
            label=_("金额（元）"), required=False, initial=given.amount if given else None
        )
        self.fields[f"how-{row}"] = forms.CharField(
            label=_("付款方式"), required=False, max_length=60, initial=given.how if given else ""
        )
        for part in ("who", "on", "pay", "how"):
            field = self.fields[f"{part}-{row}"]
            field.widget.attrs["aria-label"] = f"{field.label} {row + 1}"

    def sums(self) -> list[tuple[Subject, list[Any]]]:
        """Return the fields of the sums, for each claimant, as the page draws them."""
        return [
            (p, [self[name] for name in self.fields if name.startswith(f"sum-{n}-")])
            for n, p in enumerate(self.people)
        ]

    def payments(self) -> list[tuple[Any, ...]]:
        """Return the fields of the instalments, row by row."""
        rows = [name[4:] for name in self.fields if name.startswith("who-")]
        return [tuple(self[f"{part}-{n}"] for part in ("who", "on", "pay", "how")) for n in rows]

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if self.errors:
            return found
        try:
            self.stated = self._terms(found)
            self.stated.check()
        except ValueError as error:
            raise forms.ValidationError(str(error)) from error
        return found

    def _terms(self, found: dict[str, Any]) -> facts.Agreement:
        items = {
            person.key: {
                name.split("-", 2)[2]: found[name]
                for name in self.fields
                if name.startswith(f"sum-{n}-") and found.get(name)
            }
            for n, person in enumerate(self.people)
        }
        payments = []
        for row in [name[4:] for name in self.fields if name.startswith("who-")]:
            amount, on, who = found.get(f"pay-{row}"), found.get(f"on-{row}"), found[f"who-{row}"]
            if amount and not on:
                raise ValueError(_("第%(row)s笔没有填付款日期") % {"row": int(row) + 1})
            if amount and not who:
                raise ValueError(_("第%(row)s笔没有选收款人") % {"row": int(row) + 1})
            if amount and on:
                payments.append(
                    facts.Instalment(claimant=who, on=on, amount=amount, how=found[f"how-{row}"])
                )
        payments.sort(key=lambda p: (p.on, p.claimant))
        return facts.Agreement(
            items={key: heads for key, heads in items.items() if heads},
            payments=tuple(payments),
            other=found.get("other", ""),
            settled_all=bool(found.get("settled_all")),
        )

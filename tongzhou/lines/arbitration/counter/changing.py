"""变更的表单 — an amended claim, a counterclaim, a party that is joined: what is typed becomes what an act states."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.arbitration.facts import bringing as facts
from tongzhou.lines.arbitration.rules.awards import claims_of
from tongzhou.lines.arbitration.rules.track import is_worker
from tongzhou.lines.arbitration.states import CLAIMANT, COUNTERCLAIM, RESPONDENT
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.view import View
from tongzhou.registry import employing
from tongzhou.registry.models import Employer, Person, Worker
from tongzhou.ui.forms import Form

from .bringing import REASON, registered
from .forms import Choices, FirmForm, ItemForm, PersonForm

MOST_ITEMS = 15


class Rows:
    """Rows of claims, as many as were asked for; one that is left empty is no claim."""

    def __init__(
        self, data: QueryDict | None, *, employer: bool, known: Sequence[ClaimItem] = ()
    ) -> None:
        given = str(data.get("items-0", "")) if data else ""
        more = bool(data and data.get("add"))
        count = (int(given) if given.isdigit() else len(known) + 1) + more
        self.rows = [
            ItemForm(
                None if more else data,
                prefix=f"i0-{n}",
                employer=employer,
                initial=_typed(data, n) if more else _known(known, n),
            )
            for n in range(max(1, min(MOST_ITEMS, count)))
        ]

    def is_valid(self) -> bool:
        """Check every row, so that all faults are shown at once."""
        checked = [row.is_valid() for row in self.rows]
        return all(checked)

    @property
    def items(self) -> tuple[ClaimItem, ...]:
        """Return the claims. Call after `is_valid()`."""
        return tuple(item for row in self.rows if (item := row.item()))


def _known(known: Sequence[ClaimItem], n: int) -> dict[str, Any]:
    if n >= len(known):
        return {}
    item = known[n]
    return {
        "head": item.head,
        "amount": item.amount or None,
        "since": item.since,
        "until": item.until,
        "basis": item.basis,
    }


def _typed(data: QueryDict | None, n: int) -> dict[str, Any]:
    names = ("head", "amount", "since", "until", "basis")
    return {name: data.get(f"i0-{n}-{name}", "") for name in names} if data else {}


class CounterForm(Form):
    """反申请: who claims in turn, and why."""

    by = forms.ChoiceField(label=gettext_lazy("反申请人"))
    story = forms.CharField(
        label=gettext_lazy("事实和理由"), max_length=8000, widget=forms.Textarea(attrs={"rows": 5})
    )

    def __init__(self, *args: Any, view: View, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [(s.key, s.name or s.ref) for s in view.of(RESPONDENT)]
        self.fields["by"].choices = found  # type: ignore[attr-defined]
        self.fields["by"].initial = found[0][0] if found else None


class JoiningForm(Form):
    """追加当事人: as what, and why."""

    part = forms.ChoiceField(
        label=gettext_lazy("追加为"),
        choices=[("respondent", gettext_lazy("被申请人")), ("third", gettext_lazy("第三人"))],
        widget=forms.RadioSelect,
        initial="respondent",
    )
    ground = forms.CharField(
        label=gettext_lazy("追加理由"), max_length=2000, widget=forms.Textarea(attrs={"rows": 3})
    )


def amended(key: str, view: View, items: tuple[ClaimItem, ...]) -> facts.MoreClaimants:
    """Return what an amendment of one claimant states; the calculation stays with a sum that is the same."""
    old = {item.head: item for item in claims_of(view.subjects[key])}
    kept = tuple(
        ClaimItem(
            head=i.head,
            amount=i.amount,
            since=i.since,
            until=i.until,
            basis=i.basis,
            inputs=old[i.head].inputs if i.head in old and old[i.head].amount == i.amount else {},
        )
        for i in items
    )
    return facts.MoreClaimants(claims={key: kept})


def countered(view: View, form: CounterForm, items: tuple[ClaimItem, ...]) -> facts.CounterClaim:
    """Return what a counterclaim states, under the next number of the case."""
    key = COUNTERCLAIM.key(view.count(COUNTERCLAIM) + 1)
    by = form.cleaned_data["by"]
    name = _("%(who)s的反申请") % {"who": view.subjects[by].name or by}
    return facts.CounterClaim(
        names={key: name}, by=by, items=items, story=form.cleaned_data["story"]
    )


def claims_against_an_employer(view: View) -> bool:
    """Say whether workers claim: who answers them in turn is then an employer."""
    return any(is_worker(s.key) for s in view.of(CLAIMANT))


class Joined:
    """The one who is joined: an employer, or a worker, found in its register or entered there."""

    def __init__(
        self, data: QueryDict | None, *, person: bool, at: datetime, regions: Choices, region: str
    ) -> None:
        self.at = at
        self.form: FirmForm | PersonForm = (
            PersonForm(data, prefix="p0", on=localdate(at))
            if person
            else FirmForm(data, prefix="f0", regions=regions, initial={"region": region})
        )
        self.found: Employer | None = None

    def is_valid(self) -> bool:
        """Check what was typed, and look an employer up."""
        if not self.form.is_valid():
            return False
        if isinstance(self.form, PersonForm):
            return True
        self.found = self.form.look_up()
        if self.found:
            return True
        if not self.form.is_new:
            self.form.add_error("words", _("找到相近的单位，请在下面选择"))
        elif not self.form.cleaned_data["region"]:
            self.form.add_error("region", _("没有找到这个单位，将暂作登记，请选择单位所在地"))
        return not self.form.errors

    def entered(self, by: Person | None) -> tuple[str, str]:
        """Return the number under which it stands in a case, and its name. Raises ValidationError."""
        if isinstance(self.form, PersonForm):
            worker: Worker = registered(self.form, by=by, at=self.at, on=localdate(self.at))
            return f"w{worker.pk}", worker.name
        firm = self.found or employing.register_employer(
            by=by, at=self.at, reason=REASON, **self.form.fields_of_new()
        )
        return f"e{firm.pk}", firm.name

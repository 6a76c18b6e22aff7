"""一批人一件事的表单 — what the act itself asks, and how amounts and consents come in."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.arbitration.acts import deciding
from tongzhou.lines.arbitration.rules import track
from tongzhou.procedure import workbook
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.forms import FactsForm, YuanField, form_for
from tongzhou.procedure.view import View
from tongzhou.ui.forms import Form, speak_plainly

from . import amounts
from .acts import OWED, Many, Sums, listed
from .amounts import Items
from .cells import sheet_of
from .forms import SHEETS
from .ledger import Claimant, Ledger

MOST_LINES = 2000
# What the facts need to be read at all; the page puts the true values in afterwards.
STANDS_FOR: dict[str, Any] = {"items": {"claimant/?": {}}, "claims": {}, "who": ("claimant/?",)}


def stated_form(many: Many, data: Any = None, uploads: Any = None) -> FactsForm:
    """Return the form of what the act asks, without what the page fills in."""
    made = form_for(many.act.asks)
    given = {name: STANDS_FOR[name] for name in many.hides if name in STANDS_FOR}
    form = made(data, uploads, given=given)
    for name in many.hides:
        form.fields.pop(name, None)
    speak_plainly(form)
    return form


class AmountsForm(Form):
    """How much each gets: a share of the claim, a sum for everybody, a sheet; or what is still owed."""

    way = forms.ChoiceField(label=gettext_lazy("各人金额"), widget=forms.RadioSelect)
    percent = forms.DecimalField(
        label=gettext_lazy("按各项请求的百分之几"),
        required=False,
        min_value=Decimal("0.01"),
        max_value=Decimal(100),
        decimal_places=2,
        help_text=gettext_lazy("如 85；每人每项四舍五入到分"),
    )
    sheet = forms.FileField(
        label=gettext_lazy("金额表"),
        required=False,
        widget=forms.FileInput(attrs={"accept": SHEETS}),
        help_text=gettext_lazy("下载本页的表，改好金额后上传"),
    )

    def __init__(
        self,
        *args: Any,
        many: Many,
        ledger: Ledger,
        fit: list[Claimant],
        offered: Items | None = None,
        **kw: Any,
    ) -> None:
        super().__init__(*args, **kw)
        self.offered = offered or {}
        self.fit, self.ledger, self.faults = fit, ledger, amounts.Sums()
        owed = many.sums == OWED
        first = ("owed", _("已定金额全部付清")) if owed else ("share", _("按请求的同一比例"))
        way: Any = self.fields["way"]
        way.choices = [first, ("sum", _("每人每项同一金额")), ("sheet", _("上传金额表，各人不同"))]
        if self.offered:
            way.choices = [("offer", _("按已提出的调解方案")), *way.choices]
        way.initial = "offer" if self.offered else first[0]
        if owed:
            del self.fields["percent"]
        for head in ledger.heads:
            if head.money and any(head.code in c.cells for c in fit):
                label = _("%(head)s，每人") % {"head": head.label}
                field = YuanField(label=label, required=False, min_value=Decimal(0))
                field.unit = "元"  # type: ignore[attr-defined]
                self.fields[f"sum_{head.code}"] = field
        self.order_fields(["way", "percent", *(n for n in self.fields if n.startswith("sum_"))])
        speak_plainly(self)

    def clean(self) -> dict[str, Any]:
        """Check that what the way needs is there."""
        given: dict[str, Any] = super().clean() or {}
        way = given.get("way")
        if way == "share" and not given.get("percent") and "percent" not in self.errors:
            self.add_error("percent", _("请填写百分比，例如 85"))
        if way == "sum" and not self._sums(given):
            self.add_error("way", _("请至少填一项每人的金额"))
        if way == "sheet" and not given.get("sheet"):
            self.add_error("sheet", _("请上传金额表"))
        elif way == "sheet":
            self._read(given["sheet"])
        return given

    def _read(self, upload: Any) -> None:
        try:
            lines = workbook.lines_of(upload.name, upload.read(), most=MOST_LINES)
            sheet = sheet_of(lines, (amounts.REF, amounts.NAME))
        except ValueError as error:
            self.add_error("sheet", str(error))
            return
        self.faults = amounts.read(sheet, self.fit, self.ledger.heads)
        if self.faults.faults:
            n = len(self.faults.faults)
            self.add_error("sheet", _("金额表有 %(n)d 处须改正，见下表；改好后再上传") % {"n": n})

    def sums(self) -> Sums:
        """Return how the amounts are arrived at. Call after `is_valid()`."""
        given = self.cleaned_data
        percent = given.get("percent") or Decimal(100)
        items = self.offered if given["way"] == "offer" else self.faults.items
        return Sums(given["way"], percent, self._sums(given), items)

    def _sums(self, given: dict[str, Any]) -> dict[str, int]:
        return {
            name.removeprefix("sum_"): value
            for name, value in given.items()
            if name.startswith("sum_") and value
        }


class ConsentForm(Form):
    """Who of those represented has consented to a settlement: 办案规则 63."""

    consent = forms.ChoiceField(
        label=gettext_lazy("被代表人的同意"),
        widget=forms.RadioSelect,
        choices=[
            ("online", gettext_lazy("按网上答复：只为同意调解方案的人办理")),
            ("all", gettext_lazy("所选的人都已书面同意（须上传同意书）")),
            ("list", gettext_lazy("按名单：只为名单上的人办理，其余不列入")),
        ],
    )
    consent_list = forms.FileField(
        label=gettext_lazy("同意的人的名单"),
        required=False,
        widget=forms.FileInput(attrs={"accept": SHEETS}),
        help_text=gettext_lazy("须有“编号”“姓名”两列，可用本页的金额表删去没有同意的人"),
    )

    def __init__(
        self, *args: Any, fit: list[Claimant], online: frozenset[str], offers: bool, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.fit, self.online = fit, online
        self.agreed: frozenset[str] | None = None
        if not offers:  # nothing was offered, so nobody could answer
            field: Any = self.fields["consent"]
            field.choices = field.choices[1:]

    def clean(self) -> dict[str, Any]:
        """Read the list where there is one; a line that names nobody chosen is told."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("consent") == "online":
            self.agreed = self.online
        if given.get("consent") != "list":
            return given
        upload = given.get("consent_list")
        if upload is None:
            self.add_error("consent_list", _("请上传同意的人的名单"))
            return given
        try:
            lines = workbook.lines_of(upload.name, upload.read(), most=MOST_LINES)
            self.agreed, unknown = listed(sheet_of(lines, (amounts.REF, amounts.NAME)), self.fit)
        except ValueError as error:
            self.add_error("consent_list", str(error))
            return given
        if unknown:
            self.add_error("consent_list", "；".join(unknown[:10]))
        return given


def needs_consent(many: Many, view: View) -> bool:
    """Say whether those represented have to consent to what is stated here."""
    return many.act is deciding.settle and track.speaks_through_others(view)


def check_papers(form: FactsForm, facts: Facts, consent: ConsentForm) -> bool:
    """Ask for the papers on which those represented consented, where they did not answer online."""
    if consent.cleaned_data["consent"] == "online" or getattr(facts, "consent_papers", ()):
        return True
    form.add_error("consent_papers", _("请上传被代表人签名的同意书"))
    return False

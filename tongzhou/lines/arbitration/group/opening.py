"""集体立案 — a clerk opens a case of many claimants with a list; and the group cases there are."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.lines.arbitration.acts import bringing
from tongzhou.lines.arbitration.counter.forms import counties
from tongzhou.lines.arbitration.models import Dispute
from tongzhou.lines.arbitration.procedure import CODE, DISPUTE
from tongzhou.lines.arbitration.states import RESPONDENT
from tongzhou.procedure.counter import Visitor, VisitorRequest, counter, page
from tongzhou.procedure.refusal import Refused
from tongzhou.registry import credit_code
from tongzhou.registry.employing import find_by_name, find_employer, register_employer
from tongzhou.registry.models import Employer

from . import batches, claimants
from .forms import ListForm, OpeningForm, TemplateForm
from .lists import CLAIM, OPEN, ListPage, finish, packed, rejects_of, unpacked, uploaded
from .standing import Preview
from .stating import open_group

MOST = 200


@counter
def groups(request: VisitorRequest) -> HttpResponse:
    """Show the group cases in sight, those under way first."""
    visitor = request.visitor
    rows = (
        Dispute.objects.filter(case__in=visitor.cases(CODE).values("pk"), is_group=True)
        .select_related("case")
        .order_by("-case__is_open", "-case__opened_on", "-pk")[:MOST]
    )
    states = DISPUTE.states
    context = {
        "rows": [(row, states[row.case.state].staff) for row in rows],
        "may_open": _may_open(visitor),
        "pending": [
            b for b in batches.pending(person=visitor.person, case=None) if b.purpose == OPEN
        ],
    }
    return page(request, "arbitration/group_cases.html", context)


def _may_open(visitor: Visitor) -> bool:
    return any(a.office in _opening_offices() for a in visitor.actors)


def _opening_offices() -> set[str]:
    return {o.code for o in bringing.apply.offices}


@counter
def new(request: VisitorRequest) -> HttpResponse:
    """Ask for the list and the matter, and keep both."""
    visitor = request.visitor
    _check_may_open(visitor)
    by = next(a for a in visitor.actors if a.office in _opening_offices())
    form = OpeningForm(
        request.POST or None, request.FILES or None, regions=counties(), here=by.region
    )
    if request.method == "POST" and form.is_valid():
        try:
            content = packed(*uploaded(request, form), matter=_matter(form))
        except Unknown as error:
            form.add_error("respondent", str(error))
        except (ValueError, Refused) as error:
            form.add_error("file", str(error))
        else:
            kept = batches.keep(OPEN, content, case=None, person=visitor.person, at=visitor.at)
            return HttpResponseRedirect(reverse("arbitration-group:opening", args=[kept.uid]))
    context = {"form": form, "template_form": TemplateForm(initial={"head": claimants.USUAL})}
    status = 422 if request.method == "POST" else 200
    return page(request, "arbitration/group_new.html", context, status=status)


def _check_may_open(visitor: Visitor) -> None:
    if not _may_open(visitor):
        raise Http404(_("集体立案由仲裁院书记员办理"))


class Unknown(ValueError):
    """The respondent is not in the register."""


def _matter(form: OpeningForm) -> dict[str, Any]:
    given = form.cleaned_data
    employer = _employer(given["respondent"])
    if employer is None and not given["provisional"]:
        raise Unknown(_("登记簿中没有这个单位。请核对全称或信用代码；确实没有登记的，勾选“暂登记”"))
    named = employer.name if employer else given["respondent"].strip()
    return {
        "respondent": employer.pk if employer else None,
        "named": named,
        "place": given["place"],
        "seat": (employer.region_id or "")[:6] if employer else "",
        "story": given["story"],
        "collective_contract": given["collective_contract"],
        "mediated": given["mediated"],
    }


def _employer(words: str) -> Employer | None:
    """Return the employer that a credit code or a name means. Raises Unknown where a name means several."""
    if credit_code.is_valid(credit_code.tidy(words)):
        return find_employer(words)
    found = find_by_name(words)
    if len(found) > 1:
        raise Unknown(_("有几个单位用这个名称，请填统一社会信用代码"))
    return found[0] if found else None


def _pending(request: VisitorRequest, batch: str) -> ListPage:
    visitor = request.visitor
    _check_may_open(visitor)
    kept = batches.mine(batch, person=visitor.person, purpose=OPEN)
    return ListPage(request, kept, None, None)


@counter
def opening(request: VisitorRequest, batch: str) -> HttpResponse:
    """Show whom the case would be opened for, and what is wrong with the list; take mended lines in."""
    at = _pending(request, batch)
    form = ListForm(request.POST or None, request.FILES or None)
    refusal = ""
    if request.method == "POST" and form.is_valid():
        try:
            at.mend(form)
        except (ValueError, Refused) as error:
            refusal = str(error)
        else:
            messages.success(request, _("已按改正的行更新名单"))
            return HttpResponseRedirect(request.path)
    return _show(request, at, at.look(), refusal, 422 if request.method == "POST" else 200)


def _show(
    request: VisitorRequest, at: ListPage, found: Preview, refusal: str, status: int
) -> HttpResponse:
    matter = at.kept["matter"]
    more = {"matter": matter, "refusal": refusal, "is_group": len(found.new) >= 10}
    return page(request, "arbitration/group_list.html", at.context(found, **more), status=status)


@require_POST
@counter
def open_(request: VisitorRequest, batch: str) -> HttpResponse:
    """Open the case for everybody without a fault; the lines to mend stay with the case."""
    at = _pending(request, batch)
    found = at.look()
    sheet, source = unpacked(at.kept)
    if not found.new:
        return _show(request, at, found, _("名单中没有可以立案的申请人，请先改正"), 422)
    try:
        with transaction.atomic():
            matter = dict(at.kept["matter"])
            case = open_group(
                request.visitor,
                found,
                respondent=_respondent(request.visitor, matter),
                matter=matter,
                source=source,
                request=at.batch.uid,
            )
            at.batch.case, at.batch.purpose = case, CLAIM
            at.batch.save(update_fields=["case", "purpose"])
            finish(request, at.batch, sheet, source, found)
    except Refused as refusal:
        return _show(request, at, found, str(refusal), 422)
    messages.success(request, _("已立案，申请人 %(n)d 人") % {"n": len(found.new)})
    if found.rejected:
        messages.warning(
            request, _("还有 %(n)d 行须改正，改正后增加到本案") % {"n": len(found.rejected)}
        )
    return HttpResponseRedirect(reverse("arbitration-group:ledger", args=[case.uid]))


def _respondent(visitor: Visitor, matter: dict[str, Any]) -> tuple[str, str]:
    """Return the key and the name of the respondent, registering it where the register has none."""
    pk, named = matter.pop("respondent"), matter.pop("named")
    if pk is None:
        known = find_by_name(named)
        region = next(a.region for a in visitor.actors)
        employer = known[0] if known else _registered(visitor, named, region)
        pk, named = employer.pk, employer.name
    return RESPONDENT.key(f"e{pk}"), named


def _registered(visitor: Visitor, name: str, region: str) -> Employer:
    try:
        return register_employer(
            name=name,
            provisional=True,
            region_id=region,
            by=visitor.person,
            at=visitor.at,
            reason=_("集体立案时暂登记"),
        )
    except ValidationError as error:
        raise Refused("；".join(error.messages)) from error


@counter
def opening_rejects(request: VisitorRequest, batch: str) -> HttpResponse:
    """Return the lines to mend as a workbook."""
    at = _pending(request, batch)
    return rejects_of(at, at.kept["matter"]["named"])


@require_POST
@counter
def drop(request: VisitorRequest, batch: str) -> HttpResponse:
    """Throw the list away."""
    at = _pending(request, batch)
    batches.end(at.batch, at=request.visitor.at)
    messages.success(request, _("名单已清除"))
    return HttpResponseRedirect(reverse("arbitration-group:cases"))

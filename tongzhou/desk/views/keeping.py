"""办理登记 — the forms by which a registrar enters and changes records, as each register declares them."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ObjectDoesNotExist
from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from tongzhou.desk.answers import done, page
from tongzhou.desk.sightings import saw
from tongzhou.desk.staff import Staff, StaffRequest, counter
from tongzhou.procedure import catalogue
from tongzhou.registry import offices
from tongzhou.registry.registers import REGISTERS, Change, Keeper, Register


def keeper(register: Register, record: Any, staff: Staff) -> Keeper | None:
    """Return this person as who keeps the record, or the register for a new one; None: they do not."""
    if not register.changes:
        return None
    known: dict[str, int | None] = {offices.REGISTRAR: None}
    known |= {code: office.level for code, office in catalogue.all_offices().items()}
    return register.keeper(staff.person, record, at=staff.at, on=staff.on, known=known)


@counter
def enter(request: StaffRequest, code: str, change: str) -> HttpResponse:
    """Enter a new record."""
    return _do(request, _known(code), None, change)


@counter
def change(request: StaffRequest, code: str, key: str, change: str) -> HttpResponse:
    """Change one record. What one does not see is not there, whether it is or not."""
    register = _known(code)
    try:
        record = register.get(request.staff.person, key, on=request.staff.on)
    except ObjectDoesNotExist as error:
        raise Http404(_("没有这条记录，或不在您可以查看的范围内")) from error
    return _do(request, register, record, change)


def _known(code: str) -> Register:
    if code not in REGISTERS:
        raise Http404(_("没有这个登记簿"))
    return REGISTERS[code]


def _do(request: StaffRequest, register: Register, record: Any, code: str) -> HttpResponse:
    who = keeper(register, record, request.staff)
    wanted = next((c for c in register.changes_of(record, who) if c.code == code), None)
    if wanted is None or who is None:
        raise Http404(_("没有这项登记业务，或不由您办理；请联系本地区的登记管理员"))
    sent = request.method == "POST"
    form = wanted.make(request.POST if sent else None, who, record)
    if sent and form.is_valid():
        saved = wanted.save(form, who)
        if saved is not None:
            return _saved(request, register, wanted, saved.record, saved.secret)
    saw(request, "register", detail=f"{register.code}/{record.pk if record else 'new'}/{code}")
    context = {"register": register, "record": record, "change": wanted, "form": form}
    return page(request, "desk/keep.html", context, status=422 if sent else 200)


def _saved(
    request: StaffRequest, register: Register, change: Change, record: Any, secret: str
) -> HttpResponse:
    """Go on to the record; where there is a password, show it once on a page that is not kept."""
    url = _address(request.staff, register, record)
    if secret:
        person = getattr(record, "person", record)
        context = {"register": register, "change": change, "person": person, "secret": secret}
        return page(request, "desk/secret.html", context | {"next": url})
    return done(request, _("%(what)s已办理") % {"what": change.label}, url)


def _address(staff: Staff, register: Register, record: Any) -> str:
    """Return where the record is shown: in the register of its own kind, if this person sees it there."""
    for known in (register, *REGISTERS.values()):
        if known.model is type(record):
            if known.rows(staff.person, on=staff.on).filter(pk=record.pk).exists():
                return reverse("desk:record", args=[known.code, record.pk])
            return reverse("desk:register", args=[known.code])
    return reverse("desk:register", args=[register.code])

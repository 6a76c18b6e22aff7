"""消息 — what a person should know, and what of it they have read."""

from __future__ import annotations

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tongzhou.desk.answers import done, page
from tongzhou.desk.staff import Staff, StaffRequest, counter
from tongzhou.procedure.models import Notice

MOST = 100


def newest(staff: Staff, number: int) -> list[Notice]:
    """Return the newest notices of a person."""
    found = Notice.objects.filter(person=staff.person).select_related("case").order_by("-at", "-id")
    return list(found[:number])


@counter
def notices(request: StaffRequest) -> HttpResponse:
    """Show the newest notices."""
    context = {"notices": newest(request.staff, MOST), "today": request.staff.on}
    return page(request, "desk/notices.html", context)


@require_POST
@counter
def read(request: StaffRequest) -> HttpResponse:
    """Mark all notices as read."""
    Notice.objects.filter(person=request.staff.person, read_at=None).update(
        read_at=request.staff.at
    )
    return done(request, _("已全部标为已读"), reverse("desk:notices"))


@counter
def notice(request: StaffRequest, pk: int) -> HttpResponse:
    """Open what a notice is about; it is then read."""
    found = get_object_or_404(
        Notice.objects.select_related("case"), pk=pk, person=request.staff.person
    )
    if found.read_at is None:
        Notice.objects.filter(pk=found.pk).update(read_at=request.staff.at)
    return redirect("desk:case", found.case.uid) if found.case else redirect("desk:notices")

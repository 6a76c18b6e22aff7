"""What the line enters in the catalogue: procedure, columns, pages, choices."""

from __future__ import annotations

from tongzhou.procedure.catalogue import Columns, Panel
from tongzhou.procedure.view import View
from tongzhou.registry.models import Body

from . import rules
from .models import MediationBody, MediationCase
from .offices import CHIEF, CLERK, MEDIATOR
from .procedure import CASE
from .ways import WAYS


def ways(_view: View) -> list[tuple[str, str]]:
    """Return the ways of mediation, as a form offers them."""
    return [(w.code, w.label) for w in WAYS.values()]


def bodies(view: View) -> list[tuple[str, str]]:
    """Return the mediating bodies of the county, and the one the case names if it is another."""
    here = MediationBody.objects.filter(county=view.region[:6], is_active=True)
    found = [
        (str(m.body_id), f"{m.body.name}（{m.get_way_display()}）")
        for m in here.select_related("body").order_by("way", "body__name")
    ]
    named = rules.body_of(view) if view.said else ""
    if named.isdigit() and named not in dict(found):
        found += [(str(b.pk), b.name) for b in Body.objects.filter(pk=int(named))]
    return found


COLUMNS = {CASE.code: (Columns(MediationCase, "", rules.case_row),)}
CHOICES = {"mediation_ways": ways, "mediation_bodies": bodies}
PANELS = (
    Panel(
        "work",
        "调解工作台",
        "handshake",
        "tongzhou.lines.mediation.urls",
        offices=(CHIEF, CLERK, MEDIATOR),
        index="mediation:board",
    ),
    Panel(
        "bring",
        "登记调解申请",
        "file-plus",
        "tongzhou.lines.mediation.bringing_urls",
        offices=(CLERK,),
        index="mediation-counter:bring",
    ),
    Panel(
        "services",
        "以案定补",
        "receipt",
        "tongzhou.lines.mediation.services_urls",
        offices=(CHIEF,),
        index="mediation-services:list",
    ),
    Panel(
        "apply",
        "申请劳动争议调解",
        "handshake",
        "tongzhou.lines.mediation.portal_urls",
        about="五个问题，不收费，十五日内有结果",
        counter="portal",
        index="mediation-apply:start",
    ),
)
CASE_PANELS = {CASE.code: "mediation/panel.html"}
ACT_PAGES = {
    CASE.code: {
        "route": "mediation:route",
        "assign": "mediation:assign",
        "join": "mediation:assign",
        "add": "mediation:add",
        "amend": "mediation:amend",
        "draft": "mediation:draft",
        "conclude": "mediation:conclude",
    }
}
SPEAKS_FOR = {CASE.code: rules.payments_of}
PARTY_PAGES = {CASE.code: {"sign": "mediation-apply:agreement"}}
PARTY_PANELS = {CASE.code: "mediation/party.html"}

"""审理页面 — what every page of a trial has: the case as this person sees it, the way round, and the door."""

from __future__ import annotations

import secrets
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from tongzhou.lines.arbitration.procedure import CODE, DISPUTE
from tongzhou.lines.arbitration.rules.track import tribunal
from tongzhou.procedure.counter import Visitor, VisitorRequest, page
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import Facts
from tongzhou.procedure.judge import hindrance
from tongzhou.procedure.models import Case
from tongzhou.procedure.refusal import Refused, Stale
from tongzhou.procedure.view import View

# What only those decide who sit in the case, whoever else holds the office.
OURS = {"find_facts", "settle", "advance", "award_final", "award_other", "award_partial"}
TABS = (
    ("elements", "table-2"),
    ("evidence", "paperclip"),
    ("tribunal", "users"),
    ("hearings", "gavel"),
    ("award", "scale"),
    ("effects", "shield-check"),
)


def tab_words() -> dict[str, str]:
    """Return what the parts of a trial are called."""
    return {
        "elements": _("要素"),
        "evidence": _("证据"),
        "tribunal": _("仲裁庭"),
        "hearings": _("开庭"),
        "award": _("裁决与调解"),
        "effects": _("效力"),
    }


@dataclass
class Trial:
    """A case in the hands of somebody at the desk."""

    request: VisitorRequest
    case: Case
    view: View
    refusal: str = ""
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def visitor(self) -> Visitor:
        return self.request.visitor

    def able(self, act: Act[Any]) -> bool:
        """Say whether this person may do the act and the case allows it now."""
        return self.visitor.able(act, self.view)

    @property
    def sits(self) -> bool:
        """Say whether this person is of the tribunal: what it weighs is for nobody else."""
        return f"member/{self.visitor.person.pk}" in tribunal(self.view)

    def ask_tribunal(self, act: Act[Any]) -> None:
        """The same as `ask`, for what only those who sit in this case decide."""
        self.ask(act)
        if not self.sits:
            raise Http404(_("这一事项由本案仲裁庭成员办理"))

    def ask(self, act: Act[Any]) -> None:
        """Open the form of an act to those whose office does it; 404 to others. Says why not now."""
        if not self.visitor.acting(act, self.view):
            raise Http404(_("这一事项不由您的职务办理"))
        self.refusal = hindrance(self.view, act, on=self.visitor.on)

    def does(
        self, act: Act[Any], facts: Facts, about: tuple[str, ...] = (), *, part: str = ""
    ) -> bool:
        """Do an act by the one door; where it is refused say why and return False.

        `part` tells several acts of one press of the button apart.
        """
        sent = self.request.POST.get("request") or ""
        seen = self.request.POST.get("seen") or ""
        try:
            self.visitor.door.act(
                self.case,
                act.code,
                by=self.visitor.acting(act, self.view)[0],
                at=self.visitor.at,
                facts=facts,
                about=about,
                request=f"{sent}{part}" or None,
                seen=int(seen) if seen.isdigit() and not part else None,
            )
        except Refused as refusal:
            self.refusal = str(refusal)
            if isinstance(refusal, Stale):
                self.view = self.visitor.door.view(self.case)
            return False
        return True

    def done(self, act: Act[Any], name: str, *args: Any) -> HttpResponse:
        """Say that it was done and go on."""
        messages.success(self.request, _("已办理：%(act)s") % {"act": act.label})
        return redirect(f"arbitration-trial:{name}", *(args or (self.case.uid,)))

    def shows(self, template: str, tab: str, **context: Any) -> HttpResponse:
        """Draw a page of the trial."""
        words = tab_words()
        bad = self.request.method == "POST"
        found = {
            "case": self.case,
            "view": self.view,
            "state": self.view.procedure.states[self.view.state],
            "today": self.visitor.on,
            "tab": tab,
            "tabs": [(code, words[code], icon) for code, icon in TABS],
            "may": {a.code for a in DISPUTE.acts if self.able(a)} - (set() if self.sits else OURS),
            "refusal": self.refusal,
            "errors": self.errors,
            "sent": (not self.refusal and self.request.POST.get("request"))
            or secrets.token_hex(16),
            "seen": self.view.seq,
        } | context
        return page(self.request, template, found, status=422 if bad else 200)


def opened(request: VisitorRequest, uid: str) -> Trial:
    """Return a dispute this person sees. Raises Http404, whether it exists or not."""
    case = request.visitor.case(CODE, uid)
    return Trial(request, case, request.visitor.door.view(case))

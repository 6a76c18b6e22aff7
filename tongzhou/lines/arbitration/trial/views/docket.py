"""我的案件 — what somebody who sits has before them: next hearing, when the award is due, what is missing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.http import HttpResponse
from django.utils.translation import gettext as _

from tongzhou.law.heads import CAUSES
from tongzhou.lines.arbitration.models import Dispute, HearingRow
from tongzhou.lines.arbitration.procedure import CODE, DISPUTE
from tongzhou.lines.arbitration.rules.track import TRACKS
from tongzhou.lines.arbitration.states import MEMBER, SITTING
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.models import Case, SubjectRow

SOON = 7  # days before the award is due in which it is called urgent
MOST = 200


@dataclass(frozen=True)
class Line:
    """One case of the docket."""

    case: Case
    row: Dispute
    hearing: HearingRow | None
    heard: bool
    on: date

    @property
    def state(self) -> str:
        return DISPUTE.states[self.case.state].staff

    @property
    def track(self) -> str:
        return TRACKS.get(self.row.track, "")

    @property
    def cause(self) -> str:
        return CAUSES.get(self.row.cause, "")

    @property
    def left(self) -> int | None:
        """Days until the award is due; below nought: late."""
        return (self.row.award_due - self.on).days if self.row.award_due else None

    @property
    def tone(self) -> str:
        if self.left is None:
            return "neutral"
        return "over" if self.left < 0 else "urgent" if self.left <= SOON else "ok"

    @property
    def left_words(self) -> str:
        if self.left is None:
            return _("中止计算中")
        if self.left < 0:
            return _("已超期 %(n)d 天") % {"n": -self.left}
        return _("剩 %(n)d 天") % {"n": self.left}

    @property
    def missing(self) -> list[str]:
        """Return what still stands between the case and its award."""
        found = []
        if self.row.disputed:
            found.append(_("有争议要素 %(n)d 项") % {"n": self.row.disputed})
        if self.row.evidence_due and self.row.evidence_due >= self.on:
            found.append(_("举证期至 %(day)s") % {"day": self.row.evidence_due})
        if not self.row.evidence_due:
            found.append(_("未指定举证期限"))
        if not self.heard and not self.hearing:
            found.append(_("未排开庭"))
        return found


@counter
def docket(request: VisitorRequest) -> HttpResponse:
    """Show the open cases in which this person sits, by the day the award is due. Four queries of its own."""
    visitor = request.visitor
    sits = SubjectRow.objects.filter(
        registry="person",
        ref=str(visitor.person.pk),
        kind=MEMBER.code,
        state=SITTING.code,
        sees=True,
        case__in=visitor.cases(CODE).filter(is_open=True, state="accepted"),
    )
    rows = list(
        Dispute.objects.filter(case__in=sits.values("case"))
        .select_related("case")
        .order_by("award_due", "pk")[:MOST]
    )
    hearings: dict[int, HearingRow] = {}
    heard: set[int] = set()
    for row in HearingRow.objects.filter(case__in=[r.case_id for r in rows]).order_by(
        "on", "starts"
    ):
        if row.state == "held":
            heard.add(row.case_id)
        elif row.state == "set_down":
            hearings.setdefault(row.case_id, row)
    lines = [Line(r.case, r, hearings.get(r.case_id), r.case_id in heard, visitor.on) for r in rows]
    ahead = visitor.on + timedelta(days=7)
    figures = [
        (_("在审案件"), len(lines), ""),
        (_("七日内应裁决"), sum(1 for x in lines if x.left is not None and 0 <= x.left <= SOON), "urgent"),
        (_("已超审限"), sum(1 for x in lines if x.left is not None and x.left < 0), "over"),
        (_("七日内开庭"), sum(1 for x in lines if x.hearing and visitor.on <= x.hearing.on <= ahead), ""),
    ]  # fmt: skip
    context = {"lines": lines, "figures": figures, "today": visitor.on}
    return page(request, "arbitration/trial_docket.html", context)

"""文书 of the plan: the plan with its attachments, the countersigning sheets, the opinions, the approval."""

from __future__ import annotations

from tongzhou.lines.zones.plan.documents.answers import (
    approval,
    change_approval,
    county_opinion,
    expert_opinion,
    invitation,
)
from tongzhou.lines.zones.plan.documents.sheets import league_sheet, region_sheet
from tongzhou.lines.zones.plan.documents.whole import plan
from tongzhou.lines.zones.plan.procedure import PLAN, agree, approve, approve_change, invite, submit
from tongzhou.lines.zones.plan.procedure import expert_opinion as expert_act
from tongzhou.procedure.papers import Draft, Template

DOCUMENTS = tuple(
    Template(act.issues, draw)
    for act, draw in (
        (submit, plan),
        (agree, county_opinion),
        (invite, invitation),
        (expert_act, expert_opinion),
        (approve, approval),
        (approve_change, change_approval),
    )
    if act.issues
) + (
    Draft("plan", "建设方案（含全部附件）", PLAN.code, plan),
    Draft("league_sheet", "盟市四部门会签单", PLAN.code, league_sheet),
    Draft("region_sheet", "自治区四部门会签单", PLAN.code, region_sheet),
)

"""规程：选点. 内人社发〔2018〕11号 四、五(一): the four bodies of the league choose a county together."""

from __future__ import annotations

from datetime import date

from tongzhou.law import days
from tongzhou.lines.zones.offices import LEAGUE_FOUR, LEAGUE_HRSS, REGION_FOUR, REGION_HRSS
from tongzhou.lines.zones.policy import policy
from tongzhou.lines.zones.selection.facts import (
    Declining,
    Designation,
    Dropping,
    Nomination,
    Opening,
    Opinion,
    PaperReport,
    Proposal,
    Report,
    Sheet,
)
from tongzhou.lines.zones.selection.rules import (
    all_designated,
    all_scored,
    among_candidates,
    called,
    county_of,
    excuse_of,
    in_the_league,
    nobody_wrote_meanwhile,
    not_yet_designated,
    not_yet_named,
    of_a_candidate,
    paper_site_of,
    plan_of,
    saw_the_current_text,
    site_of,
    was_chosen,
)
from tongzhou.procedure.declare import (
    HANDED,
    Act,
    Handover,
    Kind,
    Limit,
    Paper,
    Procedure,
    Reply,
    Round,
    Slot,
    State,
    after,
)
from tongzhou.procedure.needs import so, that

NOMINATING = State("nominating", staff="提名评分", public="正在选点")
CHOOSING = State("choosing", staff="四部门共同选定", public="正在选点")
CHOSEN = State("chosen", staff="已选定待报送", public="已选定")
REPORTED = State("reported", staff="已报送", public="已选定", final=True)

DECLINED = State("declined", staff="未选点（已说明理由）", public="未选点", final=True)

NAMED = State("named", staff="候选", public="候选")
PICKED = State("chosen", staff="选定", public="选定")
GONE = State("gone", staff="撤回提名", public="撤回")
CANDIDATE = Kind("candidate", "候选旗县", (NAMED, PICKED, GONE))

LAYOUT, CARRYING_OUT = policy(4), policy(5)
still_there = that(nobody_wrote_meanwhile, "他人已修改，请核对新的内容后再提交")

start = Act(
    "start",
    "开展选点",
    by=(HANDED, LEAGUE_HRSS),
    at=(),
    to=NOMINATING,
    asks=Opening,
    cites=CARRYING_OUT,
)
nominate = Act(
    "nominate",
    "提名候选旗县",
    by=LEAGUE_FOUR,
    at=NOMINATING,
    asks=Nomination,
    about=CANDIDATE,
    adds=True,
    needs=(
        that(in_the_league, "只能提名本盟市的旗县（市、区）"),
        that(not_yet_named, "该旗县已被提名"),
    ),
    cites=LAYOUT,
)
drop = Act(
    "drop",
    "撤回提名",
    by=LEAGUE_FOUR,
    at=NOMINATING,
    asks=Dropping,
    about=CANDIDATE,
    subject_at=NAMED,
    subject_to=GONE,
    cites=LAYOUT,
)
score = Act(
    "score",
    "填写评分表",
    by=LEAGUE_FOUR,
    at=NOMINATING,
    asks=Sheet,
    about=CANDIDATE,
    subject_at=NAMED,
    writes="sheets",
    needs=(that(of_a_candidate, "该旗县不是候选旗县"), still_there),
    cites=LAYOUT,
)
propose = Act(
    "propose",
    "提出拟选名单",
    by=LEAGUE_HRSS,
    at=NOMINATING,
    to=CHOOSING,
    asks=Proposal,
    writes="sheets",
    needs=(
        so(all_scored, "每个候选旗县都须有评分表"),
        that(among_candidates, "拟选的须是候选旗县"),
        still_there,
    ),
    cites=CARRYING_OUT,
    says="由四部门共同选定；任何一家不同意的，在四家答复齐全后退回重新提名评分。",
)
choose = Act(
    "choose",
    "签署选点意见",
    by=LEAGUE_FOUR,
    at=CHOOSING,
    asks=Opinion,
    needs=(that(saw_the_current_text, "评分表或名单已更新，请阅读后再签署"),),
    cites=CARRYING_OUT,
)
designate = Act(
    "designate",
    "确认选定",
    by=LEAGUE_HRSS,
    at=CHOSEN,
    asks=Designation,
    about=CANDIDATE,
    subject_at=NAMED,
    subject_to=PICKED,
    needs=(
        that(was_chosen, "该旗县不在四部门共同选定的名单中"),
        that(not_yet_designated, "该旗县已确认选定"),
    ),
    cites=CARRYING_OUT,
    says="在该旗县启动建设方案的起草。",
)
report = Act(
    "report",
    "报送选点结果",
    by=LEAGUE_HRSS,
    at=CHOSEN,
    to=REPORTED,
    asks=Report,
    needs=(so(all_designated, "还有选定的旗县没有确认"),),
    issues=Paper("site_report", "选点报告", "{prefix}发〔{year}〕{n}号", kind="报告"),
    cites=CARRYING_OUT,
)
report_on_paper = Act(
    "report_on_paper",
    "登记纸质选点结果",
    by=(LEAGUE_HRSS, REGION_HRSS),
    at=NOMINATING,
    to=REPORTED,
    asks=PaperReport,
    cites=CARRYING_OUT,
    says="四部门在系统外共同选定、以纸质报送的，在此登记；方案由盟市人社部门另行启动。",
)
decline = Act(
    "decline",
    "说明未选点理由",
    by=(LEAGUE_HRSS, REGION_HRSS),
    at=NOMINATING,
    to=DECLINED,
    asks=Declining,
    cites=CARRYING_OUT,
)

together = Round(
    "together",
    "盟市四部门共同选定",
    at=CHOOSING,
    sign=choose,
    text="sheets",
    slots=tuple(Slot(office) for office in LEAGUE_FOUR),
    agreed=CHOSEN,
    refused=NOMINATING,
)
select_by = Limit(
    "select_by",
    "选定试点旗县",
    days(0),
    CARRYING_OUT,
    starts=after(start, day="select_by"),
    stops=(report, report_on_paper, decline),
    rolls=False,
)

SELECTION = Procedure(
    "zones.selection",
    "试点旗县选点",
    since=date(2018, 3, 26),
    opens=start,
    acts=(nominate, drop, score, propose, designate, report, report_on_paper, decline),
    limits=(select_by,),
    rounds=(together,),
    handovers=(
        Handover(
            after=designate,
            opens="zones.plan",
            carries=plan_of,
            region=county_of,
            cites=CARRYING_OUT,
        ),
    ),
    replies=(
        Reply(
            after=report,
            to="zones.programme",
            does="receive_site",
            carries=site_of,
            cites=CARRYING_OUT,
        ),
        Reply(
            after=report_on_paper,
            to="zones.programme",
            does="receive_site",
            carries=paper_site_of,
            cites=CARRYING_OUT,
        ),
        Reply(
            after=decline,
            to="zones.programme",
            does="receive_excuse",
            carries=excuse_of,
            cites=CARRYING_OUT,
        ),
    ),
    texts={"sheets": ()},
    put_right_by=(REGION_HRSS,),
    seen_by=REGION_FOUR,
    steps=(NOMINATING, CHOOSING, CHOSEN, REPORTED),
    called=called,
    level=4,
)

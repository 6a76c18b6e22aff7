"""规程：试验区建设方案. 内人社发〔2018〕11号 五(一)(二) and the annexed template.

Drafting → county government → four league bodies → four regional bodies → expert → approval → launch;
later changes go the same way, and untouched signatures stand.
"""

from __future__ import annotations

from datetime import date

from tongzhou.law import article, days, working_days
from tongzhou.lines.zones.offices import (
    ASSESSOR,
    COUNTY,
    DRAFTER,
    EXPERT,
    LEAGUE_FOUR,
    LEAGUE_HRSS,
    REGION_FOUR,
    REGION_HRSS,
    TASK_UNIT,
    ZONE_OFFICE,
)
from tongzhou.lines.zones.plan.facts import (
    Approval,
    ChangeRequest,
    CountyOpinion,
    Ending,
    ExpertOpinion,
    GoalTable,
    Invitation,
    Launch,
    Opening,
    Opinion,
    Part,
    Return,
    Submission,
    TaskTable,
)
from tongzhou.lines.zones.plan.readings import ANSWER_WORKING_DAYS, ANSWERS_FOR
from tongzhou.lines.zones.plan.rules import (
    adjustment_of,
    called,
    complete,
    expert_allows,
    expert_spoke,
    launched,
    names_parts,
    nobody_wrote_meanwhile,
    not_launched,
    nothing_blocks,
    part_is_open,
    saw_the_current_text,
    start_of,
    text_differs,
    text_is_approved,
)
from tongzhou.lines.zones.policy import policy
from tongzhou.lines.zones.shapes import PARTS
from tongzhou.procedure.declare import (
    HANDED,
    Act,
    Handover,
    Limit,
    Office,
    Paper,
    Procedure,
    Reply,
    Round,
    Slot,
    State,
    after,
)
from tongzhou.procedure.needs import done, if_so, so, that

DRAFTING = State("drafting", staff="起草", public="方案起草中")
AT_COUNTY = State("at_county", staff="旗县政府审议", public="旗县人民政府审议中")
AT_LEAGUE = State("at_league", staff="盟市四部门会签", public="盟市部门会签中")
AT_REGION = State("at_region", staff="自治区四部门会签", public="自治区部门会签中")
AGREED = State("agreed", staff="会签完成待批复", public="待批复")
RETURNED = State("returned", staff="退回修改", public="修改中")
APPROVED = State("approved", staff="已批复待启动", public="已批复")
LAUNCHED = State("launched", staff="已启动实施", public="实施中")
CHANGING = State("changing", staff="调整方案", public="方案调整中")
ENDED = State("ended", staff="已终止", public="已终止", final=True)
FILED = State("filed", staff="已归档", public="已结束", final=True)

WRITING = (DRAFTING, RETURNED, CHANGING)
OPINION_5 = policy(5)
ARRANGED = article("会签答复工作安排（文件未规定期限，暂按此掌握）", 1, verified=False, unit="项")

still_there = that(nobody_wrote_meanwhile, "他人已修改本部分，请对照两个版本合并后再提交")
is_open = that(part_is_open, "本部分不在申请调整的范围内，须先申请调整")
current = that(saw_the_current_text, "文本已更新，请阅读新文本后再签署")

start = Act("start", "启动起草", by=(HANDED, LEAGUE_HRSS), at=(), to=DRAFTING, asks=Opening)
write = Act(
    "write",
    "提交章节",
    by=DRAFTER,
    at=WRITING,
    asks=Part,
    writes="plan",
    needs=(is_open, still_there),
    cites=OPINION_5,
)
set_goals = Act(
    "set_goals",
    "提交总体目标表",
    by=DRAFTER,
    at=WRITING,
    asks=GoalTable,
    writes="plan",
    needs=(is_open, still_there),
    cites=OPINION_5,
)
set_tasks = Act(
    "set_tasks",
    "提交职责任务分工",
    by=DRAFTER,
    at=WRITING,
    asks=TaskTable,
    writes="plan",
    needs=(is_open, still_there),
    cites=OPINION_5,
)
submit = Act(
    "submit",
    "报旗县人民政府",
    by=DRAFTER,
    at=WRITING,
    to=AT_COUNTY,
    asks=Submission,
    needs=(
        so(complete, "方案各部分尚未齐备，请先补齐"),
        so(nothing_blocks, "方案还有须更正的问题，请在“检查”中逐项处理后再报送"),
        if_so(launched, so(text_differs, "调整后的文本与批复文本没有差别，无须报送")),
    ),
    issues=Paper("plan", "综合试验区建设方案", kind="方案"),
    cites=OPINION_5,
    says="报送后文本锁定，形成一个新版本；退回后方可再修改。",
)
agree = Act(
    "agree",
    "同意并上报",
    by=COUNTY,
    at=AT_COUNTY,
    to=AT_LEAGUE,
    asks=CountyOpinion,
    needs=(current,),
    issues=Paper("county_opinion", "旗县（市、区）人民政府意见", kind="意见"),
    cites=OPINION_5,
    says="送盟市人社、发改委、总工会、工商联共同签署意见。",
)
send_back = Act(
    "send_back", "退回起草单位", by=COUNTY, at=AT_COUNTY, to=RETURNED, asks=Return, cites=OPINION_5
)


def opinion(code: str, label: str, by: tuple[Office, ...], at: State, says: str) -> Act[Opinion]:
    """Return the act by which the bodies of one level answer."""
    return Act(
        code, label, by=by, at=at, asks=Opinion, needs=(current,), cites=OPINION_5, says=says
    )


ALL_IN = "四部门答复齐全后：全部同意则进入下一步，否则连同全部意见一并退回。"
league_sign = opinion("league_sign", "签署盟市部门意见", LEAGUE_FOUR, AT_LEAGUE, ALL_IN)
region_sign = opinion("region_sign", "签署自治区部门意见", REGION_FOUR, AT_REGION, ALL_IN)
invite = Act(
    "invite",
    "邀请劳科院审定",
    by=REGION_HRSS,
    at=(AT_LEAGUE, AT_REGION, AGREED),
    asks=Invitation,
    issues=Paper("invitation", "总体设计审定邀请函", "{prefix}函〔{year}〕{n}号", kind="函"),
    cites=OPINION_5,
)
expert_opinion = Act(
    "expert_opinion",
    "提出审定意见",
    by=EXPERT,
    at=(AT_LEAGUE, AT_REGION, AGREED),
    asks=ExpertOpinion,
    needs=(done(invite), current),
    issues=Paper("expert_opinion", "总体设计审定意见", kind="意见"),
    cites=OPINION_5,
)
may_approve = (
    current,
    so(expert_spoke, "劳科院尚未对现行文本提出审定意见，请先邀请审定", OPINION_5),
    so(expert_allows, "劳科院认为总体设计不可行，请退回修改", OPINION_5),
)
approve = Act(
    "approve",
    "批复",
    by=REGION_HRSS,
    at=AGREED,
    to=APPROVED,
    asks=Approval,
    needs=(so(not_launched, "方案已经批复并启动，请办理“批复调整”"), *may_approve),
    issues=Paper("approval", "试验区建设方案批复", "{prefix}函〔{year}〕{n}号", kind="批复"),
    cites=OPINION_5,
    says="批复的文本即行固定；以后修改须申请调整。",
)
approve_change = Act(
    "approve_change",
    "批复调整",
    by=REGION_HRSS,
    at=AGREED,
    to=LAUNCHED,
    asks=Approval,
    needs=(so(launched, "方案尚未启动，请办理“批复”"), *may_approve),
    issues=Paper(
        "change_approval", "试验区建设方案调整批复", "{prefix}函〔{year}〕{n}号", kind="批复"
    ),
    cites=OPINION_5,
    says="调整后的文本即行固定；运行中的试验区同时按新的任务和目标调整。",
)
return_ = Act(
    "return", "退回修改", by=REGION_HRSS, at=AGREED, to=RETURNED, asks=Return, cites=OPINION_5
)
launch = Act(
    "launch",
    "启动实施",
    by=COUNTY,
    at=APPROVED,
    to=LAUNCHED,
    asks=Launch,
    cites=OPINION_5,
    says="批复的任务和目标移交实施，开始按季度跟踪。",
)
request_change = Act(
    "request_change",
    "申请调整方案",
    by=(DRAFTER, ZONE_OFFICE),
    at=(LAUNCHED, CHANGING, RETURNED),
    to=CHANGING,
    asks=ChangeRequest,
    needs=(
        so(launched, "方案启动后方可申请调整；现在可以直接修改"),
        that(names_parts, "请选择方案中的部分"),
    ),
    cites=OPINION_5,
    says="只有申请调整的部分可以修改；修改后重走全部程序，未触及部分的签署继续有效。",
)
drop_change = Act(
    "drop_change",
    "撤回调整申请",
    by=(DRAFTER, ZONE_OFFICE),
    at=(CHANGING, RETURNED),
    to=LAUNCHED,
    asks=Ending,
    needs=(
        so(launched, "方案尚未启动，没有可撤回的调整申请"),
        so(text_is_approved, "文本与批复文本不同，请先在“版本对照”中恢复批复的文本"),
    ),
    cites=OPINION_5,
)
end = Act(
    "end",
    "终止方案",
    by=REGION_HRSS,
    at=(DRAFTING, AT_COUNTY, AT_LEAGUE, AT_REGION, AGREED, RETURNED, APPROVED),
    to=ENDED,
    asks=Ending,
    needs=(so(not_launched, "试验区已经启动，请在试验区中办理终止"),),
    cites=OPINION_5,
)
file_ = Act(
    "file",
    "归档",
    by=REGION_HRSS,
    at=LAUNCHED,
    to=FILED,
    asks=Ending,
    cites=OPINION_5,
    says="试验区验收或终止后，方案归档。",
)

league = Round(
    "league",
    "盟市四部门会签",
    at=AT_LEAGUE,
    sign=league_sign,
    text="plan",
    slots=tuple(Slot(office, ANSWERS_FOR[office.body]) for office in LEAGUE_FOUR),
    agreed=AT_REGION,
    refused=RETURNED,
)
region = Round(
    "region",
    "自治区四部门会签",
    at=AT_REGION,
    sign=region_sign,
    text="plan",
    slots=tuple(Slot(office, ANSWERS_FOR[office.body]) for office in REGION_FOUR),
    agreed=AGREED,
    refused=RETURNED,
)

# The days are those of the programme: 2018-06-15 and 2018-08-20 for the first.
report_by = Limit(
    "report_by",
    "方案报送",
    days(0),
    OPINION_5,
    starts=after(start, day="plan_by"),
    stops=agree,
    rolls=False,
)
launch_by = Limit(
    "launch_by",
    "启动实施",
    days(0),
    OPINION_5,
    starts=after(start, day="launch_by"),
    stops=launch,
    rolls=False,
)
league_answer = Limit(
    "league_answer",
    "盟市会签答复",
    working_days(ANSWER_WORKING_DAYS),
    ARRANGED,
    during=AT_LEAGUE,
    owed_by=LEAGUE_HRSS,
)
region_answer = Limit(
    "region_answer",
    "自治区会签答复",
    working_days(ANSWER_WORKING_DAYS),
    ARRANGED,
    during=AT_REGION,
    owed_by=REGION_HRSS,
)

to_zone = Handover(after=launch, opens="zones.zone", carries=start_of, cites=OPINION_5)
tell_zone = Reply(
    after=approve_change,
    to="zones.zone",
    does="adjust",
    carries=adjustment_of,
    cites=OPINION_5,
    onward=True,
)

PLAN = Procedure(
    "zones.plan",
    "试验区建设方案",
    since=date(2018, 3, 26),
    opens=start,
    acts=(
        write,
        set_goals,
        set_tasks,
        submit,
        agree,
        send_back,
        invite,
        expert_opinion,
        approve,
        approve_change,
        return_,
        launch,
        request_change,
        drop_change,
        end,
        file_,
    ),
    limits=(report_by, launch_by, league_answer, region_answer),
    rounds=(league, region),
    handovers=(to_zone,),
    replies=(tell_zone,),
    texts={"plan": PARTS},
    put_right_by=(REGION_HRSS,),
    seen_by=(ZONE_OFFICE, TASK_UNIT, ASSESSOR),
    steps=(DRAFTING, AT_COUNTY, AT_LEAGUE, AT_REGION, AGREED, APPROVED, LAUNCHED),
    called=called,
    level=6,
)

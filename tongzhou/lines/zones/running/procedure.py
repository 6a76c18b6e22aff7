"""试验区 — the flow chart of a running zone, from launch to acceptance, spreading, or termination."""

from __future__ import annotations

from datetime import date

from tongzhou.law import days
from tongzhou.lines.zones.offices import (
    ASSESSOR,
    COUNTY,
    DRAFTER,
    LEAGUE_FOUR,
    LEAGUE_HRSS,
    REGION_FOUR,
    REGION_HRSS,
    TASK_UNIT,
    ZONE_OFFICE,
)
from tongzhou.lines.zones.policy import policy
from tongzhou.lines.zones.practice.facts import Draft
from tongzhou.procedure.declare import (
    HANDED,
    Act,
    Handover,
    Kind,
    Limit,
    Once,
    Paper,
    Procedure,
    State,
    after,
)
from tongzhou.procedure.needs import so, that

from . import carried, facts, rules

CARRYING_OUT, TERM = policy(5), policy(2)

# --- Tasks and goals, the subjects of the case ---------------------------------------------------

NOT_BEGUN = State("not_begun", staff="未启动", public="未启动")
UNDER_WAY = State("under_way", staff="推进中", public="推进中")
DONE = State(facts.DONE, staff="已完成", public="已完成", final=True)
DROPPED = State(facts.DROPPED, staff="调整", public="已调整", final=True)
TASK = Kind("task", "任务", (NOT_BEGUN, UNDER_WAY, DONE, DROPPED))

TRACKED = State("tracked", staff="跟踪", public="跟踪")
GOAL = Kind("goal", "目标", (TRACKED,))

# --- States of the zone --------------------------------------------------------------------------

IMPLEMENTING = State("implementing", staff="实施", public="试验实施中")
SELF_EVALUATED = State("self_evaluated", staff="自评", public="已完成自评")
EVALUATING = State("evaluating", staff="评估验收", public="评估验收中")
RECTIFYING = State("rectifying", staff="限期整改", public="整改中")
NOT_PASSED = State("not_passed", staff="验收未通过", public="验收未通过")
ACCEPTED = State("accepted", staff="验收通过", public="验收通过")
PROMOTING = State("promoting", staff="推广", public="经验推广中")
NOMINATED = State("nominated", staff="推荐国家级", public="已推荐国家级共建试点")
TERMINATED = State("terminated", staff="终止", public="已终止", final=True)
CLOSED = State("closed", staff="归档", public="试验结束", final=True)

WORKING = (IMPLEMENTING, SELF_EVALUATED, EVALUATING, RECTIFYING, NOT_PASSED)
ALIVE = (*WORKING, ACCEPTED, PROMOTING, NOMINATED)

# --- Papers --------------------------------------------------------------------------------------

YEAR_TABLE = Paper("year_tasks", "年度任务分解表", kind="表")
PROGRESS_PAPER = Paper("progress", "季度进展报告", kind="报告")
ANNUAL_PAPER = Paper("annual_report", "年度报告", kind="报告")
REMINDER_PAPER = Paper("reminder", "任务催办通知", "{prefix}试验催〔{year}〕{n}号", kind="通知")
TERMINATION_PAPER = Paper(
    "termination", "终止试验的通知", "{prefix}试验终〔{year}〕{n}号", kind="通知"
)

# --- Acts: beginning and change ------------------------------------------------------------------

start = Act(
    "start",
    "启动运行",
    by=HANDED,
    at=(),
    to=IMPLEMENTING,
    asks=facts.Start,
    about=(TASK, GOAL),
    adds=True,
    cites=CARRYING_OUT,
)
adjust = Act(
    "adjust",
    "按批准的方案调整",
    by=HANDED,
    at=WORKING,
    asks=facts.Adjustment,
    about=(TASK, GOAL),
    adds=True,
    cites=CARRYING_OUT,
)

# --- Acts: tasks ---------------------------------------------------------------------------------

decompose = Act(
    "decompose",
    "年度任务分解",
    by=ZONE_OFFICE,
    at=WORKING,
    asks=facts.Decomposition,
    about=TASK,
    needs=(
        that(rules.rows_are_tasks, "分解表中有方案以外的任务；增减任务须先申请方案调整"),
        that(rules.year_in_term, "该年度不在试验期内，请核对年度"),
    ),
    issues=YEAR_TABLE,
    cites=CARRYING_OUT,
)
report = Act(
    "report",
    "报送进展",
    by=TASK_UNIT,
    at=WORKING,
    asks=facts.Progress,
    about=TASK,
    by_owner=True,
    subject_at=(NOT_BEGUN, UNDER_WAY),
    subject_to=UNDER_WAY,
    needs=(
        that(rules.quarter_has_begun, "该季度尚未开始或不在试验期内，请核对季度"),
        that(rules.whole_means_evidence, "进度填 100% 的，须附佐证材料，并办理“任务办结”"),
    ),
    issues=PROGRESS_PAPER,
    cites=CARRYING_OUT,
)
complete = Act(
    "complete",
    "任务办结",
    by=TASK_UNIT,
    at=WORKING,
    asks=facts.Completion,
    about=TASK,
    by_owner=True,
    subject_at=(NOT_BEGUN, UNDER_WAY),
    subject_to=DONE,
    says="办结后不再报送进展；误办的由试验区办公室撤销。",
    cites=CARRYING_OUT,
)
remind = Act(
    "remind",
    "催办",
    by=(ZONE_OFFICE, LEAGUE_HRSS, REGION_HRSS),
    at=WORKING,
    asks=facts.Reminder,
    about=TASK,
    subject_at=(NOT_BEGUN, UNDER_WAY),
    needs=(that(rules.reply_day_ahead, "报送期限须在今天以后"),),
    issues=REMINDER_PAPER,
    cites=CARRYING_OUT,
)
answer = Act(
    "answer",
    "答复协调事项",
    by=(*LEAGUE_FOUR, *REGION_FOUR),
    at=WORKING,
    asks=facts.Reply,
    about=TASK,
    needs=(so(rules.somebody_asks, "没有待答复的协调事项"),),
    cites=CARRYING_OUT,
)

# --- Acts: goals and the year --------------------------------------------------------------------

measure = Act(
    "measure",
    "填报指标",
    by=ZONE_OFFICE,
    at=ALIVE,
    asks=facts.Figures,
    about=GOAL,
    needs=(
        that(rules.rows_are_goals, "填报中有方案以外的指标，请核对"),
        that(rules.figures_not_ahead, "不能填报尚未到来的季度，数据截至日期也不能晚于今天"),
    ),
    cites=CARRYING_OUT,
)
report_year = Act(
    "report_year",
    "年度报告",
    by=ZONE_OFFICE,
    at=ALIVE,
    asks=facts.AnnualReport,
    needs=(that(rules.year_in_term, "该年度不在试验期内，请核对年度"),),
    issues=ANNUAL_PAPER,
    cites=CARRYING_OUT,
)

# --- Acts: evaluation ----------------------------------------------------------------------------

self_evaluate = Act(
    "self_evaluate",
    "开展自评",
    by=ZONE_OFFICE,
    at=(IMPLEMENTING, NOT_PASSED),
    asks=facts.SelfOrder,
    cites=CARRYING_OUT,
)
evaluate = Act(
    "evaluate",
    "组织中期或第三方评估",
    by=REGION_HRSS,
    at=IMPLEMENTING,
    asks=facts.MidOrder,
    cites=CARRYING_OUT,
)
evaluate_finally = Act(
    "evaluate_finally",
    "组织期末评估验收",
    by=REGION_HRSS,
    at=SELF_EVALUATED,
    to=EVALUATING,
    asks=facts.FinalOrder,
    cites=CARRYING_OUT,
)
note_outcome = Act(
    "note_outcome", "记录评估结果", by=HANDED, at=ALIVE, asks=facts.Outcome, cites=CARRYING_OUT
)
self_evaluated = Act(
    "self_evaluated",
    "完成验收前自评",
    by=HANDED,
    at=(IMPLEMENTING, NOT_PASSED),
    to=SELF_EVALUATED,
    asks=facts.Outcome,
    cites=CARRYING_OUT,
)
put_right = Act(
    "put_right",
    "限期整改",
    by=HANDED,
    at=EVALUATING,
    to=RECTIFYING,
    asks=facts.Outcome,
    cites=CARRYING_OUT,
)
pass_ = Act(
    "pass",
    "验收通过",
    by=HANDED,
    at=(EVALUATING, RECTIFYING),
    to=ACCEPTED,
    asks=facts.Outcome,
    cites=CARRYING_OUT,
)
fail = Act(
    "fail",
    "验收不通过",
    by=HANDED,
    at=(EVALUATING, RECTIFYING),
    to=NOT_PASSED,
    asks=facts.Outcome,
    cites=CARRYING_OUT,
)
# A zone that has been terminated hears of it too, so that no evaluation is left hanging.
halted = Act(
    "halted",
    "期末评估中止",
    by=HANDED,
    at=(*ALIVE, TERMINATED),
    asks=facts.Note,
    cites=CARRYING_OUT,
)
terminate = Act(
    "terminate",
    "终止试验",
    by=REGION_HRSS,
    at=WORKING,
    to=TERMINATED,
    asks=facts.Termination,
    issues=TERMINATION_PAPER,
    says="终止后不能恢复；各任务的期限随之结束。",
    needs=(that(rules.conferred_before, "会商日期不能晚于今天"),),
    cites=CARRYING_OUT,
)

# --- Acts: what came of it -----------------------------------------------------------------------

write_up = Act("write_up", "整理经验做法", by=ZONE_OFFICE, at=ALIVE, asks=Draft, cites=CARRYING_OUT)
promote = Act(
    "promote",
    "转入推广",
    by=REGION_HRSS,
    at=ACCEPTED,
    to=PROMOTING,
    asks=facts.Note,
    cites=CARRYING_OUT,
)
nominate = Act(
    "nominate",
    "提出国家级推荐",
    by=REGION_HRSS,
    at=(IMPLEMENTING, SELF_EVALUATED, ACCEPTED, PROMOTING),
    asks=facts.Nomination,
    says="由自治区四部门共同签署后，适时申报国家级共建试点。",
    cites=CARRYING_OUT,
)
nominated = Act(
    "nominated", "已推荐国家级", by=HANDED, at=ALIVE, asks=facts.Nominated, cites=CARRYING_OUT
)
advance = Act(
    "advance",
    "转为国家级推荐",
    by=REGION_HRSS,
    at=(ACCEPTED, PROMOTING),
    to=NOMINATED,
    asks=facts.Note,
    needs=(so(rules.is_nominated, "四部门尚未签署国家级推荐"),),
    cites=CARRYING_OUT,
)
close = Act(
    "close",
    "归档",
    by=REGION_HRSS,
    at=(PROMOTING, NOMINATED),
    to=CLOSED,
    asks=facts.Note,
    cites=CARRYING_OUT,
)

# --- Limits. The days are those of the approved plan or of the reminder: the length is nought. ----

task_end = Limit(
    "task_end",
    "方案任务",
    days(0),
    CARRYING_OUT,
    starts=(after(start, day="task_ends"), after(adjust, day="task_ends")),
    stops=complete,
    per=TASK,
    owed_by=TASK_UNIT,
    rolls=False,
)
reminder_reply = Limit(
    "reminder_reply",
    "催办报送",
    days(0),
    CARRYING_OUT,
    starts=after(remind, day="reply_by"),
    stops=(report, complete),
    per=TASK,
    owed_by=TASK_UNIT,
    rolls=False,
)
term_end = Limit(
    "term_end",
    "期末评估验收",
    days(0),
    TERM,
    starts=(after(start, day="term_to"), after(adjust, day="term_to")),
    stops=(evaluate_finally, terminate),
    owed_by=REGION_HRSS,
    rolls=False,
)

# --- Hand-overs ----------------------------------------------------------------------------------

HANDOVERS = (
    Handover(self_evaluate, "zones.evaluation", carried.for_evaluation, CARRYING_OUT),
    Handover(evaluate, "zones.evaluation", carried.for_evaluation, CARRYING_OUT),
    Handover(evaluate_finally, "zones.evaluation", carried.for_evaluation, CARRYING_OUT),
    Handover(write_up, "zones.practice", carried.for_practice, CARRYING_OUT),
    Handover(nominate, "zones.nomination", carried.for_nomination, CARRYING_OUT),
)

ZONE = Procedure(
    "zones.zone",
    "试验区",
    since=date(2018, 3, 26),
    opens=start,
    acts=(
        adjust,
        decompose,
        report,
        complete,
        remind,
        answer,
        measure,
        report_year,
        self_evaluate,
        evaluate,
        evaluate_finally,
        note_outcome,
        self_evaluated,
        put_right,
        pass_,
        fail,
        halted,
        terminate,
        write_up,
        promote,
        nominate,
        nominated,
        advance,
        close,
    ),
    limits=(task_end, reminder_reply, term_end),
    handovers=HANDOVERS,
    onces=(
        Once(
            rules.final_was_halted,
            at=(EVALUATING, RECTIFYING),
            to=SELF_EVALUATED,
            label="期末评估中止，待重新组织",
        ),
    ),
    put_right_by=(ZONE_OFFICE,),
    seen_by=(COUNTY, DRAFTER, ASSESSOR, *LEAGUE_FOUR, *REGION_FOUR),
    steps=(IMPLEMENTING, SELF_EVALUATED, EVALUATING, ACCEPTED, PROMOTING, NOMINATED),
    called=rules.called,
)

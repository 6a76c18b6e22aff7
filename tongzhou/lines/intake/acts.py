"""举报投诉的办理行为 — from the report to its acceptance, refusal, guidance or transfer. Declarations only."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.procedure.declare import HANDED, PARTY, Act
from tongzhou.procedure.needs import so, that
from tongzhou.procedure.serving import ServiceOfPaper

from . import facts, rules
from .bar import BAR, PLACE, REGULATION
from .bar import RULES as FILING
from .offices import CHIEF, CLERK
from .shapes import (
    ACCEPTANCE,
    ACCEPTED,
    ALIVE,
    ALL,
    ANSWERED,
    CARRYING,
    CORRECTION,
    EMPLOYER,
    EVERYWHERE,
    GUIDANCE,
    GUIDED,
    HANDLER,
    LEFT,
    LETTER,
    MENDING,
    MOVED,
    PASSING,
    RECEIVED,
    RECUSED,
    REFUSAL,
    REFUSED,
    RELIEVED,
    REPORTING,
    WAITING,
    WITHDRAWN,
    WORKER,
)

EIGHTEEN = article(FILING, 18, verified=False)
IM = "内蒙古自治区劳动保障监察条例"

report = Act(
    "report",
    "登记举报投诉",
    by=(PARTY, CLERK, HANDED),
    at=(),
    to=RECEIVED,
    asks=facts.Report,
    about=ALL,
    adds=True,
    cites=article(REGULATION, 14),
)
add = Act(
    "add",
    "补充投诉人",
    by=(PARTY, CLERK),
    at=WAITING,
    asks=facts.Joining,
    about=WORKER,
    adds=True,
    says="同一单位、同一事由的劳动者可以一起投诉，各记各的金额。",
)
represent = Act(
    "represent",
    "登记代表人",
    by=(PARTY, CLERK),
    at=WAITING,
    asks=facts.Representing,
    needs=(that(rules.are_here, "代表须是本件的投诉人"),),
    cites=article("信访工作条例", 20),
)
restate = Act(
    "restate",
    "并案补记",
    by=(CLERK, CHIEF),
    at=WAITING,
    asks=facts.Restated,
    about=WORKER,
    says="把并入的反映逐人逐项记入本件，首次反映日期各自保留。",
)
assign = Act(
    "assign", "分派承办人", by=CHIEF, at=ALIVE, asks=facts.Assignment, about=HANDLER, adds=True
)
relieve = Act(
    "relieve",
    "改派",
    by=CHIEF,
    at=ALIVE,
    asks=facts.Ground,
    about=HANDLER,
    subject_at=CARRYING,
    subject_to=RELIEVED,
)
recuse = Act(
    "recuse",
    "承办人回避",
    by=CHIEF,
    at=ALIVE,
    asks=facts.Ground,
    about=HANDLER,
    subject_at=CARRYING,
    subject_to=RECUSED,
    says="该人员此后看不到本件。",
    cites=article(REGULATION, 16),
)
accept = Act(
    "accept",
    "受理立案",
    by=(CLERK, CHIEF),
    at=RECEIVED,
    to=ACCEPTED,
    asks=facts.Acceptance,
    needs=(
        so(rules.has_employer, "没有明确的用人单位，请先通知投诉人补正", EIGHTEEN),
        that(rules.names_violation, "请选择立案查处的违法事项", EIGHTEEN),
        so(rules.is_in_time, "违法行为终了已超过二年，应当书面告知不予受理", BAR),
        so(rules.is_ours, "不属于本地区管辖，请移送有管辖权的地区", PLACE),
        so(
            rules.is_not_elsewhere,
            "已申请仲裁或者已经起诉，应当告知投诉人按照相应程序办理",
            article(REGULATION, 21),
        ),
        so(rules.has_representatives, "投诉人五人以上的，应当推选代表，请先登记代表人"),
    ),
    issues=ACCEPTANCE,
    says="受理之日即立案之日，转为监察案件。",
    cites=article(IM, 14),
)
refuse = Act(
    "refuse",
    "不予受理",
    by=(CLERK, CHIEF),
    at=WAITING,
    to=REFUSED,
    asks=facts.Refusal,
    needs=(
        that(rules.barred_as_said, "按所填日期没有超过二年，不能以此为由不予受理", BAR),
        that(rules.has_answered_ground, "没有通知过补正，不能以逾期没有补正为由不予受理"),
    ),
    issues=REFUSAL,
    says="应当书面告知，写明理由和其他途径。",
    cites=EIGHTEEN,
)
ask = Act(
    "ask",
    "通知补正",
    by=(CLERK, CHIEF),
    at=RECEIVED,
    to=MENDING,
    asks=facts.Correction,
    issues=CORRECTION,
    cites=EIGHTEEN,
)
mend = Act(
    "mend",
    "补正",
    by=(PARTY, CLERK),
    at=MENDING,
    to=RECEIVED,
    asks=facts.Mending,
    says="自补正之日起重新计算五个工作日。",
    cites=EIGHTEEN,
)
name_employer = Act(
    "name_employer",
    "登记被反映单位",
    by=CLERK,
    at=WAITING,
    asks=facts.Firm,
    about=EMPLOYER,
    adds=True,
    says="查明单位全称后登记，才能受理。",
    cites=EIGHTEEN,
)
guide = Act(
    "guide",
    "告知其他途径",
    by=(CLERK, CHIEF),
    at=WAITING,
    to=GUIDED,
    asks=facts.Guidance,
    issues=GUIDANCE,
    says="告知应当去哪里、怎么去、带什么。",
    cites=article(REGULATION, 21),
)
withdraw = Act(
    "withdraw",
    "撤回投诉",
    by=(PARTY, CLERK),
    at=WAITING,
    asks=facts.Ground,
    about=WORKER,
    subject_at=REPORTING,
    subject_to=LEFT,
)
transfer = Act(
    "transfer",
    "移送其他地区",
    by=(CLERK, CHIEF),
    at=WAITING,
    to=PASSING,
    asks=facts.Passing,
    needs=(that(rules.is_elsewhere, "请选择本地区以外的旗县（市、区）"),),
    issues=LETTER,
    says="接收地区接收后由其办理；逾期没有接收或者有争议的，由共同的上级指定。",
    cites=PLACE,
)
assist = Act(
    "assist",
    "请求协查",
    by=(CLERK, CHIEF),
    at=(RECEIVED, ACCEPTED),
    asks=facts.Passing,
    needs=(that(rules.is_elsewhere, "请选择本地区以外的旗县（市、区）"),),
    issues=LETTER,
    cites=PLACE,
)
join = Act(
    "join",
    "请求联合办理",
    by=(CLERK, CHIEF),
    at=(RECEIVED, ACCEPTED),
    asks=facts.Passing,
    needs=(that(rules.is_elsewhere, "请选择本地区以外的旗县（市、区）"),),
    issues=LETTER,
    cites=PLACE,
)
taken_over = Act("taken_over", "对方已接收", by=HANDED, at=PASSING, to=MOVED, asks=facts.PassedOn)
came_back = Act(
    "came_back", "移送退回", by=HANDED, at=PASSING, to=RECEIVED, asks=facts.PassedOn, cites=PLACE
)
helped = Act("helped", "收到协查答复", by=HANDED, at=(), asks=facts.PassedOn)
answer = Act(
    "answer",
    "反馈办理结果",
    by=(CLERK, CHIEF, HANDED),
    at=ACCEPTED,
    to=ANSWERED,
    asks=facts.Answer,
    says="告知投诉人；来自平台、信访、工会的，一并反馈来源单位。",
)
# What the inspection found, said by its closing; a clerk may have answered before.
result = Act(
    "result", "收到监察办理结果", by=HANDED, at=(*EVERYWHERE, WITHDRAWN), asks=facts.Answer
)
serve = Act(
    "serve", "送达文书", by=(CLERK, CHIEF), at=EVERYWHERE, asks=ServiceOfPaper, about=WORKER
)

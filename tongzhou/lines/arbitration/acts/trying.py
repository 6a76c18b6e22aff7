"""审理 — service, defence, tribunal, recusal, evidence, facts, hearings; what stops, moves and extends the time."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.lines.arbitration import papers
from tongzhou.lines.arbitration.facts import deciding
from tongzhou.lines.arbitration.facts import trying as facts
from tongzhou.lines.arbitration.offices import ARBITRATOR, CHAIR, CLERK, HEAD
from tongzhou.lines.arbitration.rules import track as rules
from tongzhou.lines.arbitration.states import (
    ACCEPTED,
    ASKED,
    CLAIMANT,
    CLAIMING,
    DECIDED,
    DEFAULTED,
    HEARING,
    HELD,
    MEMBER,
    POSTPONED,
    RECUSAL,
    RECUSED,
    REFUSED,
    RESPONDENT,
    SET_DOWN,
    SIDES,
    SITTING,
    THIRD,
)
from tongzhou.procedure.declare import HANDED, PARTY, Act
from tongzhou.procedure.needs import done, so, that
from tongzhou.procedure.serving import ServiceOfPaper

LAW, RULES = "劳动争议调解仲裁法", "劳动人事争议仲裁办案规则"
going_on = so(rules.is_not_stayed, "本案中止审理，恢复后再办理", article(RULES, 47))

summon = Act(
    "summon", "发出应诉通知", by=CLERK, at=ACCEPTED, issues=papers.SUMMONS, cites=article(LAW, 30)
)
serve_copy = Act(
    "serve_copy",
    "送达申请书副本",
    by=CLERK,
    at=ACCEPTED,
    asks=ServiceOfPaper,
    about=(RESPONDENT, THIRD),
    cites=article(LAW, 30),
    says="被申请人收到后，十个工作日内答辩。",
)
serve_paper = Act(
    "serve_paper",
    "送达其他文书",
    by=CLERK,
    at=(ACCEPTED, DECIDED, REFUSED),
    asks=ServiceOfPaper,
    about=SIDES,
    cites=article(RULES, 19),
)
answer = Act(
    "answer",
    "答辩",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    asks=facts.Defence,
    about=RESPONDENT,
    cites=article(LAW, 30),
    says="逾期不答辩，不影响仲裁程序的进行。",
)
waive_defence = Act(
    "waive_defence",
    "同意缩短或取消答辩期",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    asks=facts.Waiver,
    about=RESPONDENT,
    needs=(so(rules.is_simple, "简易处理的案件，才可以经被申请人同意缩短或取消答辩期"),),
)
forward_defence = Act(
    "forward_defence",
    "转送答辩书副本",
    by=CLERK,
    at=ACCEPTED,
    about=RESPONDENT,
    needs=(done(answer),),
    issues=papers.FORWARDING,
    cites=article(LAW, 30),
)
form_tribunal = Act(
    "form_tribunal",
    "组成仲裁庭",
    by=HEAD,
    at=ACCEPTED,
    asks=facts.Tribunal,
    about=MEMBER,
    adds=True,
    needs=(
        that(
            rules.tribunal_fits,
            "一般程序和集体争议由三名仲裁员组庭，简易处理由一名仲裁员独任；已回避的人员不得再参加",
            article(LAW, 31),
        ),
    ),
    cites=article(LAW, 31),
)
notify_tribunal = Act(
    "notify_tribunal",
    "告知仲裁庭组成",
    by=CLERK,
    at=ACCEPTED,
    needs=(done(form_tribunal),),
    issues=papers.TRIBUNAL,
    cites=article(LAW, 32),
)
one_notice = Act(
    "one_notice",
    "集体争议一次性告知",
    by=CLERK,
    at=ACCEPTED,
    asks=facts.Notice,
    needs=(
        so(rules.is_collective, "一次性告知适用于集体争议", article(RULES, 64)),
        so(rules.has_tribunal, "须先组成仲裁庭", article(RULES, 65)),
        so(rules.is_set_down, "须先确定开庭时间", article(RULES, 64)),
    ),
    issues=papers.ONE_NOTICE,
    cites=article(RULES, 64),
)
ask_recusal = Act(
    "ask_recusal",
    "申请回避",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    asks=facts.RecusalRequest,
    about=RECUSAL,
    adds=True,
    cites=article(LAW, 33),
)
decide_recusal = Act(
    "decide_recusal",
    "决定是否回避",
    by=(HEAD, CHAIR),
    at=ACCEPTED,
    asks=facts.RecusalDecision,
    about=RECUSAL,
    subject_at=ASKED,
    needs=(so(rules.has_recusals, "没有待决定的回避申请"),),
    issues=papers.RECUSAL,
    cites=article(RULES, 11),
)
step_aside = Act(
    "step_aside",
    "自行回避",
    by=(ARBITRATOR, HEAD),
    at=ACCEPTED,
    asks=facts.Reason,
    about=MEMBER,
    subject_at=SITTING,
    subject_to=RECUSED,
    cites=article(LAW, 33),
)
set_evidence = Act(
    "set_evidence",
    "指定举证期限",
    by=(ARBITRATOR, CLERK),
    at=ACCEPTED,
    asks=facts.EvidencePeriod,
    issues=papers.EVIDENCE,
)
hand_in = Act(
    "hand_in", "提交证据", by=(PARTY, CLERK), at=ACCEPTED, asks=facts.Evidence, about=SIDES
)
examine = Act(
    "examine",
    "质证",
    by=(PARTY, CLERK, ARBITRATOR),
    at=ACCEPTED,
    asks=facts.Examination,
    about=SIDES,
)
state_elements = Act(
    "state_elements",
    "填写案件要素",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    asks=facts.Elements,
    about=(CLAIMANT, RESPONDENT),
    needs=(that(rules.elements_are_of_claimants, "要素须对应本案申请人"),),
)
find_facts = Act(
    "find_facts",
    "认定事实",
    by=ARBITRATOR,
    at=ACCEPTED,
    asks=facts.Findings,
    about=CLAIMANT,
    needs=(that(rules.elements_are_of_claimants, "要素须对应本案申请人"),),
    cites=article(LAW, 6),
    by_handler=True,
)
set_hearing = Act(
    "set_hearing",
    "确定开庭",
    by=(CLERK, ARBITRATOR),
    at=ACCEPTED,
    asks=facts.Hearing,
    about=HEARING,
    adds=True,
    needs=(so(rules.has_tribunal, "须先组成仲裁庭", article(LAW, 31)), going_on),
    cites=article(LAW, 35),
    says="开庭五个工作日前通知双方。",
)
notify_hearing = Act(
    "notify_hearing",
    "发出开庭通知",
    by=CLERK,
    at=ACCEPTED,
    about=HEARING,
    subject_at=SET_DOWN,
    issues=papers.HEARING_NOTICE,
    cites=article(LAW, 35),
)
ask_postponement = Act(
    "ask_postponement",
    "请求延期开庭",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    asks=facts.Postponement,
    about=HEARING,
    subject_at=SET_DOWN,
    cites=article(LAW, 35),
)
postpone = Act(
    "postpone",
    "延期开庭",
    by=(ARBITRATOR, HEAD),
    at=ACCEPTED,
    asks=facts.Postponement,
    about=HEARING,
    subject_at=SET_DOWN,
    subject_to=POSTPONED,
    cites=article(LAW, 35),
)
hear = Act(
    "hear",
    "开庭审理",
    by=(CLERK, ARBITRATOR),
    at=ACCEPTED,
    asks=facts.Minutes,
    about=HEARING,
    subject_at=SET_DOWN,
    subject_to=HELD,
    needs=(going_on,),
    issues=papers.MINUTES,
)
treat_as_withdrawn = Act(
    "treat_as_withdrawn",
    "按撤回处理",
    by=ARBITRATOR,
    at=ACCEPTED,
    asks=facts.Reason,
    about=CLAIMANT,
    subject_at=CLAIMING,
    subject_to=DEFAULTED,
    needs=(done(set_hearing),),
    issues=papers.DEFAULT,
    cites=article(LAW, 36),
    says="按撤回处理后就同一争议再次申请的，仲裁委员会不予受理（办案规则第三十九条）。",
    by_handler=True,
)
stay = Act(
    "stay",
    "中止审理",
    by=HEAD,
    at=ACCEPTED,
    asks=facts.Stay,
    needs=(going_on,),
    issues=papers.STAY,
    cites=article(RULES, 47),
    says="中止期间不计入审理期限。",
)
resume = Act(
    "resume",
    "恢复审理",
    by=HEAD,
    at=ACCEPTED,
    asks=facts.Resumption,
    needs=(so(rules.is_stayed, "本案没有中止"),),
    issues=papers.RESUMPTION,
)
publish = Act(
    "publish",
    "公告送达",
    by=CLERK,
    at=ACCEPTED,
    asks=facts.Publication,
    cites=article(RULES, 46),
    says="公告送达期间不计入审理期限。",
)
published = Act(
    "published",
    "公告期满",
    by=CLERK,
    at=ACCEPTED,
    needs=(done(publish), so(rules.notice_runs, "没有正在进行的公告")),
)
extend = Act(
    "extend",
    "批准延长审理期限",
    by=CHAIR,
    at=ACCEPTED,
    asks=facts.More,
    issues=papers.EXTENSION,
    cites=article(LAW, 43),
)
convert = Act(
    "convert",
    "转为一般程序",
    by=(ARBITRATOR, HEAD),
    at=ACCEPTED,
    asks=facts.Conversion,
    needs=(so(rules.is_simple, "本案不是简易处理的案件"),),
    issues=papers.CONVERSION,
    cites=article(RULES, 61),
    says="审理期限仍从原受理之日起计算；须另行组成三人仲裁庭。",
)
entrust = Act(
    "entrust",
    "委托调解",
    by=(ARBITRATOR, CLERK),
    at=ACCEPTED,
    asks=facts.Entrusting,
    cites=article(RULES, 70),
    says="十个工作日内未达成协议的，恢复审理。",
)
report_entrusted = Act(
    "report_entrusted",
    "委托调解结果",
    by=(HANDED, ARBITRATOR, CLERK),
    at=ACCEPTED,
    asks=facts.EntrustedReport,
    needs=(done(entrust),),
)
advance = Act(
    "advance",
    "裁决先予执行",
    by=ARBITRATOR,
    at=ACCEPTED,
    asks=deciding.Advance,
    about=CLAIMANT,
    subject_at=CLAIMING,
    issues=papers.ADVANCE,
    cites=article(LAW, 44),
    says="移送人民法院执行；劳动者可以不提供担保。",
    by_handler=True,
)
ACTS = (
    summon,
    serve_copy,
    serve_paper,
    answer,
    waive_defence,
    forward_defence,
    form_tribunal,
    notify_tribunal,
    one_notice,
    ask_recusal,
    decide_recusal,
    step_aside,
    set_evidence,
    hand_in,
    examine,
    state_elements,
    find_facts,
    set_hearing,
    notify_hearing,
    ask_postponement,
    postpone,
    hear,
    treat_as_withdrawn,
    stay,
    resume,
    publish,
    published,
    extend,
    convert,
    entrust,
    report_entrusted,
    advance,
)

"""双随机抽查批次 — terms, frozen roster, sealed contributions, draw, checks, publication. 监察条例 13, 16; 处罚法 42, 43."""

from __future__ import annotations

from datetime import date

from tongzhou.law import article, days, working_days
from tongzhou.procedure.declare import HANDED, Act, Handover, Limit, Once, Procedure, after
from tongzhou.procedure.needs import everyone, so, that

from . import facts, onward, rules
from .offices import CLERK, HEAD, WITNESS
from .shapes import (
    BEFORE_DRAW,
    BODY,
    CHECKING,
    DRAFTED,
    EMPLOYER,
    FROZEN,
    INVITED,
    NUMBER,
    OPENED,
    OUTCOMES,
    PUBLISHED,
    READY,
    REPLACED,
    REPORTED,
    RESULT,
    REVEALING,
    ROSTER,
    SEALED,
    SENT,
    SHOWN,
    VOID,
    WAITING,
)

RULE, PENALTY = "劳动保障监察条例", "行政处罚法"
# Its title was read, not its text: random objects, random officers, one list of items and two rosters.
RANDOM = "人社部规〔2016〕2号"

# --- Acts ---------------------------------------------------------------------------------------------

plan = Act(
    "plan",
    "拟定抽查方案",
    stands=True,
    by=CLERK,
    at=(),
    to=DRAFTED,
    asks=facts.Terms,
    about=BODY,
    adds=True,
    cites=article(RANDOM, 1, verified=False),
)
amend = Act(
    "amend",
    "修改抽查方案",
    stands=True,
    by=CLERK,
    at=DRAFTED,
    asks=facts.Terms,
    about=BODY,
    adds=True,
    says="名录冻结以前可以修改；冻结以后规则不再改变。",
)
freeze = Act(
    "freeze",
    "冻结并公布名录",
    stands=True,
    by=HEAD,
    at=DRAFTED,
    to=FROZEN,
    asks=facts.Frozen,
    needs=(
        so(rules.has_bodies_and_strata, "须有两家以上参与单位和至少一个分层，请先修改方案"),
        that(rules.still_time_to_freeze, "承诺截止日期已过，请先修改方案中的日期"),
    ),
    issues=ROSTER,
    says="名录、规则从此固定，根值向社会公布；此时还没有任何随机数。",
)
commit = Act(
    "commit",
    "密封承诺",
    stands=True,
    by=WITNESS,
    at=FROZEN,
    asks=facts.Commitment,
    about=BODY,
    by_owner=True,
    subject_at=INVITED,
    subject_to=SEALED,
    needs=(that(rules.in_time_to_commit, "承诺截止日期已过"),),
    says="只交承诺值。自选内容和随机串自行保管，揭示前不告诉任何人。",
)
close_commits = Act(
    "close_commits",
    "结束承诺",
    stands=True,
    by=CLERK,
    at=FROZEN,
    to=REVEALING,
    asks=facts.Unsealed,
    needs=(
        that(rules.commitments_over, "承诺截止日期未过，各单位仍可承诺"),
        so(rules.somebody_committed, "承诺的单位不足方案所定的最少数，请作废本批次后重新开始"),
    ),
    says="未承诺的单位记为未参与。",
)
reveal = Act(
    "reveal",
    "揭示",
    stands=True,
    by=WITNESS,
    at=REVEALING,
    asks=facts.Reveal,
    about=BODY,
    by_owner=True,
    subject_at=SEALED,
    subject_to=OPENED,
    needs=(that(rules.in_time_to_reveal, "揭示截止日期已过"),),
)
note_silent = Act(
    "note_silent",
    "记录未揭示",
    stands=True,
    by=CLERK,
    at=REVEALING,
    asks=facts.Unopened,
    needs=(that(rules.reveals_over, "揭示截止日期未过，各单位仍可揭示"),),
    says="未揭示的单位记录在案并向社会公布，按方案事先所定的规则处理。",
)
state_public = Act(
    "state_public",
    "记录公开值",
    stands=True,
    by=CLERK,
    at=READY,
    asks=facts.PublicValue,
    needs=(
        so(rules.wants_public, "本批次方案没有约定公开值"),
        that(rules.public_is_out, "公开值尚未产生，请在方案所定日期之后记录"),
    ),
)
draw = Act(
    "draw",
    "抽取",
    stands=True,
    by=CLERK,
    at=READY,
    to=CHECKING,
    asks=facts.Result,
    about=EMPLOYER,
    adds=True,
    needs=(
        so(rules.has_public, "须先记录方案约定的公开值"),
        so(rules.enough_revealed, "揭示的单位不足，按方案本批次作废，请办理“作废”后重新开始"),
        that(rules.seed_follows, "种子不是由各单位揭示的内容算出的"),
        that(rules.drew_somebody, "名录中没有可以抽取的对象，请作废本批次并核对名录"),
    ),
    issues=RESULT,
    cites=article(RULE, 16),
)
substitute = Act(
    "substitute",
    "递补",
    stands=True,
    by=CLERK,
    at=CHECKING,
    asks=facts.Replacement,
    about=EMPLOYER,
    adds=True,
    subject_at=WAITING,
    cites=article(PENALTY, 43),
    says="由谁递补已由种子确定，不能选择；只填写原因。",
)
dispatch = Act(
    "dispatch",
    "派发检查",
    by=CLERK,
    at=CHECKING,
    asks=facts.Dispatch,
    about=EMPLOYER,
    subject_at=WAITING,
    subject_to=SENT,
    needs=(that(rules.knows_target, "该单位不在抽中名单中"),),
)
check_reported = Act(
    "check_reported",
    "检查反馈",
    by=HANDED,
    at=CHECKING,
    asks=facts.Checked,
    about=EMPLOYER,
    subject_at=(SENT, REPORTED),
    needs=(that(rules.knows_target, "该单位不在抽中名单中"),),
)
record_result = Act(
    "record_result",
    "录入检查结果",
    by=CLERK,
    at=CHECKING,
    asks=facts.Checked,
    about=EMPLOYER,
    subject_at=(WAITING, SENT),
    subject_to=REPORTED,
    says="由其他部门检查、以书面反馈的，在这里录入。",
)
publish = Act(
    "publish",
    "公布检查结果",
    by=HEAD,
    at=CHECKING,
    asks=facts.Publication,
    about=EMPLOYER,
    subject_at=REPORTED,
    subject_to=SHOWN,
    issues=OUTCOMES,
    says="所列单位的检查结果在门户公布。",
)
void = Act(
    "void",
    "作废本批次",
    by=HEAD,
    at=(DRAFTED, *BEFORE_DRAW),
    to=VOID,
    asks=facts.Ground,
    says="抽取以后不能作废。作废的批次和理由同样公布。",
)

# --- Passages, limits, hand-over ------------------------------------------------------------------------

all_sealed = Once(rules.all_sealed, at=FROZEN, to=REVEALING, label="全部承诺")
all_opened = Once(rules.all_done, at=REVEALING, to=READY, label="揭示结束")
all_shown = Once(everyone(EMPLOYER, SHOWN, REPLACED), at=CHECKING, to=PUBLISHED, label="全部公布")

commitments = Limit(
    "commitments",
    "密封承诺截止",
    days(0),
    article(RANDOM, 1, verified=False),
    starts=after(freeze, day="commit_by"),
    stops=(close_commits, void),
    within=(FROZEN,),
    owed_by=WITNESS,
    rolls=False,
)
reveals = Limit(
    "reveals",
    "揭示截止",
    days(0),
    article(RANDOM, 1, verified=False),
    starts=after(freeze, day="reveal_by"),
    stops=(note_silent, void),
    within=(FROZEN, REVEALING),
    owed_by=WITNESS,
    rolls=False,
)
# Twenty working days are common practice in national rules; no article says so for labour inspection.
publication = Limit(
    "publication",
    "公布检查结果",
    working_days(20),
    article(RANDOM, 1, verified=False),
    per=EMPLOYER,
    starts=(after(check_reported, day="checked_on"), after(record_result, day="checked_on")),
    stops=publish,
    owed_by=HEAD,
)

to_check = Handover(
    after=dispatch,
    opens="inspection.check",
    takes=(EMPLOYER,),
    carries=onward.assignment,
    cites=article(RULE, 16),
)

BATCH = Procedure(
    "draws.batch",
    "双随机抽查批次",
    since=date(2016, 1, 1),
    opens=plan,
    acts=(
        amend,
        freeze,
        commit,
        close_commits,
        reveal,
        note_silent,
        state_public,
        draw,
        substitute,
        dispatch,
        check_reported,
        record_result,
        publish,
        void,
    ),
    limits=(commitments, reveals, publication),
    onces=(all_sealed, all_opened, all_shown),
    handovers=(to_check,),
    put_right_by=(HEAD,),
    seen_by=(WITNESS,),
    steps=(DRAFTED, FROZEN, REVEALING, READY, CHECKING, PUBLISHED),
    case_number=NUMBER,
    called=rules.called,
)

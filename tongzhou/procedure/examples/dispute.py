"""劳动争议仲裁 — arbitration with one claimant or five hundred. 劳动争议调解仲裁法; 办案规则.

Shapes: a late body, a lost right, two calendars, extension, stays, resets, counting back, a clock for
each party, representatives, one ledger, one document with a part for each person, a split.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from tongzhou.law import article, days, working_days
from tongzhou.procedure.declare import (
    HANDED,
    PARTY,
    Act,
    Between,
    Extension,
    Handover,
    Kind,
    Ledger,
    Limit,
    Merging,
    Office,
    Once,
    Paper,
    Procedure,
    State,
    adds,
    after,
    body_late,
    puts,
    right_lost,
)
from tongzhou.procedure.examples.inspection import OVERSEER
from tongzhou.procedure.facts import Facts, FileRef, Naming, PhoneSigned, Text, ask
from tongzhou.procedure.needs import everyone, if_so, so, with_consent
from tongzhou.procedure.view import View

RULES, LAW = "劳动人事争议仲裁办案规则", "劳动争议调解仲裁法"
CLERK = Office("example_clerk", "仲裁院书记员")
ARBITRATOR = Office("example_arbitrator", "仲裁员")
CHAIR = Office("example_chair", "仲裁委员会主任")

CLAIMING = State("claiming", staff="请求中", public="审理中")
SETTLED = State("settled", staff="已调解", public="已达成调解")
AWARDED = State("awarded", staff="已裁决", public="已裁决")
WITHDRAWN = State("withdrawn", staff="已撤回", public="已撤回")
SPLIT = State("split", staff="分案审理", public="分案审理")
UNSERVED = State("unserved", staff="未送达", public="待送达")
SERVED = State("served", staff="已送达", public="已送达")
ANSWERED = State("answered", staff="已答辩", public="已答辩")
SET = State("set", staff="已排期", public="待开庭")
ACTING = State("acting", staff="代表", public="代表")

CLAIMANT = Kind(
    "claimant", "申请人", (CLAIMING, SETTLED, AWARDED, WITHDRAWN, SPLIT), registry="worker"
)
RESPONDENT = Kind("respondent", "被申请人", (UNSERVED, SERVED, ANSWERED), registry="employer")
HEARING = Kind("hearing", "庭审", (SET,))
SPOKESMAN = Kind("representative", "代表人", (ACTING,))

APPLIED = State("applied", staff="待立案", public="已收到申请")
CORRECTING = State("correcting", staff="待补正", public="请补正材料")
ACCEPTED = State("accepted", staff="审理中", public="审理中")
CLOSED = State("closed", staff="已结案", public="已结案", final=True)
REFUSED = State("refused", staff="不予受理", public="不予受理", final=True)
MERGED = State("merged", staff="已并案", public="已并入另案一并审理", final=True)


class Application(Naming, frozen=True):
    """What is claimed, by each."""

    cause: Annotated[Text, ask("案由")]
    sums: Annotated[dict[str, int], ask("各申请人请求金额", unit="元")]


class Service(Facts, frozen=True):
    """How and when a paper was received."""

    received_on: Annotated[date, ask("签收日期")]
    way: Annotated[Text, ask("送达方式")] = "直接送达"


class Hearing(Facts, frozen=True):
    """When the hearing is held."""

    hearing_on: Annotated[date, ask("开庭日期")]


class More(Facts, frozen=True):
    """Days granted."""

    days: Annotated[int, ask("延长日数", ge=1, le=15)]


class Ground(Facts, frozen=True):
    """Why."""

    ground: Annotated[Text, ask("事由")]


class Address(PhoneSigned, frozen=True):
    """Where papers reach a party: signed by phone, or on paper at the counter."""

    on_paper = frozenset({"scan"})

    address: Annotated[Text, ask("送达地址", max_length=200)]
    electronic: Annotated[bool, ask("同意电子送达")] = False
    scan: Annotated[tuple[FileRef, ...], ask("签字的确认书")] = ()

    def check(self) -> None:
        """Raise ValueError where nobody has signed."""
        if not self.proof and not self.scan:
            raise ValueError("当事人在窗口签字的，请上传签字的确认书")


class Evidence(Facts, frozen=True):
    """What a party hands in, and what it is to show."""

    shows: Annotated[Text, ask("要证明的事实", long=True, max_length=2000)]
    files: Annotated[tuple[FileRef, ...], ask("证据材料", min_length=1)]


class Shares(Facts, frozen=True):
    """One document with a part for each person: what each of them gets, in fen."""

    shares: Annotated[dict[str, int], ask("每人金额", unit="元")]
    consents: Annotated[tuple[str, ...], ask("已书面同意的被代表人")] = ()


def ten_speak_through_three_to_five(view: View) -> bool:
    """办案规则 62–63: a group of ten or more speaks through three to five representatives."""
    return view.count(CLAIMANT) < 10 or 3 <= view.tally[SPOKESMAN.code, ACTING.code] <= 5


def speaks_through_others(view: View) -> bool:
    """The claimants have chosen representatives."""
    return view.tally[SPOKESMAN.code, ACTING.code] > 0


def spoken_for(view: View, key: str) -> tuple[str, ...]:
    """An elected representative speaks for every claimant; it bears the number of the claimant it is."""
    kind, _slash, ref = key.partition("/")
    if kind != CLAIMANT.code or SPOKESMAN.key(ref) not in view.subjects:
        return ()
    return tuple(s.key for s in view.of(CLAIMANT))


def own_claims(_view: View, facts: Application) -> dict[str, Any]:
    """Return what a split case is opened with."""
    return {"cause": facts.cause, "sums": facts.sums}


apply = Act(
    "apply",
    "申请",
    by=(PARTY, CLERK, HANDED),
    at=(),
    to=APPLIED,
    asks=Application,
    about=(CLAIMANT, RESPONDENT),
    adds=True,
)
represent = Act(
    "represent", "推选代表人", by=(PARTY, CLERK), at=(APPLIED, ACCEPTED), about=SPOKESMAN, adds=True
)
ask_papers = Act("ask_papers", "通知补正", by=CLERK, at=APPLIED, to=CORRECTING, asks=Ground)
give_papers = Act("give_papers", "补正齐全", by=(PARTY, CLERK), at=CORRECTING, to=APPLIED)
accept = Act(
    "accept",
    "受理",
    by=CLERK,
    at=APPLIED,
    to=ACCEPTED,
    needs=(
        so(ten_speak_through_three_to_five, "十人以上须推选三至五名代表人", article(RULES, 63)),
    ),
    issues=Paper(
        "acceptance",
        "受理通知书",
        "{prefix}劳人仲案字〔{year}〕第{n}号",
        kind="通知",
        served_on=(CLAIMANT,),
    ),
)
refuse = Act("refuse", "不予受理", by=CLERK, at=APPLIED, to=REFUSED, asks=Ground)
certify_late = Act("certify_late", "出具逾期未决证明", by=CLERK, at=(APPLIED, ACCEPTED))
serve = Act(
    "serve",
    "送达申请书副本",
    by=CLERK,
    at=ACCEPTED,
    asks=Service,
    about=RESPONDENT,
    subject_at=UNSERVED,
    subject_to=SERVED,
)
post = Act("post", "公告送达", by=CLERK, at=ACCEPTED, asks=Ground)
posted = Act("posted", "公告期满", by=CLERK, at=ACCEPTED)
answer = Act(
    "answer",
    "答辩",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    about=RESPONDENT,
    subject_at=SERVED,
    subject_to=ANSWERED,
)
join = Act("join", "追加被申请人", by=ARBITRATOR, at=ACCEPTED, about=RESPONDENT, adds=True)
confirm_address = Act(
    "confirm_address",
    "确认送达地址",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    asks=Address,
    about=(CLAIMANT, RESPONDENT),
    says="以后的文书按这个地址送达，地址变了请重新确认",
)
hand_in = Act(
    "hand_in",
    "提交证据",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    asks=Evidence,
    about=(CLAIMANT, RESPONDENT),
)
amend_claim = Act(
    "amend_claim", "变更请求", by=(PARTY, CLERK), at=ACCEPTED, asks=Application, about=CLAIMANT
)
stay = Act("stay", "中止", by=CHAIR, at=ACCEPTED, asks=Ground)
resume = Act("resume", "恢复审理", by=CHAIR, at=ACCEPTED)
extend = Act("extend", "批准延期", by=CHAIR, at=ACCEPTED, asks=More)
set_hearing = Act(
    "set_hearing", "确定开庭", by=ARBITRATOR, at=ACCEPTED, asks=Hearing, about=HEARING, adds=True
)
notify = Act("notify", "送达开庭通知", by=CLERK, at=ACCEPTED, about=HEARING, subject_at=SET)
settle = Act(
    "settle",
    "达成调解",
    by=ARBITRATOR,
    at=ACCEPTED,
    asks=Shares,
    about=CLAIMANT,
    subject_at=CLAIMING,
    subject_to=SETTLED,
    needs=(
        if_so(
            speaks_through_others,
            with_consent(
                "shares",
                "consents",
                "代表人达成调解的，须经被代表的申请人同意",
                article("民事诉讼法", 56),
            ),
        ),
    ),
    issues=Paper("settlement", "调解书"),
)
award_part = Act(
    "award_part",
    "先行裁决",
    by=ARBITRATOR,
    at=ACCEPTED,
    asks=Shares,
    about=CLAIMANT,
    subject_at=CLAIMING,
    issues=Paper("partial", "先行裁决书", "{prefix}劳人仲先裁字〔{year}〕第{n}号"),
)
award = Act(
    "award",
    "裁决",
    by=ARBITRATOR,
    at=ACCEPTED,
    asks=Shares,
    about=CLAIMANT,
    subject_at=CLAIMING,
    subject_to=AWARDED,
    issues=Paper(
        "award", "裁决书", "{prefix}劳人仲裁字〔{year}〕第{n}号", served_on=(CLAIMANT, RESPONDENT)
    ),
)
withdraw = Act(
    "withdraw",
    "撤回",
    by=(PARTY, CLERK),
    at=ACCEPTED,
    about=CLAIMANT,
    subject_at=CLAIMING,
    subject_to=WITHDRAWN,
)
split = Act(
    "split",
    "分案",
    by=ARBITRATOR,
    at=ACCEPTED,
    asks=Application,
    about=CLAIMANT,
    subject_at=CLAIMING,
    subject_to=SPLIT,
)
serve_award = Act(
    "serve_award",
    "送达裁决书",
    by=CLERK,
    at=(ACCEPTED, CLOSED),
    asks=Service,
    about=CLAIMANT,
    subject_at=AWARDED,
)
sue = Act("sue", "起诉", by=PARTY, at=(ACCEPTED, CLOSED), about=CLAIMANT, subject_at=AWARDED)

done_by_all = Once(
    everyone(CLAIMANT, SETTLED, AWARDED, WITHDRAWN, SPLIT), at=ACCEPTED, to=CLOSED, label="全部办结"
)

acceptance = Limit(
    "acceptance",
    "立案审查",
    working_days(5),
    article(LAW, 29),
    starts=(apply, give_papers),
    stops=(accept, refuse, ask_papers),
)
service = Limit(
    "service",
    "送达申请书副本",
    working_days(5),
    article(LAW, 30),
    per=RESPONDENT,
    starts=(accept, join),
    stops=serve,
)
defence = Limit(
    "defence",
    "答辩",
    working_days(10),
    article(LAW, 30),
    per=RESPONDENT,
    starts=after(serve, day="received_on"),
    stops=answer,
    owed_by=PARTY,
)
# No act stops it: the case is decided when every claim is, so the clock ends with the case.
decision = Limit(
    "decision",
    "裁决",
    days(45),
    article(LAW, 43),
    starts=accept,
    restarts=(join, amend_claim),
    extended=Extension(by=extend, most=15),
    not_counted=(Between(stay, resume, "中止"), Between(post, posted, "公告送达")),  # 办案规则 46
    on_lapse=body_late(opens=certify_late),
    owed_by=ARBITRATOR,
)
hearing_notice = Limit(
    "hearing_notice",
    "开庭通知",
    working_days(5),
    article(LAW, 35),
    per=HEARING,
    starts=after(set_hearing, day="hearing_on"),
    stops=notify,
    back=True,
)
right_to_sue = Limit(
    "right_to_sue",
    "不服裁决起诉",
    days(15),
    article(LAW, 50),
    per=CLAIMANT,
    outlives=True,
    starts=after(serve_award, day="received_on"),
    stops=sue,
    on_lapse=right_lost(),
)

claims = Ledger(
    of=CLAIMANT,
    posts=(
        puts("asked", apply, "sums"),
        puts("asked", amend_claim, "sums"),
        adds("given", settle, "shares"),
        adds("given", award_part, "shares"),
        adds("given", award, "shares"),
    ),
)
to_own_case = Handover(
    after=split,
    opens="example.dispute",
    takes=(CLAIMANT, RESPONDENT),
    carries=own_claims,
    cites=article(RULES, 5),
)

# 并案审理: the members of a collective dispute who came one by one are heard together.
merging = Merging(
    by=(ARBITRATOR, CHAIR), at=(APPLIED, ACCEPTED), to=MERGED, cites=article(RULES, 5)
)

DISPUTE = Procedure(
    "example.dispute",
    "劳动争议仲裁",
    since=date(2017, 7, 1),
    opens=apply,
    acts=(
        represent,
        ask_papers,
        give_papers,
        accept,
        refuse,
        certify_late,
        serve,
        post,
        posted,
        answer,
        confirm_address,
        hand_in,
        join,
        amend_claim,
        stay,
        resume,
        extend,
        set_hearing,
        notify,
        settle,
        award_part,
        award,
        withdraw,
        split,
        serve_award,
        sue,
    ),
    onces=(done_by_all,),
    ledgers=(claims,),
    handovers=(to_own_case,),
    merging=merging,
    limits=(acceptance, service, defence, decision, hearing_notice, right_to_sue),
    put_right_by=(CHAIR,),
    seen_by=(OVERSEER,),
    steps=(APPLIED, ACCEPTED, CLOSED),
)

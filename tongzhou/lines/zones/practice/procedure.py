"""经验做法、复制、国家级推荐 — three flow charts of what comes of a zone."""

from __future__ import annotations

from datetime import date

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
from tongzhou.procedure.declare import HANDED, Act, Paper, Procedure, Reply, Round, Slot, State
from tongzhou.procedure.needs import that

from . import facts, rules

SPREADING, NATIONAL = policy(5), policy(5)
SINCE = date(2018, 3, 26)

# --- 经验做法 -------------------------------------------------------------------------------------

DRAFT = State("draft", staff="起草", public="整理中")
AT_LEAGUE = State("at_league", staff="盟市审核", public="审核中")
AT_REGION = State("at_region", staff="自治区审核", public="审核中")
RETURNED = State("returned", staff="退回修改", public="修改中")
PUBLISHED = State("published", staff="已发布", public="已发布")
WITHDRAWN = State("withdrawn", staff="已撤下", public="已撤下", final=True)
PRACTICE_PAPER = Paper("practice", "经验材料", kind="材料")

draft = Act(
    "draft",
    "起草经验做法",
    by=(HANDED, ZONE_OFFICE),
    at=(),
    to=DRAFT,
    asks=facts.Opening,
    cites=SPREADING,
)
revise = Act(
    "revise", "修改", by=ZONE_OFFICE, at=(DRAFT, RETURNED), asks=facts.Draft, cites=SPREADING
)
submit = Act(
    "submit",
    "报盟市审核",
    by=ZONE_OFFICE,
    at=(DRAFT, RETURNED),
    to=AT_LEAGUE,
    asks=facts.Opinion,
    cites=SPREADING,
)
recommend = Act(
    "recommend",
    "盟市推荐",
    by=LEAGUE_HRSS,
    at=AT_LEAGUE,
    to=AT_REGION,
    asks=facts.Opinion,
    cites=SPREADING,
)
send_back = Act(
    "send_back",
    "退回修改",
    by=(LEAGUE_HRSS, REGION_HRSS),
    at=(AT_LEAGUE, AT_REGION),
    to=RETURNED,
    asks=facts.Return,
    cites=SPREADING,
)
publish = Act(
    "publish",
    "发布",
    by=REGION_HRSS,
    at=AT_REGION,
    to=PUBLISHED,
    asks=facts.Publication,
    issues=PRACTICE_PAPER,
    says="发布后在经验库和门户公开。",
    cites=SPREADING,
)
spread = Act(
    "spread", "调整推广范围", by=REGION_HRSS, at=PUBLISHED, asks=facts.Publication, cites=SPREADING
)
withdraw = Act(
    "withdraw",
    "撤下",
    by=(ZONE_OFFICE, REGION_HRSS),
    at=(DRAFT, RETURNED, PUBLISHED),
    to=WITHDRAWN,
    asks=facts.Withdrawal,
    cites=SPREADING,
)

PRACTICE = Procedure(
    "zones.practice",
    "经验做法",
    since=SINCE,
    opens=draft,
    acts=(revise, submit, recommend, send_back, publish, spread, withdraw),
    put_right_by=(REGION_HRSS,),
    seen_by=(COUNTY, DRAFTER, TASK_UNIT, ASSESSOR, *LEAGUE_FOUR, *REGION_FOUR),
    steps=(DRAFT, AT_LEAGUE, AT_REGION, PUBLISHED),
    called=rules.practice_called,
)

# --- 复制 -----------------------------------------------------------------------------------------

COPYING = State("copying", staff="复制中", public="复制中")
EFFECTIVE = State("effective", staff="已见成效", public="已见成效")
STOPPED = State("stopped", staff="已停止", public="已停止", final=True)
ENDED = State("ended", staff="已转为常规工作", public="已转为常规工作", final=True)

# 试验区以外的其他地区可结合本地实际复制: whoever is in charge of labour relations in a county.
copy = Act(
    "copy",
    "复制经验做法",
    by=(ZONE_OFFICE, DRAFTER),
    at=(),
    to=COPYING,
    asks=facts.Copying,
    needs=(that(rules.copied_by_now, "开始复制的日期不能晚于今天"),),
    cites=SPREADING,
)
effect = Act(
    "effect",
    "填报复制成效",
    by=(ZONE_OFFICE, DRAFTER),
    at=(COPYING, EFFECTIVE),
    to=EFFECTIVE,
    asks=facts.Effect,
    needs=(that(rules.measured_by_now, "数据截至日期不能晚于今天"),),
    cites=SPREADING,
)
settle = Act(
    "settle",
    "转为常规工作",
    by=(ZONE_OFFICE, DRAFTER),
    at=EFFECTIVE,
    to=ENDED,
    asks=facts.Opinion,
    cites=SPREADING,
)
stop = Act(
    "stop",
    "停止复制",
    by=(ZONE_OFFICE, DRAFTER),
    at=(COPYING, EFFECTIVE),
    to=STOPPED,
    asks=facts.Ending,
    cites=SPREADING,
)

COPY = Procedure(
    "zones.copy",
    "经验复制",
    since=SINCE,
    opens=copy,
    acts=(effect, settle, stop),
    put_right_by=(ZONE_OFFICE, DRAFTER),
    seen_by=(COUNTY, *LEAGUE_FOUR, *REGION_FOUR),
    steps=(COPYING, EFFECTIVE, ENDED),
    called=rules.copy_called,
)

# --- 推荐国家级共建试点 ---------------------------------------------------------------------------

SIGNING = State("signing", staff="四部门签署", public="推荐中")
DISAGREED = State("disagreed", staff="四部门有不同意见", public="推荐中")
SIGNED = State("signed", staff="待报送", public="待报送")
SENT = State("sent", staff="已报送", public="已推荐国家级共建试点")
LISTED = State("listed", staff="列入国家级共建试点", public="国家级共建试点", final=True)
NOT_LISTED = State("not_listed", staff="未列入", public="未列入", final=True)
DROPPED = State("dropped", staff="不再推荐", public="不再推荐", final=True)
NOMINATION_PAPER = Paper(
    "nomination", "国家级共建试点推荐表", "{prefix}试验荐〔{year}〕{n}号", kind="函"
)

open_ = Act(
    "open",
    "提出推荐",
    by=HANDED,
    at=(),
    to=SIGNING,
    asks=facts.Recommendation,
    writes="recommendation",
    cites=NATIONAL,
)
sign = Act(
    "sign",
    "签署推荐意见",
    by=REGION_FOUR,
    at=SIGNING,
    asks=facts.Signing,
    needs=(that(rules.saw_the_grounds, "推荐材料已更新，请阅读后再签署"),),
    cites=NATIONAL,
)
revise_nomination = Act(
    "revise",
    "修改后重新提请",
    by=REGION_HRSS,
    at=DISAGREED,
    to=SIGNING,
    asks=facts.Revision,
    writes="recommendation",
    cites=NATIONAL,
)
drop = Act(
    "drop",
    "不再推荐",
    by=REGION_HRSS,
    at=(DISAGREED, SIGNED),
    to=DROPPED,
    asks=facts.Ending,
    cites=NATIONAL,
)
send = Act(
    "send",
    "报送推荐表",
    by=REGION_HRSS,
    at=SIGNED,
    to=SENT,
    asks=facts.Opinion,
    issues=NOMINATION_PAPER,
    cites=NATIONAL,
)
list_ = Act(
    "list",
    "列入国家级共建试点",
    by=REGION_HRSS,
    at=SENT,
    to=LISTED,
    asks=facts.MinistryAnswer,
    needs=(that(rules.answered_by_now, "答复日期不能晚于今天"),),
    cites=NATIONAL,
)
not_list = Act(
    "not_list",
    "未列入",
    by=REGION_HRSS,
    at=SENT,
    to=NOT_LISTED,
    asks=facts.MinistryAnswer,
    needs=(that(rules.answered_by_now, "答复日期不能晚于今天"),),
    cites=NATIONAL,
)
four = Round(
    "four",
    "自治区四部门推荐意见",
    at=SIGNING,
    slots=tuple(Slot(o) for o in REGION_FOUR),
    sign=sign,
    agreed=SIGNED,
    refused=DISAGREED,
    text="recommendation",
)

NOMINATION = Procedure(
    "zones.nomination",
    "国家级共建试点推荐",
    since=SINCE,
    opens=open_,
    acts=(revise_nomination, drop, send, list_, not_list),
    rounds=(four,),
    replies=(Reply(send, "zones.zone", "nominated", rules.nominated, NATIONAL),),
    texts={"recommendation": ("推荐材料",)},
    put_right_by=(REGION_HRSS,),
    seen_by=(ZONE_OFFICE, COUNTY, *LEAGUE_FOUR),
    steps=(SIGNING, SIGNED, SENT, LISTED),
    called=rules.nomination_called,
)

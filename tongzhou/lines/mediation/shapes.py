"""当事人、状态、文书 — whom and what a mediation holds, where it can stand, and what it issues."""

from __future__ import annotations

from tongzhou.procedure.declare import Kind, Paper, State

# --- Who and what a case holds ---------------------------------------------------------------------

CLAIMING = State("claiming", staff="请求中", public="调解中")
LEFT = State("left", staff="已撤回", public="已撤回", final=True)
MOVED = State("moved", staff="已转仲裁", public="已转申请仲裁", final=True)
CLAIMANT = Kind("claimant", "申请人", (CLAIMING, LEFT, MOVED), registry="party")

ASKED = State("asked", staff="待答复", public="待答复")
AGREEING = State("agreeing", staff="同意调解", public="同意调解")
DECLINED = State("declined", staff="不同意调解", public="不同意调解")
RESPONDENT = Kind("respondent", "被申请人", (ASKED, AGREEING, DECLINED), registry="party")

CARRYING = State("carrying", staff="承办", public="承办")
RELIEVED = State("relieved", staff="已更换", public="已更换", final=True)
RECUSED = State("recused", staff="已回避", public="已回避", final=True)
HANDLER = Kind(
    "mediator", "调解员", (CARRYING, RELIEVED, RECUSED), registry="person", blind=RECUSED
)

SET = State("set", staff="已约定", public="已约定")
HELD = State("held", staff="已召开", public="已召开", final=True)
PUT_OFF = State("put_off", staff="未开成", public="未开成", final=True)
SESSION = Kind("session", "调解会", (SET, HELD, PUT_OFF))

DUE = State("due", staff="待履行", public="待付款")
LATE = State("late", staff="未按约履行", public="未按约付款")
PAID = State("paid", staff="已履行", public="已付清", final=True)
PAYMENT = Kind("payment", "履行款项", (DUE, LATE, PAID))

# --- Where a case stands ---------------------------------------------------------------------------

APPLIED = State("applied", staff="待受理", public="已收到申请")
ACCEPTED = State("accepted", staff="待分派", public="已受理")
MEDIATING = State("mediating", staff="调解中", public="调解中")
SIGNING = State("signing", staff="协议待签", public="请核对并签署调解协议")
PERFORMING = State("performing", staff="协议履行中", public="协议已生效")
PERFORMED = State("performed", staff="已履行", public="已履行完毕", final=True)
BROKEN = State("broken", staff="未履行结案", public="未履行，已转其他途径", final=True)
REFUSED = State("refused", staff="不予受理", public="不予受理", final=True)
WITHDRAWN = State("withdrawn", staff="已撤回", public="已撤回", final=True)
FAILED = State("failed", staff="调解不成", public="未达成协议，可申请仲裁", final=True)
BEFORE_AGREEMENT = (APPLIED, ACCEPTED, MEDIATING, SIGNING)
AT_WORK = (ACCEPTED, MEDIATING, SIGNING)
IN_ROOM = (ACCEPTED, MEDIATING, SIGNING, PERFORMING)
EVERYWHERE = (*IN_ROOM, REFUSED, FAILED, PERFORMED, BROKEN)

# --- What it issues --------------------------------------------------------------------------------

NUMBER = Paper("case", "调解案号", "{prefix}调字〔{year}〕{n}号")
BOTH = (CLAIMANT, RESPONDENT)
ACCEPTANCE = Paper("acceptance", "调解受理通知书", kind="通知", served_on=BOTH)
REFUSAL = Paper("refusal", "不予受理调解告知书", kind="通知", served_on=(CLAIMANT,))
AGREEMENT = Paper(
    "agreement", "调解协议书", "{prefix}调协〔{year}〕{n}号", kind="协议", served_on=BOTH
)
FAILURE = Paper("failure", "调解终结通知书", kind="通知", served_on=BOTH)
CALL_RECORD = Paper("call", "履行回访记录", kind="记录")
REVIEW = Paper("review", "仲裁审查申请书", kind="申请")
CONFIRMATION = Paper("confirmation", "司法确认申请书", kind="申请")
PAYMENT_ORDER = Paper("payment_order", "支付令申请书", kind="申请")

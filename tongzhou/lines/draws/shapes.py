"""参与单位、抽查对象、状态、文书 — whom and what a batch holds, where it can stand, what it issues."""

from __future__ import annotations

from tongzhou.procedure.declare import Kind, Paper, State

INVITED = State("invited", staff="待承诺", public="待承诺")
SEALED = State("sealed", staff="已承诺", public="已承诺")
OPENED = State("opened", staff="已揭示", public="已揭示")
SILENT = State("silent", staff="未参与", public="未承诺或未揭示")
BODY = Kind("body", "参与单位", (INVITED, SEALED, OPENED, SILENT), registry="body")

DRAFTED = State("drafted", staff="拟定规则", public="筹备中")
FROZEN = State("frozen", staff="名录已冻结，待承诺", public="名录已冻结并公布，各单位密封承诺")
REVEALING = State("revealing", staff="待揭示", public="各单位揭示承诺的内容")
READY = State("ready", staff="待抽取", public="待抽取")
CHECKING = State("checking", staff="已抽取，检查中", public="已抽取，检查进行中")
PUBLISHED = State("published", staff="结果已公布", public="检查结果已公布", final=True)
VOID = State("void", staff="已作废", public="本批次作废", final=True)
BEFORE_DRAW = (FROZEN, REVEALING, READY)

WAITING = State("waiting", staff="待派发", public="待检查")
SENT = State("sent", staff="已派发", public="待检查")
REPORTED = State("reported", staff="已反馈", public="已检查")
SHOWN = State("shown", staff="结果已公布", public="结果已公布", final=True)
REPLACED = State("replaced", staff="已递补", public="已递补", final=True)
# The same code as in an inspection: a drawn employer goes along by its key. It learns of the batch when
# the results are out, not before somebody stands at its door.
EMPLOYER = Kind(
    "employer",
    "抽查对象",
    (WAITING, SENT, REPORTED, SHOWN, REPLACED),
    registry="party",
    sees_from=PUBLISHED,
)

NUMBER = Paper("batch", "双随机抽查批次", "{prefix}双抽〔{year}〕{n}号", kind="通知")
ROSTER = Paper("roster", "抽查名录冻结公告", "{prefix}双抽公〔{year}〕{n}号", kind="公告")
RESULT = Paper("result", "双随机抽取结果确认书", kind="记录")
OUTCOMES = Paper("outcomes", "双随机抽查结果公示", kind="公告")

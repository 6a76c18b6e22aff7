"""文书 — what a matter of arrears issues, and on whom it must be served. Declarations only."""

from __future__ import annotations

from tongzhou.procedure.declare import Paper

from .states import EMPLOYER

NUMBER = Paper("case", "欠薪案号", "{prefix}欠薪〔{year}〕{n}号")
BOOKS = Paper(
    "books", "责令提供工资支付资料通知书", "{prefix}资料〔{year}〕{n}号", "通知", (EMPLOYER,)
)
ORDER = Paper("order", "责令限期支付工资决定书", "{prefix}责付〔{year}〕{n}号", "决定", (EMPLOYER,))
DRAW = Paper("draw", "工资保证金支付通知书", "{prefix}保支〔{year}〕{n}号", "通知")
ADVANCE = Paper("advance", "应急周转金垫付决定书", "{prefix}垫付〔{year}〕{n}号", "决定")
RECOVER = Paper("recover", "垫付工资追偿通知书", "{prefix}追偿〔{year}〕{n}号", "通知", (EMPLOYER,))
NOTICE = Paper("notice", "欠薪案件移交（通报）函", "{prefix}欠函〔{year}〕{n}号", "函")
CLOSING = Paper("closing", "欠薪案件结案报告", "{prefix}欠结〔{year}〕{n}号", "报告")

"""依据 — the instruments this line cites, by the names they bear in the register of instruments."""

from __future__ import annotations

WAGES = "保障农民工工资支付条例"
WAGES_IM = "内蒙古自治区保障农牧民工工资支付条例"
REGULATION = "劳动保障监察条例"
DEPOSIT = "工程建设领域农民工工资保证金规定"
PENALTY = "行政处罚法"
CREDIT = "拖欠农民工工资失信联合惩戒对象名单管理暂行办法"
CRIME = "刑法"
POLICE = "行政执法机关移送涉嫌犯罪案件的规定"
# What the house promises of itself where the law sets no figure: no statute, and marked as unverified.
PROMISE = "欠薪案件回访服务承诺"

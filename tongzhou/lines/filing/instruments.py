"""依据 — the articles this line rests on, by the names they bear in the register of instruments."""

from __future__ import annotations

from tongzhou.law import article
from tongzhou.law.retirement import ELASTIC, RULE

RETIREMENT, RETIREMENT_ELASTIC = RULE, ELASTIC

CONTRACT = "劳动合同法"
# 劳社部发〔2006〕46号 was read only at second hand, through provincial texts: every figure from it says so.
FILING = article("关于建立劳动用工备案制度的通知", 2, verified=False, unit="部分")
PLATFORM = article("关于维护新就业形态劳动者劳动保障权益的指导意见", 1, verified=False, unit="部分")
# What the house promises of itself where no text sets a figure: no statute, and marked as unverified.
PROMISE = article("劳动用工备案异议办理承诺（非法定）", 1, verified=False)
INSURED = article("社会保险法", 57)
REGISTERED = article("社会保险法", 58)
ROSTER = article(CONTRACT, 7)
WRITTEN = article(CONTRACT, 10)
PROBATION = article(CONTRACT, 19)
ENDING = article(CONTRACT, 50)
DISPATCH_TERM = article(CONTRACT, 58)
DISPATCH_OWN = article(CONTRACT, 67)
PART_TIME_HOURS = article(CONTRACT, 68)
PART_TIME_PROBATION = article(CONTRACT, 70)
PART_TIME_PAY = article(CONTRACT, 72)
DOUBLE_WAGE = article(CONTRACT, 82)
LEAST_AGE = article("劳动法", 15)
MINIMUM = article("劳动法", 48)

# Those who work here with another paper than 居民身份证. Official texts could not be read: what rests on them is told, and keeps no row out.
PERMIT = article("出境入境管理法", 41, verified=False)
PERMANENT_WORKS = article("出境入境管理法", 48, verified=False)
FOREIGN_CONDITIONS = article("外国人在中国就业管理规定", 7, verified=False)
FOREIGN_TERM = article("外国人在中国就业管理规定", 17, verified=False)
HMT_NO_PERMIT = article("国务院关于取消一批行政许可等事项的决定", 1, verified=False, unit="部分")
HMT_INSURED = article("香港澳门台湾居民在内地（大陆）参加社会保险暂行办法", 2, verified=False)
FOREIGN_INSURED = article("社会保险法", 97)

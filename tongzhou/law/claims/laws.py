"""依据 — the articles the calculators rest on, each opened once and named after what it gives."""

from __future__ import annotations

from tongzhou.law.articles import article

CONTRACT, RULES = "劳动合同法", "劳动合同法实施条例"
SECOND = "最高人民法院关于审理劳动争议案件适用法律问题的解释（二）"
INJURY, LEAVE, LEAVE_RULES = "工伤保险条例", "职工带薪年休假条例", "企业职工带薪年休假实施办法"
PAYMENT, MEDIATION, HANDLING = "工资支付暂行规定", "劳动争议调解仲裁法", "劳动人事争议仲裁办案规则"
MINIMUM, MEDICAL = "最低工资规定", "企业职工患病或非因工负伤医疗期规定"
NONPAYMENT = "最高人民法院关于审理拒不支付劳动报酬刑事案件适用法律若干问题的解释"

WRITTEN_CONTRACT = article(CONTRACT, 10)
DEEMED_OPEN = article(CONTRACT, 14)
PROBATION = article(CONTRACT, 19)
PAY_IN_TIME = article(CONTRACT, 30)
OVERTIME_DUTY = article(CONTRACT, 31)
BY_AGREEMENT = article(CONTRACT, 36)
RESIGNATION = article(CONTRACT, 37)
FORCED_OUT = article(CONTRACT, 38)
AT_FAULT = article(CONTRACT, 39)
NO_FAULT = article(CONTRACT, 40)
LAYOFF = article(CONTRACT, 41)
ENDINGS = article(CONTRACT, 44)
SEVERANCE_WHEN = article(CONTRACT, 46)
SEVERANCE = article(CONTRACT, 47)
UNLAWFUL = article(CONTRACT, 48)
HAND_OVER = article(CONTRACT, 50)
DOUBLE_WAGE = article(CONTRACT, 82)
PROBATION_PAY = article(CONTRACT, 83)
PAY_ORDER = article(CONTRACT, 85)
TWICE = article(CONTRACT, 87)
BEFORE_2008 = article(CONTRACT, 97)

REFUSES_TO_SIGN = article(RULES, 5)
DOUBLE_FROM_TO = article(RULES, 6)
DOUBLE_AT_MOST = article(RULES, 7)
MERGED_SERVICE = article(RULES, 10)
PUBLIC_POST = article(RULES, 12)
PLACE_OF_WORK = article(RULES, 14)
NOTICE_STANDARD = article(RULES, 20)
RETIRING = article(RULES, 21)
TASK_DONE = article(RULES, 22)
INJURED_ENDING = article(RULES, 23)
NOT_BOTH = article(RULES, 25)
WAGES_PAYABLE = article(RULES, 27)

PART_MONTH = article(SECOND, 6)
EXCEPTIONS = article(SECOND, 7)
EXTENDED_BY_LAW = article(SECOND, 8)
NO_DOUBLE_AFTER = article(SECOND, 9)
SILENT_RENEWAL = article(SECOND, 11)

LIMITATION = article(MEDIATION, 27)
FINAL_AWARD = article(MEDIATION, 47)
FINAL_ITEMS = article(HANDLING, 50)

OVERTIME_LIMIT = article("劳动法", 41)
OVERTIME_RATES = article("劳动法", 44)
OVERTIME_1994 = article(PAYMENT, 13)
STOPPAGE = article(PAYMENT, 12)
DEDUCTION = article(PAYMENT, 16)

LEAVE_DAYS = article(LEAVE, 3)
NO_LEAVE = article(LEAVE, 4)
LEAVE_PAY = article(LEAVE, 5)
LEAVE_BREACH = article(LEAVE, 7)
LEAVE_FIRST_YEAR = article(LEAVE_RULES, 3)
LEAVE_JOINED = article(LEAVE_RULES, 5)
LEAVE_UNUSED = article(LEAVE_RULES, 10)
LEAVE_DAILY = article(LEAVE_RULES, 11)
LEAVE_LEFT = article(LEAVE_RULES, 12)

MINIMUM_COUNTABLE = article(MINIMUM, 12)

PAID_CARE = article(INJURY, 34)
GRADES_1_TO_4 = article(INJURY, 35)
GRADES_5_TO_6 = article(INJURY, 36)
GRADES_7_TO_10 = article(INJURY, 37)
DEATH = article(INJURY, 39)
UNINSURED = article(INJURY, 62)
OWN_WAGE = article(INJURY, 64)

MEDICAL_PERIOD = article(MEDICAL, 3)
MEDICAL_WINDOW = article(MEDICAL, 4)
SICK_PAY = article(
    "关于贯彻执行《中华人民共和国劳动法》若干问题的意见", 59, verified=False, unit="条"
)

CRIME = article("刑法", 276, inserted=1)
CRIME_AMOUNTS = article(NONPAYMENT, 3)
CRIME_ORDER = article(NONPAYMENT, 4)

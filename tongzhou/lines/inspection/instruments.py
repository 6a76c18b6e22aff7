"""法规名称 — the instruments this line cites, by the names of the table of instruments."""

from __future__ import annotations

RULE = "劳动保障监察条例"
DETAIL = "关于实施《劳动保障监察条例》若干规定"
LOCAL = "内蒙古自治区劳动保障监察条例"
PENALTY = "行政处罚法"
FORCE = "行政强制法"
REVIEW = "行政复议法"
SUIT = "行政诉讼法"
TRANSFER = "行政执法机关移送涉嫌犯罪案件的规定"
PUBLICITY = "重大劳动保障违法行为社会公布办法"
UNION = "内蒙古自治区工会劳动法律监督条例"
WAGES = "保障农民工工资支付条例"

"""依据 — what this line cites. No text of either is at hand, so both are marked as unverified and bind nobody."""

from __future__ import annotations

from tongzhou.law import article

MEASURES = article("内蒙古自治区基层劳动关系协调员管理办法", 1, verified=False)
# What the house asks of itself where no statute sets a figure.
ARRANGED = article("走访和风险报告的工作安排（非法定）", 1, verified=False)

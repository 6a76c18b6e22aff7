"""职务 — who receives reports, who decides between regions."""

from __future__ import annotations

from tongzhou.procedure.declare import Office

CLERK = Office("intake_clerk", "举报投诉受理员", level=6, body="inspection")
CHIEF = Office("intake_chief", "举报投诉受理负责人", level=6, body="inspection")
# 共同的上一级 (监察条例 13): the league where both counties lie in one, else the autonomous region.
LEAGUE = Office("intake_league", "盟市监察管辖协调员", level=4, body="hrss")
PROVINCE = Office("intake_province", "自治区监察管辖协调员", level=2, body="hrss")

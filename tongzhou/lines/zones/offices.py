"""职务 — who acts in the programme, and in which kind of body."""

from __future__ import annotations

from tongzhou.procedure.declare import Office

FOUR = {"hrss": "人社", "drc": "发改", "union": "总工会", "fic": "工商联"}


def four(level: int, code: str, word: str) -> tuple[Office, ...]:
    """Return the four sponsoring departments at a level, in the order of the policy."""
    return tuple(
        Office(f"zone_{kind}_{code}", f"{word}{label}", level=level, body=kind)
        for kind, label in FOUR.items()
    )


LEAGUE_FOUR = four(4, "league", "盟市")
REGION_FOUR = four(2, "region", "自治区")
LEAGUE_HRSS, REGION_HRSS = LEAGUE_FOUR[0], REGION_FOUR[0]

DRAFTER = Office("zone_drafter", "试验区方案起草人", level=6, body="hrss")
ZONE_OFFICE = Office("zone_office", "试验区办公室", level=6, body="hrss")
COUNTY = Office("county_government", "旗县（市、区）人民政府", level=6, body="government")
# 牵头单位 and 参与单位: a body of the county that owns a task; any kind of body may hold it.
TASK_UNIT = Office("zone_task_unit", "任务责任单位", level=6)
EXPERT = Office("zone_expert", "劳动和社会保障科学研究院专家", level=None, body="institute")
ASSESSOR = Office("zone_assessor", "评估验收组成员", level=2, body="hrss")

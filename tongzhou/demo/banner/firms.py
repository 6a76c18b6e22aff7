"""The forty employers: those of a synthetic block that lie in the banner, registered under names that say they are examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime

import numpy as np

from tongzhou.demo.synthetic.region import BLOCK, COUNTIES, INDUSTRIES, Block, block
from tongzhou.registry import employing
from tongzhou.registry.models import Employer, Industry, Region

COUNTY, SEED, FIRMS = "150221", 7, 40
FIRST = BLOCK  # of the block whose employers are taken: it has forty in the banner, and more
WORDS = ("敕勒川", "大青山", "黄河湾", "沟门", "美岱", "将军尧", "海子", "苏波盖", "双龙", "明沙淖")
TRADES = {
    "C": ("金属制品", "饲料加工", "乳制品", "塑料制品"),
    "E": ("建筑劳务", "市政工程"),
    "F": ("农资商贸", "建材销售", "超市"),
    "G": ("货运", "仓储"),
    "H": ("餐饮", "宾馆"),
    "B": ("石料", "矿业"),
}


def of_the_banner(months: int, start: date) -> Block:
    """Return the first forty employers of the banner."""
    whole = block(FIRST, BLOCK, months, SEED, start)
    at = np.flatnonzero(whole.county == COUNTIES.index(COUNTY))[:FIRMS]
    columns = ("county", "industry", "size", "stress", "hazard", "begins", "unpaid", "day")
    taken = {name: getattr(whole, name)[at] for name in columns}
    return replace(whole, code=[whole.code[n] for n in at.tolist()], **taken)


def names_of(one: Block) -> dict[str, str]:
    """Return credit code → name."""
    made = {}
    for n, (code, industry) in enumerate(zip(one.code, one.industry.tolist(), strict=True)):
        trades = TRADES[INDUSTRIES[industry]]
        made[code] = f"示例{WORDS[n % len(WORDS)]}{trades[n % len(trades)]}有限公司{n + 1:02d}号"
    return made


def register(one: Block, at: datetime) -> dict[str, Employer]:
    """Register them; return credit code → employer."""
    towns = list(
        Region.objects.filter(code__startswith=COUNTY, level="township")
        .order_by("code")
        .values_list("code", flat=True)
    ) or [COUNTY]
    industries = Industry.objects.in_bulk(INDUSTRIES)
    return {
        code: employing.register_employer(
            name=name, uscc=code, region_id=towns[n % len(towns)], by=None, at=at, reason="演示", headcount=int(one.size[n]),
            industry=industries.get(INDUSTRIES[int(one.industry[n])]),
        )
        for n, (code, name) in enumerate(names_of(one).items())
    }  # fmt: skip

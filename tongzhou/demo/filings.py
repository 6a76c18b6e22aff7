"""备案文件 — a made-up file of filings with a known number of faults: for tests, the demo and the bench. Nobody in it exists.

Every two-hundredth row has a fault of its own kind, so that what a load must reject is known to the row; see `FAULTS`.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from tongzhou.law.reckoning import add_months
from tongzhou.registry import credit_code, identity

HEAD = (
    "统一社会信用代码", "单位名称", "证件号码", "姓名", "合同类型", "合同起始日", "合同终止日", "试用期月数",
    "月工资", "岗位", "工作地区划", "签订日期",
)  # fmt: skip
USCC, NUMBER, NAME, TERM, STARTS, ENDS, PROBATION, PAY = 0, 2, 3, 4, 5, 6, 7, 8
COUNTIES = ("150102", "150105", "150202", "150203", "150221", "150302", "150402", "150502", "150602", "150702", "150802", "150902")  # fmt: skip
SURNAMES, GIVEN = (
    "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗",
    "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀兰霞平刚桂英华玉萍红建文斌云",
)
JOBS = (
    "砌筑工",
    "钢筋工",
    "电工",
    "焊工",
    "保洁员",
    "保安",
    "收银员",
    "驾驶员",
    "牧业工人",
    "会计",
    "护士",
    "挤奶工",
)
TERMS = ("固定期限",) * 8 + ("无固定期限", "以完成一定工作任务为期限")
EVERY = 200  # rows from one fault of a kind to the next
FIRST = date(2022, 1, 1)
# What is wrong with the n-th row of each two hundred, by the code under which it is told.
FAULTS: dict[int, str] = {
    3: "uscc!", 13: "number!", 23: "name?", 33: "starts_on!", 43: "F105", 53: "F115", 63: "F112",
}  # fmt: skip
REPEATS = 73  # and this row repeats the key of the one before


def employers(count: int, seed: int = 2018) -> list[tuple[str, str, str]]:
    """Return credit code, name and county of so many employers."""
    draw = random.Random(f"employers {seed}")
    made = []
    for n in range(count):
        county = COUNTIES[n % len(COUNTIES)]
        bare = f"91{county}" + "".join(draw.choices(credit_code.ALPHABET, k=9))
        made.append(
            (bare + credit_code.check_character(bare), f"内蒙古示例第{n + 1}有限责任公司", county)
        )
    return made


def rows(
    count: int, *, seed: int = 2018, firms: int = 0, faults: bool = True
) -> Iterator[list[str]]:
    """Yield rows in the order of HEAD."""
    draw = random.Random(f"filings {seed}")
    made = employers(firms or max(1, min(count // 10, 100_000)), seed)
    before: list[str] = []
    for n in range(count):
        row = _right(draw, made[min(int(draw.paretovariate(1.2) * 5), len(made)) - 1])
        if faults:
            _spoil(row, n % EVERY, before)
        before = row
        yield row


def _right(draw: random.Random, firm: tuple[str, str, str]) -> list[str]:
    uscc, name, county = firm
    born = date(1966, 1, 1) + timedelta(days=draw.randrange(14_000))
    seventeen = f"{county}{born:%Y%m%d}{draw.randrange(1000):03d}"
    starts = FIRST + timedelta(days=draw.randrange(1_000))
    term, months = draw.choice(TERMS), draw.choice((6, 12, 24, 36, 60))
    ends = add_months(starts, months) - timedelta(days=1) if term == TERMS[0] else None
    most = {6: 1, 12: 2, 24: 2, 36: 6, 60: 6}[months] if ends else 6 if term == "无固定期限" else 0
    return [
        uscc,
        name,
        seventeen + identity.check_character(seventeen),
        draw.choice(SURNAMES) + "".join(draw.choices(GIVEN, k=2)),
        term,
        starts.isoformat(),
        ends.isoformat() if ends else "",
        str(draw.randint(0, most)),
        f"{draw.randrange(228_000, 1_500_000) / 100:.2f}",
        draw.choice(JOBS),
        county,
        (starts - timedelta(days=draw.randrange(20))).isoformat(),
    ]


def _spoil(row: list[str], place: int, before: list[str]) -> None:
    fault = FAULTS.get(place)
    if place == REPEATS:
        for at in (USCC, 1, NUMBER, STARTS, ENDS, TERM, PROBATION):
            row[at] = before[at]
    elif fault in ("uscc!", "number!"):
        at = USCC if fault == "uscc!" else NUMBER
        row[at] = row[at][:15] + ("7" if row[at][15] != "7" else "3") + row[at][16:]
    elif fault == "name?":
        row[NAME] = ""
    elif fault == "starts_on!":
        row[STARTS] = "2025-13-40"
    elif fault == "F105":
        row[TERM], row[ENDS], row[PROBATION] = "固定期限", "2020-01-01", "0"
    elif fault == "F115":
        row[PAY] = "900.00"
    elif fault == "F112":
        row[TERM], row[PROBATION] = "无固定期限", "9"
        row[ENDS] = ""


def write(path: Path, count: int, *, encoding: str = "utf-8", **how: Any) -> Path:
    """Write a CSV; return its path."""
    with path.open("w", encoding=encoding, newline="") as file:
        out = csv.writer(file, lineterminator="\n")
        out.writerow(HEAD)
        out.writerows(rows(count, **how))
    return path


def expected(count: int) -> dict[str, int]:
    """Return how many rows of a file of so many carry each fault, and how many repeat another."""
    told = {code: len(range(place, count, EVERY)) for place, code in FAULTS.items()}
    return told | {"duplicate": len(range(REPEATS, count, EVERY))}

"""超龄 — whether a worker has reached the statutory age of retirement, by the month of birth, in words. Pure.

A number does not tell whether a woman's post is one from which women retired at fifty-five; between her two days both are told.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongzhou.law.retirement import WOMAN_50, Retirement, retirements


@dataclass(frozen=True)
class Standing:
    """One age that may hold for a worker, and whether it is reached on a day."""

    of: Retirement
    is_reached: bool

    @property
    def words(self) -> str:
        """Say which age, and on which day: 原五十周岁退休的女职工 50周岁3个月，2025-08-03."""
        return f"{self.of.group.label}：{self.of.words}，{self.of.on}"


def standings(*, born: date, woman: bool, on: date) -> tuple[Standing, ...]:
    """Return each age that may hold, the earlier first, and whether it is reached on a day."""
    return tuple(Standing(r, r.on <= on) for r in retirements(woman=woman, born=born))


def past(*, born: date, woman: bool, on: date) -> str:
    """Say that a worker is over age on a day, or may be by the post; "" where not."""
    reached = [s.of for s in standings(born=born, woman=woman, on=on) if s.is_reached]
    if not reached:
        return ""
    last = retirements(woman=woman, born=born)[-1]
    if last in reached:
        return (
            f"已于 {last.on} 达到法定退休年龄（{last.words}），请核对是否属于超龄劳动者用工；"
            "协商一致弹性延迟退休的，请在岗位中注明。"
        )
    first = reached[0]
    assert first.group.code == WOMAN_50
    return (
        f"女职工按原五十周岁退休的，已于 {first.on} 达到法定退休年龄（{first.words}），请核对是否属于超龄劳动者用工；"
        f"管理、技术岗位（原五十五周岁）到 {last.on} 才达到，不必处理。"
    )


def of_working_age(*, born: date, woman: bool, on: date) -> str:
    """Say that somebody declared as over age is of working age by every age that may hold; "" where not."""
    first, *_ = standings(born=born, woman=woman, on=on)
    if first.is_reached:
        return ""
    return (
        f"到 {first.of.on} 才达到法定退休年龄（{first.of.words}），此前建立的是劳动关系，请核对用工形式；"
        "已经依法享受基本养老保险待遇的除外。"
    )

"""受理审查 — what the law asks about an application, computed from what was stated: jurisdiction, simple handling, group, limitation.

Nothing is decided here. Each answer says why, and which article says so; the clerk decides.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from tongzhou.law import Article, Calendar, article, due, years
from tongzhou.law.heads import PAY
from tongzhou.lines.arbitration import choices
from tongzhou.lines.arbitration.facts.bringing import Application
from tongzhou.procedure.claims import ClaimItem

from .track import GROUP, is_worker

LAW, RULES = "劳动争议调解仲裁法", "劳动人事争议仲裁办案规则"
Standing = Literal["ok", "warn", "stop"]
COUNTY = 6  # digits of the code of a banner or county


@dataclass(frozen=True)
class Answer:
    """What was found on one question, in words for the clerk, and the article that asks it."""

    standing: Standing
    words: str
    cites: Article


def jurisdiction(place: str, seat: str, here: str, names: Mapping[str, str] = {}) -> Answer:
    """Say whether the commission of the county `here` has the case, and why. 调解仲裁法 21; 办案规则 8.

    `place` is where the contract is performed, `seat` where the employer is; empty: not known.
    """
    law = article(LAW, 21)
    place_here, seat_here = _within(place, here), _within(seat, here)
    place_name, seat_name = names.get(place, place), names.get(seat, seat)
    if place_here and seat_here:
        return Answer("ok", "劳动合同履行地和用人单位所在地都在本辖区，由本委管辖。", law)
    if place_here:
        if seat:
            words = (
                f"劳动合同履行地在本辖区，由本委管辖。用人单位所在地（{seat_name}）的仲裁委也有管辖权；"
                "双方分别向两地申请的，由劳动合同履行地即本委管辖。"
            )
            return Answer("ok", words, law)
        return Answer("ok", "劳动合同履行地在本辖区，由本委管辖。", law)
    if seat_here and not place:
        words = "劳动合同履行地不明确，用人单位所在地在本辖区，由本委管辖。"
        return Answer("ok", words, article(RULES, 8))
    if seat_here:
        words = (
            f"用人单位所在地在本辖区，本委可以受理。劳动合同履行地在{place_name}；"
            "双方分别向两地申请的，由劳动合同履行地的仲裁委管辖，请先核实对方是否已在当地申请。"
        )
        return Answer("warn", words, law)
    if not place and not seat:
        return Answer("warn", "没有填写劳动合同履行地和用人单位所在地，请先问清。", law)
    where = f"{place_name}（劳动合同履行地）" if place else f"{seat_name}（用人单位所在地）"
    return Answer("stop", f"两地都不在本辖区，请告知申请人向{where}的仲裁委申请。", law)


def _within(code: str, here: str) -> bool:
    return bool(code) and code[:COUNTY] == here


def group(claimants: Iterable[str], *, collective_contract: bool) -> Answer | None:
    """Say so where the special procedure for groups applies: ten workers, or a collective contract."""
    n = sum(is_worker(key) for key in claimants)
    if collective_contract:
        words = "因履行集体合同发生的争议，适用集体争议程序。"
    elif n >= GROUP:
        words = f"申请人{n}人，已满十人；有共同请求的，适用集体争议程序，优先立案、优先审理。"
    else:
        return None
    return Answer("warn", words, article(RULES, 62))


@dataclass(frozen=True)
class Simple:
    """Whether the amount allows simple handling, with what was compared. Amounts in fen."""

    tested: int
    average_wage: int | None
    verified: bool = True
    source: str = ""

    @property
    def fits(self) -> bool | None:
        """Say whether the amount is small enough; None where the wage is not recorded."""
        return None if self.average_wage is None else self.tested <= self.average_wage

    @property
    def answer(self) -> Answer:
        """Say it in words."""
        whose = "每名申请人中最高的" if choices.SIMPLE_BY_EACH_CLAIMANT else "全案"
        told = f"{whose}请求金额合计 {_yuan(self.tested)} 元"
        cites = article(RULES, 56)
        if self.average_wage is None:
            words = f"{told}；自治区上年度职工年平均工资尚未收录，请查实后填写再比较。"
            return Answer("warn", words, cites)
        wage = f"自治区上年度职工年平均工资 {_yuan(self.average_wage)} 元"
        doubt = "" if self.verified else f"（{self.source}，尚未与原文核对，请核实）"
        if not self.fits:
            words = f"{told}，超过{wage}{doubt}；只有案情清楚或双方同意，才可以简易处理。"
            return Answer("stop", words, cites)
        words = f"{told}，不超过{wage}{doubt}，可以简易处理。"
        return Answer("ok" if self.verified else "warn", words, cites)


def simple(
    sums: Iterable[int], *, average_wage: int | None, verified: bool = True, source: str = ""
) -> Simple:
    """Compare what is claimed with the average wage of the year before. 办案规则 56. Amounts in fen."""
    all_of_them = list(sums)
    tested = max(all_of_them, default=0) if choices.SIMPLE_BY_EACH_CLAIMANT else sum(all_of_them)
    return Simple(tested, average_wage, verified, source)


# 办案规则 57: what a clerk must rule out before a case is handled simply.
EXCLUSIONS = (
    "涉及国家利益、社会公共利益",
    "有重大社会影响",
    "被申请人下落不明",
    "仲裁委员会认为不宜简易处理",
)


def limitation(
    brought: Application, items: Iterable[ClaimItem], *, on: date, calendar: Calendar
) -> list[Answer]:
    """Warn of claims whose year may be over. 调解仲裁法 27. It is never a ground of its own motion:
    the commission looks at it only where the other side raises it.

    Arrears of pay know no limitation while one is employed, and one year after that. Other claims run
    from the day one knew; the end of the period claimed for stands for it here. Whoever mediated first
    has interrupted it: `first_seen` counts as the day of the application.
    """
    brought_on = brought.first_seen or on
    found: list[Answer] = []
    for item in items:
        is_pay = item.of.sort == PAY
        if is_pay and brought.left_on is None:
            continue
        start = brought.left_on if is_pay else item.until or brought.left_on
        if start is None:
            continue
        last = due(years(1), start=start, calendar=calendar).day
        if last is None or brought_on <= last:
            continue
        since = "离职" if start == brought.left_on else "所请求的期间届满"
        words = (
            f"“{item.of.label}”：{since}（{start}）已满一年（至 {last}），对方可能提出时效抗辩。"
            "请问清有无中断、中止的事由，并提示申请人；不因此不予受理。"
        )
        found.append(Answer("warn", words, article(LAW, 27)))
    return found


def missing(brought: Application, *, contact: Mapping[str, tuple[bool, bool, bool]]) -> list[str]:
    """Return what the application still lacks. 办案规则 29.

    `contact` says for each claimant whether identity number, phone and address for service are known.
    """
    found: list[str] = []
    for key, (number, phone, address) in contact.items():
        name = brought.names.get(key, key)
        lacks = [
            word
            for has, word in ((number, "身份证号码"), (phone, "联系电话"), (address, "送达地址"))
            if not has
        ]
        if lacks:
            found.append(f"{name}的{'、'.join(lacks)}")
    if not brought.evidence:
        found.append(
            "证据材料及证据清单（劳动合同、工资支付记录、考勤等能证明劳动关系和请求的材料）"
        )
    if not any(key.startswith("respondent/") for key in brought.names):
        found.append("被申请人的名称、住所和联系方式")
    return found


@dataclass(frozen=True)
class Earlier:
    """A case of the same worker against the same employer, and what it means for this one."""

    uid: str
    title: str
    number: str
    state: str
    since: date | None
    heads: tuple[str, ...]  # codes claimed there as well
    answer: Answer


def earlier(case_state: str, claimant_state: str) -> Answer | None:
    """Say what an earlier case of the same two means for a new one; None: nothing. 办案规则 34, 35, 39."""
    if claimant_state == "withdrawn":
        return Answer("ok", "前案已撤回，就同一争议再次申请的应当受理。", article(RULES, 35))
    if claimant_state == "defaulted":
        words = "前案因申请人无正当理由不到庭按撤回处理，就同一争议再次申请的不予受理。"
        return Answer("stop", words, article(RULES, 39))
    if claimant_state in ("awarded", "settled"):
        words = "前案已有裁决书或生效的调解书，就同一争议再次申请的不予受理。"
        return Answer("stop", words, article(RULES, 34))
    if case_state in ("applied", "correcting", "suggested", "accepted", "passing"):
        words = "同一劳动者与同一用人单位的案件正在办理，请核对是否同一争议；可以并案或者增加请求。"
        return Answer("stop", words, article(RULES, 34))
    return None


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}" + (f".{fen % 100:02d}" if fen % 100 else "")

"""调解方式 — who mediates, under which law, and what is different for it. One table, read by rules and pages.

`clock` names the period in which the mediation must end: fifteen days from acceptance (协商调解规定 29;
written for committees of enterprises, followed by the others), none of its own (人民调解法 names none; the
statute's fifteen days from receipt still run), ten working days of an entrusted arbitration case (办案规则
70), thirty days of a case a court has sent (特邀调解规定, not read: unverified).
`consent` says what is needed to begin: the agreement of both sides, or that nobody has refused.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from tongzhou.law import Article, article

LAW, RULES, COMMITTEE = "劳动争议调解仲裁法", "劳动人事争议仲裁办案规则", "企业劳动争议协商调解规定"
PEOPLES, CIVIL = "人民调解法", "民事诉讼法"
OPINION = "关于开展构建和谐劳动关系综合试验区建设的意见"
# What a centre promises of itself where the law sets no figure: no statute, and marked as unverified.
PROMISE = "劳动争议调解服务承诺"
INVITED = "最高人民法院关于人民法院特邀调解的规定"

Code = Literal[
    "",
    "enterprise",
    "people",
    "township",
    "industry",
    "union",
    "administrative",
    "arbitration_court",
    "court_entrusted",
    "entrusted",
]
Clock = Literal["fifteen", "none", "ten", "thirty"]
Consent = Literal["both", "unrefused", "given"]


@dataclass(frozen=True)
class Way:
    """One way of mediating, and what the law has differently for it."""

    code: Code
    label: str
    body: str  # what the body is called
    cites: Article
    clock: Clock = "fifteen"
    consent: Consent = "both"
    review: bool = True  # both may ask the commission to review the agreement (办案规则 74)
    confirmation: bool = True  # both may ask a court to confirm it (民事诉讼法 205)
    arbitration: bool = (
        True  # where it fails, the case goes to arbitration; else back to who sent it
    )

    def __str__(self) -> str:
        return self.label


WAYS: dict[str, Way] = {
    w.code: w
    for w in (
        Way("enterprise", "企业调解", "企业劳动争议调解委员会", article(LAW, 10)),
        Way(
            "people",
            "人民调解",
            "人民调解委员会",
            article(PEOPLES, 17),
            clock="none",
            consent="unrefused",
        ),
        Way("township", "苏木乡镇（街道）调解", "苏木乡镇（街道）调解组织", article(LAW, 10)),
        Way("industry", "行业性、区域性调解", "行业性、区域性调解组织", article(PEOPLES, 34)),
        Way("union", "工会调解", "工会调解组织", article("工会法", 29)),
        Way(
            "administrative",
            "行政调解",
            "人社部门劳动争议调解中心",
            article(OPINION, 3, unit="部分"),
        ),
        Way(
            "arbitration_court",
            "仲裁院立案前调解",
            "劳动人事争议仲裁院",
            article(OPINION, 3, unit="部分"),
        ),
        Way(
            "court_entrusted",
            "人民法院委派调解",
            "特邀调解组织",
            article(CIVIL, 125),
            clock="thirty",
            consent="given",
            review=False,
            arbitration=False,
        ),
        Way(
            "entrusted",
            "仲裁委员会委托调解",
            "受委托的调解组织",
            article(RULES, 70),
            clock="ten",
            consent="given",
            review=False,
            confirmation=False,
            arbitration=False,
        ),
    )
}

UNSTATED = "administrative"  # 未写明方式的, the centre of the county takes it


def way(code: str) -> Way:
    """Return a way by its code; where none was stated, the way of the county's centre."""
    return WAYS.get(code) or WAYS[UNSTATED]

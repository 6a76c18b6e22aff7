"""Written reviews (书面审查) and the naming of grave violations (社会公布) of the demo county, at every state."""

from __future__ import annotations

from datetime import date
from typing import Any

from tongzhou.lines.inspection.publicity import facts as publicity
from tongzhou.lines.inspection.publicity.procedure import CODE as GRAVE
from tongzhou.lines.inspection.review import facts as review
from tongzhou.lines.inspection.review.procedure import CODE as REVIEW
from tongzhou.procedure.models import Case

from .inspection import COUNTY, FOOD, GUARD, HEAD, LORRY, MILK, MINE, ONE, SITE, Brigade
from .scene import Scene


def reviewing(scene: Scene, *, on: date) -> None:
    """Play last year's reviews and this year's namings up to this day."""
    brigade = Brigade.open(scene, on)
    written(brigade)
    named(brigade)


def written(b: Brigade) -> None:
    """Written reviews of last year: called, late, sent back, waiting for a look, judged one way and the other."""
    year = b.on.year - 1

    def called(firm: int, due: int = 30) -> Case:
        employer = b.employers[firm]
        stated = review.Call(
            names={f"employer/e{employer.pk}": employer.name}, year=year, due=b.day(due), headcount=employer.headcount,
        )  # fmt: skip
        return b.scene.opens(ONE, REVIEW, on=b.day(75), region=COUNTY, facts=stated)

    def sent(case: Case, ago: int, people: int, **more: Any) -> None:
        given: dict[str, Any] = {
            "people": people, "women": people // 3, "rural": people // 2, "contracts": people, "hours": "标准工时",
            "overtime": 12, "pay_total": people * 5_400_000, "pay_lowest": 285_000, "insured": people, "injury": people,
            "rules": True, "union": people > 40, "truthful": True,
        }  # fmt: skip
        firm = str(case.subjects.get(kind="employer").key)
        b.does(ONE, case, "submit", review.Form(**(given | more)), ago, firm)

    called(MINE, due=-12)  # still has time
    called(GUARD)  # late: may be found to refuse
    sent(called(LORRY), 33, 46, contracts=38, insured=30, overtime=52)  # stands out most
    back = called(SITE)
    sent(back, 36, 120, arrears=3_200_000, dispatched=20, rules=False)
    lacks = review.Returned(missing=("十二月工资表没有领取人签名",), due=b.day(-8))
    b.does(ONE, back, "give_back", lacks, 20)
    good = called(FOOD)
    sent(good, 40, 28)
    b.does(ONE, good, "judge", review.Judgment(result="合格", words="所报材料齐全。"), 24)
    mends = called(MILK)
    sent(mends, 38, 65, minors=2, contracts=60)
    words = "五人未订立书面劳动合同，请补签。"
    judged = review.Judgment(result="限期改正", words=words, until=b.day(-10))
    b.does(ONE, mends, "judge", judged, 22)


def named(b: Brigade) -> None:
    """Grave violations: one shown, one shown and disputed, one that waits for approval."""

    def proposed(
        ago: int, firm: int, category: publicity.Category, told: str, handling: str
    ) -> Case:
        employer = b.employers[firm]
        stated = publicity.Proposal(
            names={f"employer/e{employer.pk}": employer.name}, category=category, year=b.day(ago).year, period="即时公布",
            code=employer.uscc or "", address="土默特右旗示例工业园", head="王示例", facts_=told, handling=handling,
        )  # fmt: skip
        return b.scene.opens(ONE, GRAVE, on=b.day(ago), region=COUNTY, facts=stated)

    where = publicity.Approval(where="旗人民政府门户网站、同舟公示栏（演示）")
    shown = proposed(
        14, SITE, "拒不支付劳动报酬，已移送司法机关追究刑事责任",
        "拖欠18名农牧民工工资216,000元，经责令支付仍不支付（演示内容）。", "已移送土默特右旗公安局。",
    )  # fmt: skip
    b.does(HEAD, shown, "show", where, 12)
    disputed = proposed(
        45, MINE, "违反工作时间和休息休假规定，情节严重", "违法延长30名劳动者工作时间（演示内容）。", "罚款6,600元，已缴清。",
    )  # fmt: skip
    b.does(HEAD, disputed, "show", where, 43)
    doubts = publicity.Objection(words="人数有误，其中4人为劳务派遣人员（演示内容）。")
    b.does(ONE, disputed, "object", doubts, 6, str(disputed.subjects.get(kind="employer").key))
    proposed(
        3, MILK, "违反女职工和未成年工特殊劳动保护规定，情节严重", "安排孕期女职工从事夜班劳动（演示内容）。", "已责令改正。",
    )  # fmt: skip

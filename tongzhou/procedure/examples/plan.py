"""方案会签 — a plan several people write and four and four bodies sign. 内人社发〔2018〕11号 五(一).

Shapes: parallel signatures bound to the text, a return that voids only what it touches.
"""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from tongzhou.law import article, working_days
from tongzhou.procedure.declare import Act, Limit, Office, Paper, Procedure, Round, Slot, State
from tongzhou.procedure.facts import Answer, Writing, ask
from tongzhou.procedure.needs import so, that
from tongzhou.procedure.view import View

DRAFTER = Office("example_drafter", "方案起草人")
COUNTY = Office("example_county", "旗县人民政府")
BODIES = {"hrss": "人社", "drc": "发改", "union": "总工会", "fic": "工商联"}
PARTS = ("conditions", "content", "organisation", "tasks")


def four(level: int, of: str) -> tuple[Office, ...]:
    """Return the offices of the four bodies at one level."""
    return tuple(
        Office(f"example_{code}_{level}", f"{of}{label}", level=level)
        for code, label in BODIES.items()
    )


LEAGUE_FOUR, REGION_FOUR = four(4, "盟市"), four(2, "自治区")
HRSS, DRC, UNION, FIC = REGION_FOUR

DRAFTING = State("drafting", staff="起草", public="方案起草中")
AT_COUNTY = State("at_county", staff="旗县政府审议", public="旗县审议中")
AT_LEAGUE = State("at_league", staff="盟市四部门会签", public="盟市会签中")
AT_REGION = State("at_region", staff="自治区四部门会签", public="自治区会签中")
RETURNED = State("returned", staff="退回修改", public="修改中")
AGREED = State("agreed", staff="会签完成待批复", public="待批复")
APPROVED = State("approved", staff="已批复", public="已批复", final=True)


class Part(Writing, frozen=True):
    """One chapter."""

    part: Annotated[Literal[PARTS], ask("章节")]  # type: ignore[valid-type]


class Opinion(Answer, frozen=True):
    """What one body says of the text it has read."""

    result: Annotated[Literal["同意", "修改后同意", "不同意"], ask("意见")] = "同意"

    @property
    def agrees(self) -> bool:
        """修改后同意 is a return: the text that was signed is not the one that would be approved."""
        return self.result == "同意"

    def check(self) -> None:
        """Whoever does not agree says why."""
        if not self.agrees and not self.words:
            raise ValueError("不同意或修改后同意的，须写明理由与建议")


def nobody_wrote_meanwhile(view: View, facts: Part) -> bool:
    """The chapter is still the one the writer started from."""
    return view.texts["plan"].get(facts.part, "") == facts.replaces


def saw_the_current_text(view: View, facts: Opinion) -> bool:
    """What is signed is what stands."""
    return facts.signed == dict(view.texts["plan"])


def complete(view: View) -> bool:
    """Every chapter is written."""
    return set(view.texts["plan"]) == set(PARTS)


def opinion(code: str, label: str, by: tuple[Office, ...], at: State) -> Act[Opinion]:
    """Return the act by which the bodies of one level answer."""
    read_again = that(saw_the_current_text, "文本已更新，请阅读新文本后再签署")
    return Act(code, label, by=by, at=at, asks=Opinion, needs=(read_again,))


start = Act("start", "启动起草", by=DRAFTER, at=(), to=DRAFTING)
write = Act(
    "write",
    "提交章节",
    by=DRAFTER,
    at=(DRAFTING, RETURNED),
    asks=Part,
    writes="plan",
    needs=(that(nobody_wrote_meanwhile, "他人已修改本章，请合并后再提交"),),
)
submit = Act(
    "submit",
    "报旗县政府",
    by=DRAFTER,
    at=(DRAFTING, RETURNED),
    to=AT_COUNTY,
    needs=(so(complete, "方案各章尚未齐备"),),
)
agree = Act("agree", "旗县政府同意", by=COUNTY, at=AT_COUNTY, to=AT_LEAGUE)
send_back = Act("send_back", "旗县政府退回", by=COUNTY, at=AT_COUNTY, to=RETURNED)
league_sign = opinion("league_sign", "盟市部门意见", LEAGUE_FOUR, AT_LEAGUE)
region_sign = opinion("region_sign", "自治区部门意见", REGION_FOUR, AT_REGION)
approve = Act(
    "approve",
    "批复",
    by=HRSS,
    at=AGREED,
    to=APPROVED,
    issues=Paper("approval", "试验区建设方案批复", "{prefix}函〔{year}〕{n}号", kind="批复"),
)

league = Round(
    "league",
    "盟市四部门会签",
    at=AT_LEAGUE,
    sign=league_sign,
    text="plan",
    slots=tuple(Slot(o) for o in LEAGUE_FOUR),
    agreed=AT_REGION,
    refused=RETURNED,
)
# The union answers for two chapters: where another one changes, its signature stands.
region = Round(
    "region",
    "自治区四部门会签",
    at=AT_REGION,
    sign=region_sign,
    text="plan",
    slots=(Slot(HRSS), Slot(DRC), Slot(UNION, ("organisation", "tasks")), Slot(FIC)),
    agreed=AGREED,
    refused=RETURNED,
)
answer = Limit(
    "answer",
    "会签答复",
    working_days(10),
    article("会签答复约定（示例，非法定）", 1, verified=False),
    starts=agree,
    stops=approve,
)

PLAN = Procedure(
    "example.plan",
    "试验区建设方案会签",
    since=date(2018, 3, 26),
    opens=start,
    acts=(write, submit, agree, send_back, approve),
    rounds=(league, region),
    limits=(answer,),
    texts={"plan": PARTS},
    put_right_by=(DRAFTER,),
    steps=(DRAFTING, AT_COUNTY, AT_LEAGUE, AT_REGION, AGREED, APPROVED),
)

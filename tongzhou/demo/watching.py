"""What people of the banner do about a warning, each act through the door, days told as so many before the demo day."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from tongzhou.procedure.models import Case
from tongzhou.registry.models import Employer
from tongzhou.warning.cases import facts, plans, rules
from tongzhou.warning.offices import ANALYST as ANALYST_OFFICE
from tongzhou.warning.offices import RESPONDER

from .scene import Scene, actor, worked

ANALYST, CHIEF, GRID, HOUSING = "t-yujing", "t-yujingzhang", "t-chuzhi", "t-chuzhi2"
QUESTIONS = ("目前有什么困难？", "工资和社会保险费什么时候能补上？")


class Hands:
    """Those who judge, issue, send on, sign for, ask, verify and settle."""

    def __init__(self, scene: Scene, on: date) -> None:
        self.scene, self.on = scene, on

    def day(self, ago: int) -> date:
        return worked(self.on - timedelta(days=ago))

    def does(self, who: str, case: Case, act: str, stated: Any, ago: int, *about: str) -> None:
        case.refresh_from_db()
        self.scene.does(who, case, act, stated, on=self.day(ago), about=about)

    def issued(self, case: Case, level: str, ago: int) -> Case:
        words = "数据可靠，近期明显变化，须核实（演示内容）。"
        self.does(ANALYST, case, "confirm", facts.Confirmation(level=level, words=words), ago)  # type: ignore[arg-type]
        stated = facts.Issue(level=level, words="请按时限签收、核实并反馈。")  # type: ignore[arg-type]
        self.does(CHIEF, case, "issue", stated, ago)
        return case

    def dispatched(self, case: Case, ago: int, who: str = GRID, *, visitor: str = "") -> Case:
        """Send a warning on; a coordinator (`visitor`) gets a visit of their own."""
        people = [self.scene.people[name] for name in (who, visitor) if name]
        to: Any = "网格协调员" if who == GRID else "行业主管部门"
        names = {f"handler/{p.pk}": p.name for p in people}
        sent = (str(people[1].pk),) if visitor else ()
        stated = facts.Dispatch(names=names, to=to, coordinators=sent, words="到现场核实。")
        self.does(ANALYST, case, "dispatch", stated, ago, *names)
        return case

    def signed(self, case: Case, ago: int, who: str = GRID) -> Case:
        self.does(who, case, "sign_for", None, ago)
        return case

    def verified(
        self, case: Case, ago: int, cause: str = "资金周转困难", found: str = "属实"
    ) -> Case:
        stated = facts.Verification(
            found=found, way="现场走访", visited_on=self.day(ago), place="厂区办公室", present="生产负责人、职工代表二人",  # type: ignore[arg-type]
            cause=cause, people=None if found == "不属实" else 14, amount=None if found == "不属实" else 8_960_000,  # type: ignore[arg-type]
            words="查看工资表、考勤和订单，向职工代表了解情况（演示内容）。", plan="约定分期补发", visitor="苏雅",
        )  # fmt: skip
        self.does(GRID, case, "verified", stated, ago)
        return case

    def planned(self, case: Case, level: str, sector: str, ago: int) -> list[str]:
        template, day = plans.template_for(level, sector), self.day(ago)
        grid = actor(self.scene.people[GRID], on=day)
        steps = {
            f"measure/{n}": facts.Step(
                what=m.what,
                who=ANALYST_OFFICE.label
                if m.office == ANALYST_OFFICE.code
                else f"{grid.name}（{grid.body}）",
                until=m.until(day),
                office=m.office if m.office == ANALYST_OFFICE.code else RESPONDER.code,
                body="" if m.office == ANALYST_OFFICE.code else grid.body,
            )
            for n, m in enumerate(template.measures, start=1)
        }
        stated = facts.Plan(
            steps=steps, names={k: s.what for k, s in steps.items()}, template=template.code
        )
        self.does(GRID, case, "plan", stated, ago, *steps)
        return list(steps)

    def settled(self, case: Case, ago: int, resolved: Any = "已化解") -> Case:
        stated = facts.Feedback(
            resolved=resolved,
            people=14,
            amount=8_960_000,
            words="已补发到本人，有银行流水（演示内容）。",
            advice="解除预警",
        )
        self.does(GRID, case, "feed_back", stated, ago)
        return case

    def closed(self, case: Case, ago: int) -> None:
        """Close it, saying of each rule that it was right."""
        case.refresh_from_db()
        codes = tuple(h.rule for h in rules.hits(self.scene.door.view(case)))
        stated = facts.Closing(words="已补发，解除。", confirmed=codes)
        self.does(ANALYST, case, "close", stated, ago)

    def letter(self, case: Case, employer: Employer, ago: int) -> Case:
        """Ask the employer first."""
        stated = facts.Letter(
            noticed="注意到近两个月工资发放比以往晚，社会保险费也有月份没有缴纳。",
            questions=QUESTIONS,
            contact="苏雅 0472-0000000（演示）",
        )
        self.does(GRID, case, "letter", stated, ago, f"employer/e{employer.pk}")
        return case

"""检查的事实 — assignment, notice, result, publication."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, ClassVar, Literal

from tongzhou.lines.inspection.facts.codes import ViolationCode
from tongzhou.lines.inspection.facts.opening import Source
from tongzhou.procedure.certified import Certificate
from tongzhou.procedure.facts import Facts, Naming, Text, ask
from tongzhou.procedure.view import Subject

Outcome = Literal["未发现问题", "已责令改正", "立案查处", "无法联系", "已注销停业"]


class Assignment(Naming, frozen=True, kw_only=True):
    """检查任务: one employer, two officers, what to look at. `target` is the key of whoever drew it.

    `officers` are numbers in the register of persons; `certificates` those of the officers as the register
    showed them, where a page made the assignment: person → certificate.
    """

    source: Annotated[Source, ask("检查方式")]
    items: Annotated[tuple[str, ...], ask("检查事项", choices="check_items")] = ()
    officers: Annotated[tuple[str, ...], ask("检查人员")] = ()
    batch: Annotated[str, ask("抽查批次", max_length=80)] = ""
    target: str = ""
    until: Annotated[date | None, ask("完成期限")] = None
    site: Annotated[str, ask("检查地点", max_length=200)] = ""
    words: Annotated[str, ask("检查要求", long=True, max_length=2000)] = ""
    certificates: dict[str, Certificate] = {}

    def called(self) -> dict[str, str]:
        """Return the employer and the officers by name."""
        brought = {f"officer/{n}": self.names.get(f"officer/{n}", "") for n in self.officers}
        return self.names | brought


class Change(Naming, frozen=True, kw_only=True):
    """调整检查人员: who comes instead, and why. 监察条例 16; 行政处罚法 43."""

    keyed: ClassVar[frozenset[str]] = frozenset({"certificates"})

    leaves: Annotated[str, ask("调出人员", choices="check_officers", min_length=1)]
    why: Annotated[Literal["回避", "工作调整"], ask("原因")]
    reason: Annotated[Text, ask("具体理由", max_length=500)]
    certificates: dict[str, Certificate] = {}

    def given_up(self, known: Mapping[str, Subject]) -> dict[str, str]:
        """Return who leaves, and that the newcomers stay."""
        gone = {self.leaves: "recused" if self.why == "回避" else "relieved"}
        return {k: s for k, s in gone.items() if k in known}


class Notification(Facts, frozen=True, kw_only=True):
    """检查通知: when the officers come, and what to have ready."""

    visit_on: Annotated[date, ask("检查日期")]
    prepare: Annotated[tuple[str, ...], ask("请准备的资料", help="一行一项")] = ()


class Result(Facts, frozen=True, kw_only=True):
    """检查结果. What is to be pursued becomes a case."""

    outcome: Annotated[Outcome, ask("检查结果")]
    violations: Annotated[
        tuple[ViolationCode, ...], ask("发现的违法事项", choices="violation_items")
    ] = ()
    words: Annotated[Text, ask("说明", long=True, max_length=2000)]
    checked_on: Annotated[date, ask("检查日期")]

    def check(self) -> None:
        """Raise ValueError where the outcome and the violations do not agree."""
        if self.outcome == "立案查处" and not self.violations:
            raise ValueError("立案查处的，请选择发现的违法事项")
        if self.outcome in ("未发现问题", "无法联系", "已注销停业") and self.violations:
            raise ValueError("发现违法事项的，检查结果应为已责令改正或立案查处")


class Published(Facts, frozen=True, kw_only=True):
    """检查结果公示."""

    where: Annotated[Text, ask("公示网站、栏目", max_length=200)]


class Cancelled(Facts, frozen=True, kw_only=True):
    """取消检查."""

    reason: Annotated[Text, ask("理由", max_length=500)]

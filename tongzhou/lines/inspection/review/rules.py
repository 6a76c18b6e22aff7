"""书面审查的判断 — what stands out in a form, in which order the desk looks, what the credit file reads. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from tongzhou.procedure.view import View

from .facts import Call, Form, Judgment

MOST_OVERTIME = 36  # 劳动法 41
DISPATCH_SHARE = 10  # 劳务派遣暂行规定 4: 百分之十


@dataclass(frozen=True)
class Finding:
    """Something that stands out in a form: how much it weighs, and in words why."""

    weight: int
    words: str


def form(view: View) -> Form | None:
    """Return the form as it was sent last."""
    said = view.said.get("submit")
    return said if isinstance(said, Form) else None


def call(view: View) -> Call | None:
    """Return what was called for."""
    said = view.said.get("call")
    return said if isinstance(said, Call) else None


def findings(said: Form, known: int | None, minimum: int | None) -> list[Finding]:
    """Return what stands out, the heaviest first. `known` is the head count of the register, `minimum` the
    monthly minimum wage in fen as it was recorded; None where nobody knows it.
    """
    out: list[Finding] = []

    def note(weight: int, words: str) -> None:
        out.append(Finding(weight, words))

    if said.arrears:
        note(40, f"年末拖欠工资{said.arrears / 100:,.2f}元")
    if minimum is not None and 0 < said.pay_lowest < minimum:
        note(30, f"最低月工资{said.pay_lowest / 100:,.2f}元低于最低工资标准{minimum / 100:,.2f}元")
    if said.contracts < said.people:
        note(20, f"{said.people - said.contracts}人未订立书面劳动合同")
    if said.insured < said.people:
        note(15, f"{said.people - said.insured}人未参加养老保险")
    if said.injury < said.people:
        note(15, f"{said.people - said.injury}人未参加工伤保险")
    if said.overtime > MOST_OVERTIME:
        note(20, f"月人均加班{said.overtime}小时，超过{MOST_OVERTIME}小时")
    if said.minors:
        note(10, f"使用未成年工{said.minors}人，须核对登记和体检")
    if said.dispatched * 100 > DISPATCH_SHARE * (said.people + said.dispatched):
        note(10, "劳务派遣人员超过用工总量的百分之十")
    if not said.rules:
        note(5, "规章制度未经民主程序或者未公示")
    if known and abs(said.people - known) * 5 > known:
        note(15, f"申报人数{said.people}与登记人数{known}相差超过两成")
    return sorted(out, key=lambda f: -f.weight)


def risk(view: View) -> int:
    """Return by how much the form stands out; the desk looks at the highest first. The minimum wage is not counted here."""
    said, asked = form(view), call(view)
    if said is None:
        return 0
    return sum(f.weight for f in findings(said, asked.headcount if asked else None, None))


def result(view: View) -> str:
    """Return how the review ended, as the credit file reads it: 合格, 限期改正, 不合格, 拒不报送, or nothing yet."""
    said = view.said.get("judge")
    if "refuse" in view.last:
        return "拒不报送"
    return said.result if isinstance(said, Judgment) else ""


def review_row(view: View) -> dict[str, dict[str, Any]]:
    """Return the columns of a review. The credit line reads employer, year and result from here."""
    asked = call(view)
    firm = next((s for s in view.subjects.values() if s.kind.code == "employer"), None)
    return {
        "": {
            "year": asked.year if asked else 0,
            "employer": firm.key if firm else "",
            "name": firm.name if firm else "",
            "due": asked.due if asked else None,
            "submitted_on": view.on.get("submit"),
            "risk": risk(view),
            "result": result(view),
            "judged_on": view.on.get("judge") or view.on.get("refuse"),
        }
    }


def one_employer(_view: View, said: Call) -> bool:
    """One employer is called."""
    return sum(k.startswith("employer/") for k in said.names) == 1


def called(view: View) -> str:
    """Return what a review is called in lists."""
    asked = call(view)
    firm = next((s for s in view.subjects.values() if s.kind.code == "employer"), None)
    return f"{firm.name if firm else ''}{asked.year if asked else ''}年书面审查"


def refusal_case(view: View, said: Any) -> dict[str, Any]:
    """Return what the case about a refusal is opened with."""
    return {
        "names": {s.key: s.name for s in view.subjects.values() if s.kind.code == "employer"},
        "source": "书面审查",
        "violations": ("obstruct_materials",),
        "words": f"经通知和催报，逾期不报送书面审查材料。{said.reminded}",
    }

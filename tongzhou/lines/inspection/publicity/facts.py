"""公布的事实. 令29号 was read at second hand: its article numbers are not recorded, its contents are marked so in the docs."""

from __future__ import annotations

from typing import Annotated, Literal

from tongzhou.procedure.facts import Facts, FileRef, Naming, Text, ask

# Two codes for the first item, which has two limbs.
Category = Literal[
    "克扣、无故拖欠劳动报酬，数额较大",
    "拒不支付劳动报酬，已移送司法机关追究刑事责任",
    "不依法参加社会保险或者不依法缴纳社会保险费，情节严重",
    "违反工作时间和休息休假规定，情节严重",
    "违反女职工和未成年工特殊劳动保护规定，情节严重",
    "违反禁止使用童工规定",
    "因劳动保障违法行为造成严重不良社会影响",
    "其他重大劳动保障违法行为",
]
Period = Literal["第一季度", "第二季度", "第三季度", "第四季度", "上半年", "下半年", "即时公布"]


class Proposal(Naming, frozen=True, kw_only=True):
    """拟公布: who, which grave violation, how it was dealt with. No personal or commercial secret."""

    category: Annotated[Category, ask("情形")]
    year: Annotated[int, ask("年度", ge=2017, le=2100, unit="年")]
    period: Annotated[
        Period, ask("公布期次", help="地市、县级每季度，部、省级每半年；必要时即时公布")
    ]
    code: Annotated[str, ask("统一社会信用代码或注册号", max_length=40)] = ""
    address: Annotated[str, ask("住所", max_length=200)] = ""
    head: Annotated[str, ask("法定代表人或者负责人", max_length=60)] = ""
    facts_: Annotated[Text, ask("主要违法事实", long=True, max_length=2000)]
    handling: Annotated[Text, ask("相关处理情况", long=True, max_length=2000)]
    decision: Annotated[str, ask("处理、处罚决定文号", max_length=100)] = ""


class Approval(Facts, frozen=True, kw_only=True):
    """批准公布: where it is shown."""

    where: Annotated[Text, ask("公布的网站、报刊、电视", max_length=200)]


class Objection(Facts, frozen=True, kw_only=True):
    """异议: by the party; checked and answered within fifteen working days."""

    words: Annotated[Text, ask("异议和理由", long=True, max_length=4000)]
    files: Annotated[tuple[FileRef, ...], ask("证明材料")] = ()


class Answer(Facts, frozen=True, kw_only=True):
    """答复异议: upheld as shown, corrected, or withdrawn."""

    result: Annotated[Literal["公布内容无误", "更正", "撤回"], ask("结论")]
    reason: Annotated[Text, ask("理由", long=True, max_length=2000)]
    facts_: Annotated[str, ask("更正后的违法事实", long=True, max_length=2000)] = ""

    def check(self) -> None:
        """Raise ValueError where the corrected text is missing."""
        if self.result == "更正" and not self.facts_.strip():
            raise ValueError("更正的，请填写更正后的违法事实")


class Withdrawal(Facts, frozen=True, kw_only=True):
    """撤回公布: the decision it rests on was changed or annulled, or its time is over."""

    why: Annotated[Literal["决定被变更、撤销", "公布期限届满", "公布有误"], ask("原因")]
    reason: Annotated[Text, ask("说明", max_length=500)]

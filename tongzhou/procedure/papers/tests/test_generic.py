"""Facts in words: what any paper says of what an act stated."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from tongzhou.procedure.facts import Facts, FileRef, ask
from tongzhou.procedure.papers import Paragraph, Table
from tongzhou.procedure.papers.generic import Names, stated


class Wage(msgspec.Struct, frozen=True):
    """One month."""

    month: Annotated[str, ask("月份")]
    owed: Annotated[int, ask("欠付", unit="元")]


class Findings(Facts, frozen=True, kw_only=True):
    """One field of every kind."""

    seen_on: Annotated[date, ask("检查日期")]
    insured: Annotated[bool, ask("是否参保")]
    workers: Annotated[int, ask("职工人数", unit="人")]
    owed: Annotated[int, ask("欠薪总额", unit="元")]
    region: Annotated[str, ask("移送地区", choices="regions")]
    laws: Annotated[tuple[str, ...], ask("违反条款")]
    proof: Annotated[tuple[FileRef, ...], ask("证据")]
    months: Annotated[tuple[Wage, ...], ask("逐月欠薪")]
    hours: Annotated[dict[str, str], ask("工时")]
    words: Annotated[str, ask("说明", long=True)]
    kind: Annotated[Literal["轻微", "严重"], ask("情节")] = "轻微"
    note: Annotated[str, ask("备注")] = ""
    inner: str = "不示人"


def test_every_kind_of_fact_is_put_into_words() -> None:
    facts = Findings(
        seen_on=date(2026, 3, 2),
        insured=True,
        workers=12,
        owed=1_050,
        region="150221",
        laws=("第三条", "第五条"),
        proof=(FileRef("ab" * 32, "工资表.pdf"),),
        months=(Wage("2026年1月", 500), Wage("2026年2月", 550)),
        hours={"claimant/1": "每日十小时"},
        words="第一段。\n第二段。",
    )
    names = Names({"150221": "示例旗"}.__getitem__, {"claimant/1": "其其格"}.__getitem__)
    blocks = stated(facts, names)
    said = [b.lead + b.text for b in blocks if isinstance(b, Paragraph)]
    assert said == [
        "检查日期：2026年3月2日",
        "是否参保：是",
        "职工人数：12人",
        "欠薪总额：10.50元（大写：壹拾元伍角整）",
        "移送地区：示例旗",
        "违反条款：第三条、第五条",
        "证据：工资表.pdf",
        "逐月欠薪：",
        "工时：其其格：每日十小时",
        "说明：第一段。",
        "第二段。",
        "情节：轻微",
    ]
    (table,) = [b for b in blocks if isinstance(b, Table)]
    assert table.head == ("月份", "欠付")
    assert table.rows[1] == ("2026年2月", "5.50元（大写：伍元伍角整）")

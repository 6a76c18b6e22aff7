"""月度研判报告 — the figures of a month as a Word document with charts, in the form of the house's papers."""

from __future__ import annotations

import io
from collections import Counter
from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import docx

from tongzhou.procedure.papers import (
    Block,
    Document,
    Heading,
    Paragraph,
    SignatureBlock,
    Table,
    day,
)
from tongzhou.procedure.papers.word import docx_of
from tongzhou.warning import rulebook

from .charts import COLOURS, put_before
from .figures import ENDINGS, FEW, WITHIN, Effect, Month


def report(told: Month, *, body: str, on: date) -> bytes:
    """Return the report as a Word file."""
    made: Any = docx.Document(io.BytesIO(docx_of(document(told, body=body, on=on))))
    for title, labels, values, colours in drawn(told):
        _before_table(made, title, labels, values, colours)
    out = io.BytesIO()
    made.save(out)
    return out.getvalue()


def drawn(told: Month) -> list[tuple[str, list[str], list[int], list[str]]]:
    """Return the charts: the caption of the table each belongs to, labels, values, colours."""
    levels = [(level.label, n, COLOURS[level.value]) for level, n in told.levels]
    charts = [
        (
            "各等级预警（件）",
            [x for x, _n, _c in levels],
            [n for _x, n, _c in levels],
            [c for _x, _n, c in levels],
        )
    ]
    for title, counted in (("核实的原因（件）", told.causes), ("命中的规则（件）", told.rules)):
        rows = counted.most_common()
        if rows:
            charts.append(
                (title, [rulebook.called(x) for x, _n in rows], [n for _x, n in rows], [])
            )
    return charts


def document(told: Month, *, body: str, on: date) -> Document:
    """Return the report as the house's document: what happened, why, patterns, what responses were followed by."""
    blocks: list[Block] = [Heading("总体情况"), Paragraph(_summary(told))]
    blocks.append(
        _table("各等级预警（件）", ("等级", "件数"), [(x.label, str(n)) for x, n in told.levels])
    )
    blocks.append(Heading("原因分析"))
    if told.causes:
        blocks.append(Paragraph(_causes(told)))
        blocks.append(_counted("核实的原因（件）", "原因", told.causes))
    else:
        blocks.append(Paragraph("本月没有已核实的预警，不能分析原因。"))
    if told.false_causes:
        blocks.append(_counted("误报的原因（条规则）", "原因", told.false_causes))
    blocks += [Heading("规律和特点"), *_patterns(told)]
    blocks += [Heading("处置措施之后的变化"), *_effects(told.effects)]
    blocks.append(Heading("需要说明的问题"))
    blocks.append(
        Paragraph(
            "阈值、时限为建议值；数据缺失的用人单位不计为正常；少于十件的不计算比例；核实为不属实、登记为误报和重复的，不计入措施之后的变化；措施与化解的先后不等于因果。"
        )
    )
    return Document(
        body=body,
        title=f"{told.name}{told.first.year}年{told.first.month}月劳动关系风险预警研判报告",
        blocks=tuple(blocks),
        signature=SignatureBlock((body,), on),
    )


def _summary(told: Month) -> str:
    by = "、".join(f"{x.label}{n}件" for x, n in told.levels)
    ended = "、".join(f"{ENDINGS[k]}{told.ended[k]}件" for k in ENDINGS)
    days = "尚无反馈" if told.median_days is None else f"从签发到反馈的中位数为{told.median_days}天"
    return (
        f"{day(told.first)}至{day(told.last)}，新列预警{told.total}件（{by}）；办结的有{ended}；现有在办{told.open_now}件。"
        f"已核实的涉及{told.people}人、{Decimal(told.amount) / 100:,.2f}元。发出风险提示函{told.asked}件，用人单位说明情况{told.answered}件。"
        f"{days}，曾经超过时限的{told.late}件。"
    )


def _causes(told: Month) -> str:
    top, n = told.causes.most_common(1)[0]
    total = told.causes.total()
    share = f"，占{round(100 * n / total)}%" if total >= FEW else ""
    return f"已核实的{total}件中，“{top}”最多，{n}件{share}。"


def _patterns(told: Month) -> list[Block]:
    blocks: list[Block] = []
    if told.rules:
        blocks.append(
            _counted(
                "命中的规则（件）",
                "规则",
                Counter({rulebook.called(k): n for k, n in told.rules.items()}),
            )
        )
    together = [(pair, n) for pair, n in told.pairs.most_common(3) if n > 1]
    if together:
        words = "；".join(f"{a}与{b}同时命中{n}件" for (a, b), n in together)
        blocks.append(Paragraph(f"常一起出现的信号：{words}。"))
    for title, head, counted in (
        ("行业分布（件）", "行业", told.industries),
        ("地区分布（件）", "地区", told.places),
    ):
        if counted:
            blocks.append(_counted(title, head, counted))
    return blocks or [Paragraph("本月没有预警。")]


def _effects(effects: Sequence[Effect]) -> list[Block]:
    rows = [
        (
            e.label,
            str(e.responses),
            str(e.recovered),
            "不能判断" if e.share is None else f"{e.share}%",
        )
        for e in effects
    ]
    return [
        Paragraph(f"近一年采取措施、且已满{WITHIN}天的预警中，{WITHIN}天内化解或解除的："),
        _table("措施之后的变化", ("措施", "次数", f"{WITHIN}天内化解", "比例"), rows),
    ]


def _counted(title: str, head: str, counted: Counter[str]) -> Table:
    return _table(title, (head, "件数"), [(x, str(n)) for x, n in counted.most_common()])


def _table(title: str, head: tuple[str, ...], rows: Sequence[tuple[str, ...]]) -> Table:
    return Table(head, tuple(rows), caption=title)


def _before_table(
    made: Any, title: str, labels: list[str], values: list[int], colours: list[str]
) -> None:
    """Put the chart before the caption of its table."""
    found = next((p for p in made.paragraphs if p.text.strip() == title), None)
    if found is not None:
        put_before(made, found._p, title, labels, values, colours=colours)

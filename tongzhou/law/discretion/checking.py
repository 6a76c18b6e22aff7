"""裁量基准的核验 — what makes a rule unfit: a step outside the article, a gap between bands, an unknown item."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import pairwise

from tongzhou.law.bilingual import Text
from tongzhou.law.discretion.circumstances import FLAGS, MEASURES
from tongzhou.law.discretion.tables import Band, Rule, Table, ranged
from tongzhou.law.penalties.items import ITEMS, aliases

ZERO = Decimal(0)


def faults_of_table(table: Table) -> Iterator[Text]:
    """Yield what is wrong with the head of a table."""
    if not table.name.strip():
        yield Text("没有名称", "it has no name")
    if not (table.region.isascii() and table.region.isdigit() and len(table.region) in (2, 4, 6)):
        yield Text(
            f"地区“{table.region}”须为二、四或六位代码，如 15",
            "the region must be a code such as 15",
        )
    if table.until is not None and table.until < table.since:
        yield Text("失效日早于生效日", "it ends before it begins")
    if not table.illustrative:
        if not (table.instrument and table.doc_no):
            yield Text("没有写明文件名称和文号", "document and number are missing")
        if not table.approved_by:
            yield Text("没有写明谁核对、批准导入（核对人）", "who approved the import is missing")


def faults_of_rule(rule: Rule, table: Table) -> Iterator[Text]:
    """Yield what is wrong with one rule."""
    if rule.item not in ITEMS:
        hint = aliases().get(rule.item)
        told = f"，是否指 {hint}？" if hint else "；全部事项见 tongzhou law penalties"
        yield Text(f"没有罚则事项“{rule.item}”{told}", f"there is no item {rule.item}")
        return
    if not rule.bands:
        yield Text("没有档次", "it has no bands")
        return
    yield from _range(rule, table)
    yield from _flags(rule)
    for lower, higher in pairwise(rule.bands):
        if higher.grade != lower.grade + 1:
            yield Text(
                f"档次须依次递增：{lower.grade} 之后是 {higher.grade}",
                f"grades must follow one another: {higher.grade} comes after {lower.grade}",
            )
        if higher.low < lower.low or higher.high < lower.high:
            yield Text(
                f"第 {higher.grade} 档的幅度低于第 {lower.grade} 档",
                f"grade {higher.grade} lies below grade {lower.grade}",
            )
    for measure in MEASURES:
        yield from _spans(rule.bands, measure)
    if rule.bands[-1].requires:
        yield Text("最高一档不能有必备情节", "the highest grade cannot require a circumstance")


def _range(rule: Rule, table: Table) -> Iterator[Text]:
    found = ranged(rule, table)
    if not found:
        yield Text(
            "这一事项在有效期内没有可以裁量的罚款幅度（对象、按什么计算是否写对）",
            "the item has no range to divide in this time (check side and per)",
        )
    ranges = {(each.least, each.most, each.provision.per) for each in found}
    if len(ranges) > 1:
        yield Text(
            "有效期内的幅度不止一种，请写明按什么计算（per）或者分开有效期",
            "there is more than one range in this time: state per, or split the validity",
        )
        return
    for band in rule.bands:
        if band.low > band.high:
            yield Text(
                f"第 {band.grade} 档的起点 {band.low:f} 高于终点 {band.high:f}",
                f"grade {band.grade} begins above its end",
            )
        for least, most, _ in ranges:
            if not least <= band.low <= band.high <= most and band.low <= band.high:
                basis = found[0].provision.basis
                yield Text(
                    f"第 {band.grade} 档 {band.low:f}–{band.high:f} 超出法定幅度 {least:f}–{most:f}（{basis}）",
                    f"grade {band.grade}, {band.low:f}–{band.high:f}, lies outside {least:f}–{most:f}",
                )


def _flags(rule: Rule) -> Iterator[Text]:
    used = [*rule.lowered_by, *rule.heightened_by]
    for band in rule.bands:
        used += [*band.requires, *band.raised_by]
    if unknown := sorted(set(used) - set(FLAGS)):
        yield Text(
            f"没有情节“{'、'.join(unknown)}”；可用：{'、'.join(FLAGS)}",
            f"unknown circumstances: {', '.join(unknown)}",
        )


def _spans(bands: list[Band], measure: str) -> Iterator[Text]:
    """Yield gaps and overlaps between the intervals of one measure."""
    label = MEASURES[measure]
    spans = [(band.grade, band.span(measure)) for band in bands]
    given = [(grade, span) for grade, span in spans if span is not None]
    if not given:
        return
    first, last = given[0], given[-1]
    if first[1].over != ZERO:
        yield Text(f"{label.zh}须从 0 起", f"{label.en} must begin at 0")
    if last[1].upto is not None:
        yield Text(
            f"{label.zh}的最后一档不能有上限（现为 {last[1].upto:f}）",
            f"{label.en}: the last band must have no end",
        )
    for (_, one), (grade, other) in pairwise(given):
        if one.upto is None or other.over != one.upto:
            yield Text(
                f"第 {grade} 档{label.zh}与前一档不相接：前一档至 {one.upto}，本档超过 {other.over:f}",
                f"grade {grade}, {label.en}: does not begin where the band before ends",
            )
    for grade, span in given:
        if span.upto is not None and span.upto <= span.over:
            yield Text(f"第 {grade} 档{label.zh}是空的", f"grade {grade}, {label.en}: empty")


def doubles(table: Table) -> Iterator[tuple[int, Text]]:
    """Yield rules that divide the same range twice, with their place counted from one."""
    seen: dict[tuple[str, str, str], list[tuple[date, date]]] = {}
    for place, rule in enumerate(table.items, start=1):
        span = (rule.since or table.since, rule.until or table.until or date.max)
        key = (rule.item, rule.side, rule.per)
        if any(span[0] <= end and start <= span[1] for start, end in seen.get(key, [])):
            yield place, Text("同一事项重复", "the item stands twice")
        seen.setdefault(key, []).append(span)

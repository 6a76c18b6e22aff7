"""指标目录 — the indicators by name, with unit, source and meaning. Plain data: pages and commands read it, no library of analysis.

The names are those that the rules ask (`tongzhou/warning/data/rules.yaml`).
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Indicator:
    """一项指标. `whole`: counted in whole numbers, else a percentage or months with places after the point."""

    name: str
    label: str
    unit: str
    feeds: tuple[str, ...]
    meaning: str
    whole: bool = True


CATALOGUE: tuple[Indicator, ...] = (
    Indicator(
        "wage_arrears_months", "拖欠工资时长", "个月", ("payroll", "complaints", "contact_reports"),
        "最早一笔已到应付日而未付清的工资，自应付日至名单日，按三十日折一个月；定点联系报告以最近一份为准；近三个月无工资数据、也无定点联系报告的，以及有人投诉欠薪而未说从何时起的，为缺失", whole=False,
    ),
    Indicator(
        "wage_unpaid_people", "被拖欠工资人数", "人", ("payroll", "complaints", "contact_reports"),
        "近十二个月中已到应付日而未付清工资人数最多的一个月的人数，与最近一份定点联系报告、近九十日投诉所称人数取大",
    ),
    Indicator("insurance_unpaid_months", "欠缴社会保险费月数", "个月", ("insurance",), "近十二个月中应缴大于实缴的月数"),
    Indicator(
        "insured_drop_percent", "参保人数月降幅", "%", ("insurance",),
        "最近一个有数据的月份比其上月减少的百分比；上月无数据的，为缺失；负数为增加", whole=False,
    ),
    Indicator(
        "power_fall_percent", "用电量同比降幅", "%", ("utilities",),
        "最近月份比上年同月减少的百分比，再除去同盟市同行业其他单位的共同下降；上年同月无数据的，为缺失", whole=False,
    ),
    Indicator("power_place", "用电同比在同行业中的位置", "", ("utilities",), "本单位同比之比离同行业平均几个标准差（总体）", whole=False),
    Indicator("water_fall_percent", "用水量同比降幅", "%", ("utilities",), "算法同用电量", whole=False),
    Indicator("water_unpaid_months", "欠水费月数", "个月", ("utilities",), "近十二个月中应缴水费大于实缴的月数"),
    Indicator("tax_unpaid_periods", "欠税或零申报期数", "期", ("tax",), "近十二个月中欠税或零申报的期数"),
    Indicator("complaints_30d", "三十日内投诉举报", "件", ("complaints",), "名单日前三十日内发生并已收到的件数"),
    Indicator("arbitrations_30d", "三十日内申请仲裁", "件", ("disputes",), "名单日前三十日内申请的件数"),
    Indicator("arbitration_people_30d", "三十日内申请仲裁人数", "人", ("disputes",), "同上各件人数之和"),
    Indicator("court_signs_365d", "一年内被执行、保全、破产", "件", ("court",), "名单日前三百六十五日内的件数"),
    Indicator("owner_unreachable", "负责人失联", "次", ("court", "field_signs"), "近九十日网格、协调员上报，或一年内法院认定"),
    Indicator("layoff_share_percent", "拟裁减人员占比", "%", ("contact_reports",), "最近一次定点联系报告中拟裁减人数占在岗人数的百分比", whole=False),
    Indicator("layoff_people", "拟裁减人数", "人", ("contact_reports",), "最近一次定点联系报告所称人数"),
    Indicator("filing_rate_percent", "劳动用工备案率", "%", ("filings", "insurance"), "有效备案合同数占最近参保人数的百分比，最高一百", whole=False),
    Indicator("project_missing_items", "工程项目制度缺项", "项", ("projects",), "各项目专用账户、工资保证金、实名制三项中所缺，取最多的项目；没有在建项目的为零；没有缺项而有一项未报的，为缺失"),
    Indicator("project_unpaid_months", "工程项目未按月足额支付月数", "个月", ("projects",), "近三个月，取最多的项目；没有在建项目的为零；没有未足额的月份而有的月份未报的，为缺失"),
    Indicator("equipment_moved", "转移设备", "次", ("field_signs",), "近九十日网格、协调员上报"),
    Indicator("gathering_stage", "停工聚集苗头", "级", ("field_signs",), "近九十日上报的最高级：1有议论，2有计划，3正在发生"),
)  # fmt: skip
NAMES: tuple[str, ...] = tuple(one.name for one in CATALOGUE)
FEEDS: tuple[str, ...] = tuple(dict.fromkeys(feed for one in CATALOGUE for feed in one.feeds))
# An event feed that has told nothing for so many days is silent, and what it would count is missing.
SILENT_AFTER_DAYS = 45


def named(name: str) -> Indicator:
    """Return an indicator. Raises KeyError."""
    return _BY_NAME[name]


_BY_NAME = {one.name: one for one in CATALOGUE}

"""罚则的措施、计算方式和责任主体 — the words of the table: what is done, by what it is reckoned, who is liable."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from tongzhou.law.bilingual import Text

Kind = Literal[
    "order", "warning", "fine", "pay", "confiscate", "stop_work", "licence", "late_charge", "police"
]
Per = Literal["", "head", "head_month", "total", "times"]
Side = Literal["unit", "persons"]
Stage = Literal["", "before_order", "since_order"]

KINDS: Mapping[Kind, Text] = {
    "order": Text("责令改正", "order to correct"),
    "warning": Text("警告", "warning"),
    "fine": Text("罚款", "fine"),
    "pay": Text("责令向劳动者加付赔偿金", "order to pay the worker in addition"),
    "confiscate": Text("没收违法所得", "confiscation of unlawful gain"),
    "stop_work": Text("责令项目停工", "order to stop the project"),
    "licence": Text("吊销许可、限制资质", "licence revoked or qualification restricted"),
    "late_charge": Text("按日加收滞纳金", "late charge by the day"),
    "police": Text("移送公安等有权机关", "handed to the police or another authority"),
}
PERS: Mapping[Per, Text] = {
    "": Text("", ""),
    "head": Text("每名受侵害的劳动者", "for each worker concerned"),
    "head_month": Text("每人每月", "for each person and month"),
    "total": Text("合计", "in all"),
    "times": Text("倍数", "times the amount"),
}
SUBJECTS: Mapping[str, Text] = {
    "unit": Text("用人单位", "the employer"),
    "dispatcher": Text("经营劳务派遣的单位或者个人", "whoever runs the dispatch business"),
    "dispatcher_or_user": Text("劳务派遣单位、用工单位", "the dispatcher or the using unit"),
    "contractor": Text("施工总承包单位", "the general contractor"),
    "subcontractor": Text("分包单位", "the subcontractor"),
    "contractor_or_subcontractor": Text("施工总承包单位、分包单位", "contractor or subcontractor"),
    "owner": Text("建设单位", "the owner of the project"),
    "owner_or_contractor": Text("建设单位或者施工总承包单位", "owner or general contractor"),
    "agency": Text("职业介绍、培训、鉴定机构", "an employment, training or testing body"),
    "bank": Text("金融机构", "a bank"),
    "public_body": Text("责任部门", "the public body responsible"),
    "anyone": Text("单位或者个人", "a unit or a person"),
}
PERSONS = Text(
    "法定代表人或者主要负责人、直接负责的主管人员和其他直接责任人员",
    "the head, the managers directly in charge and others directly responsible",
)

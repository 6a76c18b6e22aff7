"""移送的事实 — suspicion, report with its evidence checklist, decision, what the police and the procuratorate say."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Annotated, Literal

from tongzhou.procedure.facts import Facts, FileRef, Naming, Text, ask

# 拒不支付劳动报酬: what the police ask for. code → what it is, and whether it must be there.
CHECKLIST: dict[str, tuple[str, bool]] = {
    "report": ("涉嫌犯罪案件情况的调查报告", True),
    "order": ("责令支付文书（限期改正指令书或行政处理决定书）", True),
    "served": ("责令支付文书的送达回证；逃匿的，张贴或交付同住成年家属的记录、照片、录像", True),
    "lapsed": ("责令期限届满仍未支付的证据", True),
    "wages": ("拖欠工资的证据：工资台账、考勤、合同、欠条、劳动者陈述", True),
    "list": ("被欠薪劳动者名单及各人数额", True),
    "fled": ("逃匿的证据：电话、短信、信函通知记录，住所和经营场所查访记录", False),
    "able": ("有能力支付的证据：工程款、银行流水、财产线索", False),
    "identity": ("用人单位登记资料、实际控制人身份信息", True),
    "goods": ("涉案物品清单", False),
    "expert": ("检验报告或者鉴定结论", False),
}


class Suspicion(Naming, frozen=True, kw_only=True):
    """发现涉嫌犯罪. Amounts in fen; `longest_months` and `largest_single` are those of one worker."""

    workers: Annotated[int, ask("涉及人数", ge=0, unit="人")] = 0
    amount: Annotated[int, ask("拖欠总额", ge=0, unit="元")] = 0
    longest_months: Decimal = Decimal(0)
    largest_single: Annotated[int, ask("单人最大数额", ge=0, unit="元")] = 0
    order_paper: Annotated[str, ask("责令支付文书", max_length=100)] = ""
    order_until: Annotated[date | None, ask("责令支付期限")] = None
    fled: Annotated[bool, ask("逃匿或视为逃匿")] = False
    words: Annotated[str, ask("案情", long=True, max_length=4000)] = ""
    grounds: Annotated[str, ask("涉嫌罪名和依据", max_length=200)] = ""


class Report(Naming, frozen=True, kw_only=True):
    """移送报告: by at least two officers of a special team, with the checklist of the evidence. 移送规定 5, 6.

    `single_from` and `group_from` are the thresholds the department has set, in fen, as shown that day; None
    where none is set: the figures of the autonomous region's high court were not at hand.
    """

    facts_: Annotated[Text, ask("查明的事实", long=True, max_length=8000)]
    law: Annotated[Text, ask("涉嫌罪名和依据", max_length=300)]
    has: Annotated[tuple[str, ...], ask("已有材料", choices="transfer_papers")] = ()
    files: Annotated[tuple[FileRef, ...], ask("材料")] = ()
    single_from: int | None = None
    group_from: int | None = None

    @property
    def missing(self) -> list[str]:
        """Return what must be there and is not, in words."""
        return [words for code, (words, must) in CHECKLIST.items() if must and code not in self.has]


class Decision(Facts, frozen=True, kw_only=True):
    """负责人决定: within three days; a refusal with its reasons on the file. 移送规定 5."""

    reason: Annotated[Text, ask("理由", long=True, max_length=2000)]


class Sending(Facts, frozen=True, kw_only=True):
    """移送公安机关: within twenty-four hours of the approval, copy to the procuratorate. 移送规定 5, 6."""

    police: Annotated[Text, ask("接收的公安机关", max_length=100)]
    sent_at: Annotated[Text, ask("送达时间", max_length=20, help="如 2026-11-26 15:30")]
    receiver: Annotated[str, ask("签收人", max_length=60)] = ""
    procuratorate: Annotated[str, ask("抄送的人民检察院", max_length=100)] = ""
    receipt: Annotated[tuple[FileRef, ...], ask("回执")] = ()


class PoliceDecision(Facts, frozen=True, kw_only=True):
    """公安机关决定: three days; in writing. 移送规定 8."""

    decided_on: Annotated[date, ask("公安机关决定之日")]
    received_on: Annotated[date, ask("收到通知之日")]
    number: Annotated[str, ask("文号", max_length=80)] = ""
    reason: Annotated[str, ask("说明", long=True, max_length=2000)] = ""
    files: Annotated[tuple[FileRef, ...], ask("通知书")] = ()


class Request(Facts, frozen=True, kw_only=True):
    """提请复议、建议立案监督. 移送规定 9."""

    to: Annotated[Text, ask("机关", max_length=100)]
    reason: Annotated[Text, ask("理由", long=True, max_length=4000)]


class Handing(Facts, frozen=True, kw_only=True):
    """移交物品和材料: within three days of the notice of filing. 移送规定 12."""

    goods: Annotated[tuple[str, ...], ask("移交的物品、材料", help="一行一项")] = ()
    receiver: Annotated[Text, ask("接收人", max_length=60)]
    files: Annotated[tuple[FileRef, ...], ask("交接清单")] = ()


class Outcome(Facts, frozen=True, kw_only=True):
    """刑事程序结果."""

    result: Annotated[
        Literal["移送起诉", "不起诉", "判决有罪", "判决无罪", "撤销案件"], ask("结果")
    ]
    words: Annotated[str, ask("说明", long=True, max_length=2000)] = ""
    paid: Annotated[int, ask("刑事程序中已支付", ge=0, unit="元")] = 0


class Chase(Facts, frozen=True, kw_only=True):
    """催问: asked where the answer stays; copy to whom supervises."""

    to: Annotated[Text, ask("向谁", max_length=100)]
    words: Annotated[Text, ask("内容", max_length=1000)]

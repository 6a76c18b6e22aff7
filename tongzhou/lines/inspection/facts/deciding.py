"""告知、申辩、听证、审核、决定 — what is told before a decision, what is answered, and what is decided."""

from __future__ import annotations

from datetime import date
from typing import Annotated, ClassVar, Literal

import msgspec

from tongzhou.procedure.facts import Facts, FileRef, Naming, Text, ask

Outcome = Literal["行政处罚", "行政处理", "不予处罚", "改正后结案"]


class Notice(Facts, frozen=True, kw_only=True):
    """事先告知: facts, reasons, basis, what is intended, and the rights. 行政处罚法 44, 63.

    `fines` are violation → fen, as told: no decision may go beyond them.
    """

    keyed: ClassVar[frozenset[str]] = frozenset({"fines", "pays"})

    fines: dict[str, int] = {}
    pays: dict[str, int] = {}
    words: Annotated[Text, ask("告知内容", long=True, max_length=8000)]
    until: Annotated[date, ask("陈述申辩期限")]
    hearing: Annotated[bool, ask("告知听证权利")] = True


class Statement(Facts, frozen=True, kw_only=True):
    """陈述申辩. 行政处罚法 45."""

    words: Annotated[Text, ask("陈述和申辩的内容", long=True, max_length=8000)]
    files: Annotated[tuple[FileRef, ...], ask("证据材料")] = ()
    gives_up: Annotated[bool, ask("放弃进一步陈述申辩")] = False


class Considered(Facts, frozen=True, kw_only=True):
    """复核陈述申辩: what was said is weighed and answered; it never makes the penalty heavier. 行政处罚法 45."""

    outcome: Annotated[Literal["采纳", "部分采纳", "不采纳"], ask("复核结论")]
    reason: Annotated[Text, ask("理由", long=True, max_length=4000)]


class HearingRequest(Facts, frozen=True, kw_only=True):
    """要求听证: within five working days of the notice. 行政处罚法 64."""

    words: Annotated[str, ask("理由和要求", long=True, max_length=2000)] = ""


class Hearing(Facts, frozen=True, kw_only=True):
    """听证通知: when, where, who presides; seven working days ahead. 行政处罚法 64."""

    hearing_on: Annotated[date, ask("听证日期")]
    starts: Annotated[str, ask("开始时间", max_length=10)] = "09:00"
    place: Annotated[Text, ask("地点", max_length=200)]
    presides: Annotated[Text, ask("主持人（非本案调查人员）", max_length=60)]
    open: Annotated[bool, ask("公开举行")] = True


class HearingRecord(Facts, frozen=True, kw_only=True):
    """听证笔录. The decision rests on it. 行政处罚法 65."""

    held: Annotated[Literal["已举行", "当事人未到，视为放弃", "当事人撤回"], ask("情况")]
    record: Annotated[Text, ask("听证情况", long=True, max_length=20000)]
    files: Annotated[tuple[FileRef, ...], ask("听证材料")] = ()


class LegalReview(Facts, frozen=True, kw_only=True):
    """法制审核: passed, or sent back with what is wrong. 行政处罚法 58."""

    result: Annotated[Literal["同意", "退回补正"], ask("审核结论")]
    jurisdiction: Annotated[bool, ask("主体、权限合法")] = True
    facts_clear: Annotated[bool, ask("事实清楚、证据充分")] = True
    law_right: Annotated[bool, ask("适用依据准确、裁量适当")] = True
    in_order: Annotated[bool, ask("程序合法、文书规范")] = True
    words: Annotated[str, ask("审核意见", long=True, max_length=4000)] = ""

    def check(self) -> None:
        """Raise ValueError where the result does not follow from the points, or a return has no words."""
        right = self.jurisdiction and self.facts_clear and self.law_right and self.in_order
        if self.result == "同意" and not right:
            raise ValueError("有审核要点未通过的，不能同意，请退回补正")
        if self.result == "退回补正" and not self.words.strip():
            raise ValueError("退回补正的，请写明审核意见")


class Discussion(Facts, frozen=True, kw_only=True):
    """集体讨论: who sat, what each said, what was concluded. 行政处罚法 57."""

    present: Annotated[tuple[Text, ...], ask("参加人员", help="一行一人", min_length=2)]
    words: Annotated[Text, ask("讨论情况和各自意见", long=True, max_length=8000)]
    conclusion: Annotated[Text, ask("结论", max_length=2000)]


class Decided(msgspec.Struct, frozen=True, kw_only=True):
    """决定的一项: what is decided of one violation. Amounts in fen."""

    fine: Annotated[int, msgspec.Meta(ge=0)] = 0
    pay: Annotated[int, msgspec.Meta(ge=0)] = 0
    warning: bool = False
    words: str = ""
    basis: str = ""


class Decision(Facts, frozen=True, kw_only=True):
    """决定书: facts found, evidence, reasons, basis, what is decided of each violation. 行政处罚法 57, 59."""

    keyed: ClassVar[frozenset[str]] = frozenset({"lines"})

    lines: dict[str, Decided] = {}
    words: Annotated[Text, ask("决定内容", long=True, max_length=8000)]
    reasons: Annotated[str, ask("事实、理由和依据", long=True, max_length=8000)] = ""
    perform_by: Annotated[date | None, ask("履行期限", help="行政处理决定填写")] = None
    major: Annotated[
        bool, ask("属于重大行政处罚、处理决定", help="须在十日内报上一级备案（内蒙古条例第二十条）")
    ] = False

    @property
    def fines(self) -> dict[str, int]:
        """Return violation → fen of the fine; the ledger is posted from it."""
        return {key: d.fine for key, d in self.lines.items() if d.fine}

    @property
    def pays(self) -> dict[str, int]:
        """Return violation → fen to be paid to workers."""
        return {key: d.pay for key, d in self.lines.items() if d.pay}

    @property
    def fined_on(self) -> bool:
        """Say whether anything is to be paid as a fine."""
        return bool(self.fines)


class Exemption(Facts, frozen=True, kw_only=True):
    """不予行政处罚: on which ground, and that the employer was taught (行政处罚法 33)."""

    ground: Annotated[
        Literal["轻微不罚", "首违不罚", "无主观过错", "超过追究时效", "违法行为轻微并及时改正"],
        ask("不予处罚的情形"),
    ]
    reasons: Annotated[Text, ask("事实、理由和依据", long=True, max_length=4000)]
    taught: Annotated[bool, ask("已对当事人进行教育")] = True


class Finished(Facts, frozen=True, kw_only=True):
    """改正后结案: corrected in time, and the law provides no penalty for what was put right."""

    reasons: Annotated[Text, ask("理由", long=True, max_length=2000)]


class Dropping(Naming, frozen=True, kw_only=True):
    """撤销立案: every violation that is not decided falls with the case. 劳动保障监察条例 18; 内蒙古条例 19."""

    ground: Annotated[Text, ask("撤销立案的情形", max_length=300)]
    reasons: Annotated[Text, ask("事实和理由", long=True, max_length=4000)]


class Referral(Facts, frozen=True, kw_only=True):
    """移送: to the body that is competent. 劳动保障监察条例 18, 21."""

    to: Annotated[Text, ask("受移送机关", max_length=100)]
    reasons: Annotated[Text, ask("移送理由和依据", long=True, max_length=2000)]
    list_: Annotated[tuple[str, ...], ask("所附材料", help="一行一项")] = ()


class Revocation(Facts, frozen=True, kw_only=True):
    """撤销、变更决定: by oneself, on review, or by judgment."""

    by: Annotated[Literal["本机关自行撤销、变更", "行政复议决定", "人民法院判决"], ask("依据")]
    reasons: Annotated[Text, ask("内容和理由", long=True, max_length=4000)]

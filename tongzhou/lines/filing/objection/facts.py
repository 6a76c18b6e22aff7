"""异议的事实 — what is disputed, what the employer answers, what was decided and put right."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from tongzhou.procedure.facts import Facts, FileRef, Naming, Text, ask

What = Literal[
    "我没有在这家单位工作",
    "用工形式不对",
    "合同期限不对",
    "工资不对",
    "没有参加社会保险",
    "已经离职，单位没有办理",
    "其他",
]


class Objection(Naming, frozen=True, kw_only=True):
    """异议: against which declaration, in which point. `employment` is its number in the register, `declared` what it
    said that day, `uscc` the credit code of who declared it, `phone` the keyed hash of the phone that was shown at the
    portal: that phone follows the case, also where the register of workers knows another.
    """

    employment: Annotated[str, ask("备案编号")]
    uscc: str = ""
    phone: str = ""
    declared: Annotated[str, ask("备案内容", max_length=500)] = ""
    what: Annotated[What, ask("哪里不对")]
    words: Annotated[Text, ask("实际情况是怎样的", long=True, max_length=1000)]
    files: Annotated[tuple[FileRef, ...], ask("证据（合同、工资条、照片，没有可以不传）")] = ()


class Answer(Facts, frozen=True, kw_only=True):
    """单位答复."""

    agrees: Annotated[
        bool, ask("同意更正", help="备案确实有误的请勾选，并同时在用工备案中更正")
    ] = False
    words: Annotated[Text, ask("说明", long=True, max_length=1000)]
    files: Annotated[tuple[FileRef, ...], ask("证明材料")] = ()


class Upheld(Facts, frozen=True, kw_only=True):
    """异议成立: what is to be put right, by when."""

    mend: Annotated[Text, ask("更正什么", long=True, max_length=1000)]
    until: Annotated[date, ask("更正期限")]


class Dismissed(Facts, frozen=True, kw_only=True):
    """异议不成立: why."""

    words: Annotated[Text, ask("理由", long=True, max_length=1000)]


class Mended(Facts, frozen=True, kw_only=True):
    """已更正: what the register says now, held against its history since the objection was raised."""

    corrections: Annotated[
        tuple[Text, ...],
        ask(
            "对应的更正",
            choices="filing_corrections",
            help="提出异议以来这条备案的变更、终止和作废，前后对照；勾选改正了异议所指内容的。没有可选的，说明备案还没有更正过",
        ),
    ] = ()
    words: Annotated[Text, ask("更正结果", long=True, max_length=1000)]

    def check(self) -> None:
        """Raise ValueError where nothing in the register has been put right."""
        if not self.corrections:
            raise ValueError(
                "请勾选对应的更正。没有可选的，是备案在提出异议后还没有更正过：请单位办理，或由备案机构依决定在登记簿中更正，"
                "再登记结果；单位逾期不改的，列入审查，可以移交监察"
            )


class Withdrawn(Facts, frozen=True, kw_only=True):
    """撤回."""

    words: Annotated[str, ask("说明", max_length=300)] = ""

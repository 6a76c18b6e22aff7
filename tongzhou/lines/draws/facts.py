"""所陈述事实 — what each act of a batch states: the terms, the frozen roster, contributions, result, reports."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

import msgspec

from tongzhou.procedure.facts import Facts, FileRef, Naming, ask
from tongzhou.procedure.view import Subject

Hash = Literal["sm3", "sha256"]
Cause = Literal["recusal", "leave", "closed", "other"]
Outcome = Literal["未发现问题", "已责令改正", "立案查处", "无法联系", "已注销停业"]
HEX = r"^[0-9a-f]{64}$"


class Stratum(msgspec.Struct, frozen=True, kw_only=True):
    """分层: which objects, and how many of a hundred are drawn. The first that fits an object takes it."""

    code: str
    label: str
    grade: str = ""  # A, B, C
    risk: str = ""  # high, middle, low
    tag: str = ""
    industry: str = ""  # beginning of the code of the industry
    fresh: int = 0  # known for less than so many months
    num: int = 0  # per cent
    least: int = 0
    most: int = 0  # 0: no most


class Terms(Naming, frozen=True, kw_only=True):
    """抽查方案: title, items, strata, bodies, days, what silence means. The names are those of the bodies."""

    title: Annotated[str, ask("批次名称", max_length=80)]
    items: Annotated[tuple[str, ...], ask("抽查事项")] = ()
    strata: Annotated[tuple[Stratum, ...], ask("分层和比例")] = ()
    commit_by: Annotated[date, ask("承诺截止日期")]
    reveal_by: Annotated[date, ask("揭示截止日期")]
    check_by: Annotated[date | None, ask("检查完成日期")] = None
    absent: Annotated[Literal["continue", "void"], ask("有单位未揭示时")] = "continue"
    least_reveals: Annotated[int, ask("最少揭示单位数", ge=1)] = 2
    public_source: Annotated[str, ask("公开值来源", max_length=120)] = ""
    public_on: Annotated[date | None, ask("公开值产生日期")] = None
    cap_a: Annotated[int, ask("A级对象每年至多抽中次数", ge=0)] = 1
    cap: Annotated[int, ask("其他对象每年至多抽中次数", ge=0)] = 2
    rest: Annotated[int, ask("两次检查至少间隔", unit="个月", ge=0, le=60)] = 0  # 0: none
    seats: Annotated[int, ask("每次检查人数", ge=2, le=4)] = 2
    reserve: Annotated[int, ask("替补占抽中数", unit="%", ge=0, le=100)] = 50
    hash: Annotated[Hash, ask("摘要算法")] = "sm3"
    words: Annotated[str, ask("说明", long=True, max_length=1000)] = ""

    def owned(self) -> dict[str, str]:
        """Each seat belongs to its body: nobody else commits or reveals for it."""
        return {k: v for k, v in self.names.items() if k.startswith("body/")}

    def check(self) -> None:
        """Raise ValueError where days or rates contradict one another."""
        if self.reveal_by <= self.commit_by:
            raise ValueError("揭示截止日期须晚于承诺截止日期")
        if self.public_on and self.public_on <= self.reveal_by:
            raise ValueError("公开值须在揭示截止日期之后产生，请另选一期")
        if bool(self.public_source.strip()) != (self.public_on is not None):
            raise ValueError("公开值的来源和产生日期须同时填写，或都不填")
        for s in self.strata:
            if not 0 <= s.num <= 100:
                raise ValueError(f"“{s.label}”的比例须在0至100%之间")


class Frozen(Facts, frozen=True, kw_only=True):
    """名录冻结: the file of the snapshot and its root; from then on nothing in it can change."""

    snapshot: FileRef
    batch: str = ""  # number of the batch, as in the snapshot
    root: Annotated[str, ask("名录根值", pattern=HEX)]
    objects: Annotated[int, ask("检查对象数", ge=0)]
    officers: Annotated[int, ask("检查人员数", ge=0)]
    left_out: Annotated[int, ask("未参加数", ge=0)]
    sizes: dict[str, int] = {}  # stratum → objects
    frozen_at: str = ""  # moment in UTC, as in the snapshot
    commit_by: date
    reveal_by: date


class Commitment(Facts, frozen=True, kw_only=True):
    """密封承诺: a digest; what it is of, the body keeps to itself."""

    commitment: Annotated[
        str, ask("承诺值", pattern=HEX, help="由本页或 draw_verify 之外的任何工具算出的64位摘要")
    ]


class Reveal(Facts, frozen=True, kw_only=True):
    """揭示: what was committed to."""

    value: Annotated[str, ask("自选内容", min_length=1, max_length=200)]
    nonce: Annotated[str, ask("随机串", pattern=HEX)]


class Unsealed(Naming, frozen=True, kw_only=True):
    """承诺截止: the last day is over; those who did not commit stand aside."""

    words: Annotated[str, ask("说明", long=True, max_length=500)] = ""

    def given_up(self, known: Mapping[str, Subject]) -> dict[str, str]:
        """Return those still invited."""
        return {k: "silent" for k, s in known.items() if s.state == "invited"}


class Unopened(Naming, frozen=True, kw_only=True):
    """揭示截止: those who did not reveal are recorded by name."""

    words: Annotated[str, ask("说明", long=True, max_length=500)] = ""

    def given_up(self, known: Mapping[str, Subject]) -> dict[str, str]:
        """Return those who committed and did not reveal."""
        return {k: "silent" for k, s in known.items() if s.state == "sealed"}


class PublicValue(Facts, frozen=True, kw_only=True):
    """公开值: as it was published by the source named beforehand."""

    value: Annotated[str, ask("公开值", min_length=1, max_length=200)]
    seen_at: Annotated[
        str, ask("查看处", max_length=300, help="网址、报纸版面等，便于他人核对")
    ] = ""


class Picked(msgspec.Struct, frozen=True, kw_only=True):
    """抽中对象: with its chance (drawn of size) and its officers, as numbers in the register of persons."""

    id: str
    stratum: str
    rank: int
    drawn: int
    size: int
    officers: tuple[int, ...] = ()


class Result(Naming, frozen=True, kw_only=True):
    """抽取结果: follows from roster and seed; the names are those of the employers drawn."""

    seed: Annotated[str, ask("种子", pattern=HEX)]
    digest: Annotated[str, ask("结果摘要", pattern=HEX)]
    bundle: FileRef
    picks: dict[str, Picked] = {}  # key of the employer → how it was drawn
    reserves: int = 0
    people: dict[str, str] = {}  # number of the officer → name


class Replacement(Naming, frozen=True, kw_only=True):
    """递补: who falls out and why; who steps in follows from the seed. Names: the employers concerned."""

    of: Annotated[Literal["object", "officer"], ask("递补什么")]
    target: str
    out: str  # id in the roster
    cause: Annotated[Cause, ask("原因")]
    words: Annotated[str, ask("说明", long=True, min_length=1, max_length=300)]
    fresh: str = ""  # key of the employer that steps in
    pick: Picked | None = None  # the target, or whoever stepped in for it, as it now stands
    bundle: FileRef
    digest: str = ""
    people: dict[str, str] = {}

    def sorted_out(self) -> dict[str, str]:
        """The employer that falls out is drawn no longer."""
        return {self.target: "replaced"} if self.of == "object" else {}


class Dispatch(Facts, frozen=True, kw_only=True):
    """派发: one drawn employer to its officers."""

    target: str
    items: Annotated[tuple[str, ...], ask("现场检查表的事项")] = ()  # codes of the inspection
    until: Annotated[date | None, ask("检查完成日期")] = None
    words: Annotated[str, ask("检查要求", long=True, max_length=500)] = ""


class Checked(Naming, frozen=True, kw_only=True):
    """检查反馈: what was found at one employer."""

    target: str = ""
    outcome: Annotated[Outcome, ask("检查结果")]
    words: Annotated[str, ask("情况说明", long=True, max_length=1000)] = ""
    checked_on: Annotated[date, ask("检查日期")]

    def given_up(self, known: Mapping[str, Subject]) -> dict[str, str]:
        """The target has been checked, whether or not the act names it."""
        return {self.target: "reported"} if self.target in known else {}


class Publication(Facts, frozen=True, kw_only=True):
    """结果公布: where, for the employers named."""

    words: Annotated[str, ask("公布说明", long=True, max_length=500)] = ""


class Ground(Facts, frozen=True, kw_only=True):
    """Why."""

    words: Annotated[str, ask("理由", long=True, min_length=1, max_length=500)]

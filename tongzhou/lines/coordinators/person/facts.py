"""协调员登记的事实 — nomination, certificates, deployment, employers served, training, the monthly log, assessment."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

import msgspec

from tongzhou.procedure.facts import Facts, Naming, Text, ask

Group = Literal["企业", "工会", "企业组织", "社区", "园区", "基层平台", "社会组织"]
Level = Literal["四级", "三级", "二级", "一级"]
MONTH = r"^\d{4}-(0[1-9]|1[0-2])$"
MOST_HOURS = 200
Score = Annotated[int, msgspec.Meta(ge=0, le=100)]


class Nomination(Naming, frozen=True, kw_only=True):
    """推荐: who, by whom, of which group. `sponsor` is the short name of the body that nominates and manages."""

    group: Annotated[Group, ask("类别")]
    post: Annotated[str, ask("工作单位和职务", max_length=100)] = ""
    gender: Annotated[Literal["", "男", "女"], ask("性别")] = ""
    ethnicity: Annotated[str, ask("民族", max_length=20)] = ""
    born_on: Annotated[date | None, ask("出生日期")] = None
    education: Annotated[str, ask("学历", max_length=20)] = ""
    politics: Annotated[str, ask("政治面貌", max_length=20)] = ""
    id_number: Annotated[str, ask("身份证件号码", sealed=True)] = ""
    chinese: Annotated[bool, ask("能用汉语工作")] = True
    mongolian: Annotated[bool, ask("能用蒙古语工作")] = False
    mediator: Annotated[bool, ask("持有调解员证")] = False
    words: Annotated[str, ask("推荐理由", long=True, max_length=500)] = ""
    sponsor: str = ""

    def owned(self) -> dict[str, str]:
        """Return to which body the coordinator belongs."""
        return dict.fromkeys(self.names, self.sponsor) if self.sponsor else {}

    def check(self) -> None:
        """Raise ValueError where no language is named."""
        if not (self.chinese or self.mongolian):
            raise ValueError("请至少选择一种工作语言")


class Opinion(Facts, frozen=True, kw_only=True):
    """意见: of the department that keeps the register."""

    words: Annotated[str, ask("意见", long=True, max_length=500)] = ""


class Ground(Facts, frozen=True, kw_only=True):
    """理由."""

    reason: Annotated[Text, ask("理由", long=True, max_length=500)]


class Appointed(Facts, frozen=True, kw_only=True):
    """聘任: from one day to another; the letter is issued with it."""

    since: Annotated[date, ask("聘期起")]
    until: Annotated[date | None, ask("聘期止")] = None

    def check(self) -> None:
        """Raise ValueError where the term is the wrong way round."""
        if self.until and self.until < self.since:
            raise ValueError("聘期止不能早于聘期起")


class Held(Facts, frozen=True, kw_only=True):
    """证书: a level of skill, or the right to mediate. Numbers and days are those on the paper."""

    sort: Annotated[Literal["职业技能等级证书", "调解员证"], ask("证书")]
    level: Annotated[
        Literal["", "四级", "三级", "二级", "一级"], ask("等级", help="四级/中级工至一级/高级技师")
    ] = ""
    number: Annotated[Text, ask("证书编号", max_length=60)]
    issuer: Annotated[Text, ask("发证机构", max_length=100)]
    issued_on: Annotated[date, ask("发证日期")]
    until: Annotated[date | None, ask("有效期止", help="证书上没有写明的，不填")] = None

    def check(self) -> None:
        """Raise ValueError where the level is missing, or the days do not agree."""
        if self.sort == "职业技能等级证书" and not self.level:
            raise ValueError("请选择职业技能等级")
        if self.until and self.until < self.issued_on:
            raise ValueError("有效期止不能早于发证日期")


class Deployment(Facts, frozen=True, kw_only=True):
    """派驻: to an enterprise, a community, a park or a building, for all of the time or a part of it."""

    place: Annotated[Literal["企业", "社区", "园区", "楼宇"], ask("派驻地")]
    name: Annotated[Text, ask("派驻地名称", max_length=100)]
    grid: Annotated[str, ask("网格", max_length=40)] = ""
    time: Annotated[Literal["专职", "兼职"], ask("用工时间")]
    since: Annotated[date, ask("起始日期")]


class DeploymentEnd(Facts, frozen=True, kw_only=True):
    """结束派驻. `which` is the number of the entry that deployed."""

    which: Annotated[str, ask("派驻", choices="deployments", min_length=1)]
    until: Annotated[date, ask("最后一日")]


class Serving(Facts, frozen=True, kw_only=True):
    """服务单位: employers this coordinator looks after: key → name."""

    employers: dict[str, str]
    since: Annotated[date, ask("起始日期")]

    def check(self) -> None:
        """Raise ValueError where no employer is named."""
        if not self.employers:
            raise ValueError("请写明服务单位")


class Released(Facts, frozen=True, kw_only=True):
    """不再服务: employers given back, to be looked after by somebody else."""

    employers: Annotated[tuple[str, ...], ask("服务单位", choices="served", min_length=1)]
    until: Annotated[date, ask("最后一日")]


class Training(Facts, frozen=True, kw_only=True):
    """培训: topic, hours, score."""

    topic: Annotated[Text, ask("培训内容", max_length=100)]
    on: Annotated[date, ask("培训日期")]
    hours: Annotated[int, ask("学时", ge=1, le=MOST_HOURS, unit="学时")]
    score: Annotated[Score | None, ask("考试成绩", unit="分")] = None
    organiser: Annotated[str, ask("举办单位", max_length=60)] = ""


class LogLine(msgspec.Struct, frozen=True, kw_only=True):
    """工作台账的一行: counted from a visit, never typed."""

    on: date
    kind: str
    employer: str
    told: str = ""


class MonthLog(Facts, frozen=True, kw_only=True):
    """月度工作台账: what was done in a month, as the visits show it."""

    month: Annotated[str, ask("月份", pattern=MONTH, max_length=7)]
    counts: dict[str, int] = {}
    lines: tuple[LogLine, ...] = ()


class Assessment(Facts, frozen=True, kw_only=True):
    """年度考核: the grade and its grounds, beside what was counted of the year."""

    year: Annotated[int, ask("考核年度", ge=2018, le=2100)]
    grade: Annotated[Literal["优秀", "合格", "不合格"], ask("考核等次")]
    grounds: Annotated[Text, ask("考核理由", long=True, max_length=1000)]
    months: dict[str, dict[str, int]] = {}  # month → kind of work → how often
    hours: int = 0  # of training
    late: int = 0  # arranged visits done after their day, or due and not done
    undone: int = 0  # of these: not done on the day of the assessment

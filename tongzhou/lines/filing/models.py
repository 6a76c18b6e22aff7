"""备案台账 — the register of declared employment: one row for each contract period.

A million rows arrive in one delivery, so the table is made of plain columns, its keys are texts, and every column
that a loader may leave out has a default in the database. What happens to a row afterwards is written by
`registry.journal`, as in every register: the row is the newest version, `RegisterEntry` holds those before it.

What a bulk loader must fill: `uscc`, `employer_name`, `region_id`, `worker_hash`, `identity`, `name_masked`, `kind`,
`term`, `starts_on`, `declared_on`, `source` ("bulk"), `delivery`. Where the file has it: `phone_hash`, `using_uscc`,
`using_name`, `platform_class`, `job`, `written`, `contract_number`, `econtract`, `signed_on`, `ends_on`, `probation_until`, `pay`,
`pay_basis`, `weekly_hours`, `insured`, `age`, `how`, `declared_by_id`, `id_kind`, `permit_until`; for one that is over already also `state`, `ended_on`,
`end_reason`, `end_declared_on`. Never: `id`, `version`, `province`, `league`, `county`.

- `worker_hash` is `hash_of("id_number", identity.tidy(number))`, as `Worker.id_hash` is; `phone_hash` is
  `hash_of("phone", phone)`, "" where no phone is told. The number itself says of which paper it is (`registry.papers`):
  that of a passport is none that an identity card may bear, so that neither is found by the hash of the other.
- `identity` is one sealed value, to seal a row once and not three times: number, phone and name, parted by tabs
  (`who(number=…, phone=…, name=…)`), for the place "filing.employment.identity"; where the number tells neither birth nor
  sex, also these and the work permit. `name_masked` is `sealing.mask_name(name)`, `id_kind` is `papers.kind_of(number)`.
- The key that makes sending again idempotent is `KEY`: worker, employer, first day, kind of use.
- Acts on rows that stand already (renew, change, end): `declaring.py`.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case
from tongzhou.registry import codes, identity, sealing
from tongzhou.registry.fields import SealedField, hash_of
from tongzhou.registry.models import Person, Region, Worker
from tongzhou.registry.models.places import level_column
from tongzhou.registry.models.workers import plain

from .crosscheck.models import CrossCheck, CrossFinding
from .firm.models import FirmChange
from .known import PARTED, Who, mask_identity, opened, who
from .rules.checking import WRITTEN_KINDS

__all__ = [
    "PARTED",
    "CountyFigures",
    "CrossCheck",
    "CrossFinding",
    "Employment",
    "FirmChange",
    "ObjectionRow",
    "PlatformJudgment",
    "Ranked",
    "ReviewRow",
    "Who",
    "mask_identity",
    "who",
]
KEY = ("worker_hash", "uscc", "starts_on", "kind")
# Whose contract must be in writing: see `rules.checking.Stated.needs_writing`.
NEEDS_WRITING = Q(kind__in=WRITTEN_KINDS) | Q(kind="platform", platform_class="labour")


class Employment(models.Model):
    """用工备案 — one worker employed by one employer for one contract period. Pay in whole fen."""

    class Kind(models.TextChoices):
        FULL = "full", _("全日制用工")
        PART = "part", _("非全日制用工")
        DISPATCH = "dispatch", _("劳务派遣用工")
        PLATFORM = "platform", _("新就业形态用工")
        OVER_AGE = "over_age", _("超龄劳动者用工")
        SERVICE = "service", _("劳务协议用工")

    class PlatformClass(models.TextChoices):
        LABOUR = "labour", _("确立劳动关系情形")
        MANAGED = "managed", _("不完全符合确立劳动关系情形")
        CIVIL = "civil", _("个人依托平台自主经营情形")

    class Written(models.TextChoices):
        PAPER = "paper", _("纸质合同")
        ELECTRONIC = "electronic", _("电子合同")
        NONE = "none", _("尚未订立书面合同")

    class Term(models.TextChoices):
        FIXED = "fixed", _("固定期限")
        OPEN = "open", _("无固定期限")
        TASK = "task", _("以完成一定工作任务为期限")

    class PayBasis(models.TextChoices):
        MONTH = "month", _("按月")
        DAY = "day", _("按日")
        HOUR = "hour", _("按小时")
        PIECE = "piece", _("计件")

    class How(models.TextChoices):
        HIRE = "hire", _("招用")
        RENEW = "renew", _("续订")

    class Source(models.TextChoices):
        PORTAL = "portal", _("单位网上填报")
        AGENCY = "agency", _("代办机构填报")
        DESK = "desk", _("窗口登记")
        BULK = "bulk", _("批量导入")
        API = "api", _("接口报送")

    class State(models.TextChoices):
        ACTIVE = "active", _("在用")
        RENEWED = "renewed", _("已续订")
        ENDED = "ended", _("已解除或终止")
        VOID = "void", _("已作废")

    class EndReason(models.TextChoices):
        AGREED = "agreed", _("协商一致解除")
        EXPIRED = "expired", _("期满终止")
        RESIGNED = "resigned", _("劳动者提出解除")
        FAULT = "fault", _("劳动者过失解除")
        NO_FAULT = "no_fault", _("非过失性解除")
        LAYOFF = "layoff", _("经济性裁员")
        RETIRED = "retired", _("退休或享受养老待遇")
        DIED = "died", _("劳动者死亡")
        CLOSED = "closed", _("用人单位注销或停业")
        OTHER = "other", _("其他")

    # The employer by its credit code and no key of the register: a merge there moves nothing here.
    uscc = models.CharField(_("统一社会信用代码"), max_length=18)
    employer_name = models.CharField(_("用人单位"), max_length=200)
    # 工作地: the office of the place of work keeps it. No constraint in the database, for COPY.
    region = models.ForeignKey(
        Region,
        models.DO_NOTHING,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("工作地"),
    )
    worker_hash = models.CharField(max_length=64, editable=False)
    identity = SealedField(_("劳动者（证件、手机、姓名）"), mask=mask_identity)
    name_masked = models.CharField(_("姓名"), max_length=20)
    # Follows from the number: kept for lists, filters and exports, which open nothing.
    id_kind = models.CharField(
        _("证件类型"),
        max_length=12,
        choices=Worker.IdKind,
        default=Worker.IdKind.RESIDENT,
        db_default=Worker.IdKind.RESIDENT,
    )
    # 工作许可有效期: of foreigners without permanent residence; its number is sealed with the identity.
    permit_until = models.DateField(_("工作许可有效期至"), null=True, blank=True)
    phone_hash = models.CharField(
        max_length=64, blank=True, default="", db_default="", editable=False
    )
    kind = models.CharField(_("用工形式"), max_length=8, choices=Kind)
    using_uscc = models.CharField(
        _("用工单位信用代码"), max_length=18, blank=True, default="", db_default=""
    )
    using_name = models.CharField(
        _("用工单位"), max_length=200, blank=True, default="", db_default=""
    )
    platform_class = models.CharField(
        _("用工情形"), max_length=8, choices=PlatformClass, blank=True, default="", db_default=""
    )
    job = models.CharField(_("岗位（工种）"), max_length=60, blank=True, default="", db_default="")
    written = models.CharField(
        _("书面合同"), max_length=10, choices=Written, db_default=Written.NONE, default=Written.NONE
    )
    contract_number = models.CharField(
        _("合同编号"), max_length=40, blank=True, default="", db_default=""
    )
    econtract = models.CharField(
        _("电子合同存证编号"), max_length=80, blank=True, default="", db_default=""
    )
    signed_on = models.DateField(_("签订日期"), null=True, blank=True)
    term = models.CharField(_("合同期限类型"), max_length=5, choices=Term)
    starts_on = models.DateField(_("起始日期"))  # 用工之日, or the first day of the renewed term
    ends_on = models.DateField(_("期满日期"), null=True, blank=True)  # the last day
    probation_until = models.DateField(_("试用期至"), null=True, blank=True)
    pay = models.BigIntegerField(_("约定工资"), null=True, blank=True)
    pay_basis = models.CharField(
        _("计薪方式"), max_length=5, choices=PayBasis, blank=True, default="", db_default=""
    )
    weekly_hours = models.PositiveSmallIntegerField(_("每周工时"), null=True, blank=True)
    insured = models.BooleanField(_("参加社会保险"), null=True, blank=True)  # None: not told
    age = models.PositiveSmallIntegerField(_("起始时年龄"), null=True, blank=True)
    how = models.CharField(
        _("备案事项"), max_length=5, choices=How, db_default=How.HIRE, default=How.HIRE
    )
    declared_on = models.DateField(_("备案日期"))  # when it became known here
    declared_by = models.ForeignKey(
        Person,
        models.DO_NOTHING,
        null=True,  # an interface or a file has no person
        blank=True,
        db_constraint=False,
        db_index=False,
        related_name="+",
        verbose_name=_("填报人"),
    )
    source = models.CharField(_("填报途径"), max_length=6, choices=Source)
    delivery = models.CharField(_("报送批次"), max_length=40, blank=True, default="", db_default="")
    version = models.PositiveSmallIntegerField(_("版次"), default=1, db_default=1, editable=False)
    state = models.CharField(
        _("状态"), max_length=7, choices=State, db_default=State.ACTIVE, default=State.ACTIVE
    )
    ended_on = models.DateField(_("解除或终止日期"), null=True, blank=True)
    end_reason = models.CharField(
        _("解除或终止原因"), max_length=8, choices=EndReason, blank=True, default="", db_default=""
    )
    end_declared_on = models.DateField(_("解除终止备案日期"), null=True, blank=True)
    province = level_column(codes.PROVINCE)
    league = level_column(codes.LEAGUE)
    county = level_column(codes.COUNTY)

    class Meta:
        verbose_name = verbose_name_plural = _("用工备案")
        indexes = [
            models.Index(fields=["uscc", "id"], name="employment_uscc"),
            models.Index(fields=["county", "id"], name="employment_county"),
            models.Index(fields=["league", "id"], name="employment_league"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=list(KEY),
                name="one_employment_from_a_day",
                violation_error_message=_(
                    "这名劳动者在本单位自该日起的同一用工形式已经备案，请在原备案上办理变更。"
                ),
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("starts_on")),
                name="employment_ends_after_it_begins",
                violation_error_message=_("期满日期不能早于起始日期。"),
            ),
            models.CheckConstraint(
                condition=(Q(state="ended") & Q(ended_on__isnull=False) & ~Q(end_reason=""))
                | (~Q(state="ended") & Q(ended_on=None) & Q(end_reason="")),
                name="employment_ended_on_a_day_for_a_reason",
                violation_error_message=_("解除或终止须写明日期和原因。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name_masked} {self.employer_name} {self.starts_on}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with all that is derived from the identity."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the columns that follow from the identity; a bulk loader fills them itself."""
        known = self.open_identity()
        self.worker_hash = hash_of("id_number", identity.tidy(known.number))
        self.id_kind = known.kind
        self.phone_hash = hash_of("phone", known.phone)
        self.name_masked = sealing.mask_name(known.name)

    def shown_pay(self) -> str:
        """Return the pay as a history shows it, in yuan."""
        return "" if self.pay is None else f"{Decimal(self.pay) / 100:.2f} 元"

    @property
    def until(self) -> date | None:
        """The last day it holds or held: of its ending, else of its term; None: open."""
        return self.ended_on or self.ends_on

    @property
    def needs_writing(self) -> bool:
        """Whether a contract in writing is owed, as `NEEDS_WRITING` asks of the database."""
        of_platform = self.kind == "platform" and self.platform_class == "labour"
        return self.kind in WRITTEN_KINDS or of_platform

    def open_identity(self) -> Who:
        """Return number, phone, name and whatever else is known of the worker, in plain text. Raises sealing.CannotOpen."""
        return opened(plain(self.identity))


class ObjectionRow(models.Model):
    """异议: one row for each case, written with each entry."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="filing_objection")
    employment = models.BigIntegerField(_("备案编号"))
    uscc = models.CharField(_("统一社会信用代码"), max_length=18)
    what = models.CharField(_("哪里不对"), max_length=20)
    raised_on = models.DateField(_("提出日期"), null=True)
    result = models.CharField(_("结果"), max_length=12, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("备案异议")
        constraints = [models.UniqueConstraint(fields=["case"], name="one_objection_row")]
        indexes = [
            models.Index(fields=["employment"], name="objection_employment"),
            models.Index(fields=["uscc", "raised_on"], name="objection_uscc"),
        ]

    def __str__(self) -> str:
        return str(self.case)


class ReviewRow(models.Model):
    """审查: one row for each case, written with each entry."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="filing_review")
    uscc = models.CharField(_("统一社会信用代码"), max_length=18)
    score = models.IntegerField(_("风险分"))
    taken_on = models.DateField(_("列入日期"), null=True)
    ended_on = models.DateField(_("办结日期"), null=True)
    result = models.CharField(_("结果"), max_length=8, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("备案审查")
        constraints = [models.UniqueConstraint(fields=["case"], name="one_filing_review_row")]
        indexes = [models.Index(fields=["uscc", "taken_on"], name="filing_review_uscc")]

    def __str__(self) -> str:
        return str(self.case)


class Ranked(models.Model):
    """待审排序: an employer in a county as the rules saw it on a day; ranking a county again replaces all its rows."""

    county = models.CharField(_("旗县"), max_length=6)
    uscc = models.CharField(_("统一社会信用代码"), max_length=18)
    employer_name = models.CharField(_("用人单位"), max_length=200)
    as_of = models.DateField(_("排序日期"))
    rows = models.IntegerField(_("在用备案"))
    score = models.IntegerField(_("风险分"))
    hits = models.JSONField(_("命中规则"), default=list)  # shown again, never searched

    class Meta:
        verbose_name = verbose_name_plural = _("待审排序")
        constraints = [
            models.UniqueConstraint(fields=["county", "uscc"], name="ranked_once_in_a_county")
        ]
        indexes = [models.Index(fields=["county", "-score", "id"], name="ranked_by_score")]

    def __str__(self) -> str:
        return f"{self.employer_name} {self.score}"


class CountyFigures(models.Model):
    """旗县比率: what the three rates of a county are made of, as counted on a day; ranking a county counts them again.

    A board adds the counties up; it does not read a million rows to show three figures.
    """

    county = models.CharField(_("旗县"), max_length=6, primary_key=True)
    as_of = models.DateField(_("统计日期"))
    filed = models.IntegerField(_("在用备案人数"))
    heads = models.IntegerField(_("登记职工人数"))
    written = models.IntegerField(_("已订书面合同"))
    labour = models.IntegerField(_("全日制和派遣在用备案"))
    renewed = models.IntegerField(_("期满续订"))
    over = models.IntegerField(_("期满"))

    class Meta:
        verbose_name = verbose_name_plural = _("旗县比率")

    def __str__(self) -> str:
        return f"{self.county} {self.as_of}"


class PlatformJudgment(models.Model):
    """情形判断: the facts an employer stated about work through a platform, and which situation they pointed to.

    Written once; `employment` is the row that was declared upon it, if one was.
    """

    uscc = models.CharField(_("统一社会信用代码"), max_length=18)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))
    answers = models.JSONField(_("所答事实"))  # question → yes; shown again, never searched
    situation = models.CharField(_("用工情形"), max_length=8, choices=Employment.PlatformClass)
    points = models.PositiveSmallIntegerField(_("得分"))
    employment = models.BigIntegerField(_("备案编号"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("情形判断")
        indexes = [models.Index(fields=["employment"], name="judgment_employment")]

    def __str__(self) -> str:
        return f"{self.uscc} {self.situation}"

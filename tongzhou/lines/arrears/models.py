"""列、导入、项目 — the columns of a matter, sheets not yet stated, and what a project has in place for its wages."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case, new_uid
from tongzhou.registry.models import Employer, Person, Project, Worker


class MatterRow(models.Model):
    """欠薪案件: one row for each case, written with each entry. Money in whole fen."""

    case = models.ForeignKey(Case, on_delete=models.CASCADE, related_name="arrears")
    project = models.CharField(_("工程项目"), max_length=40, blank=True)
    employer = models.CharField(_("用人单位"), max_length=200, blank=True)
    workers = models.IntegerField(_("劳动者人数"))
    paid_workers = models.IntegerField(_("已收清人数"))
    claimed = models.BigIntegerField(_("主张金额"))
    found = models.BigIntegerField(_("认定金额"))
    ordered = models.BigIntegerField(_("责令金额"))
    collected = models.BigIntegerField(_("到账金额"))
    advanced = models.BigIntegerField(_("垫付金额"))
    recovered = models.BigIntegerField(_("追回金额"))
    left = models.BigIntegerField(_("尚欠金额"))
    opened_on = models.DateField(_("立案日期"), null=True)
    first_seen = models.DateField(_("首次反映日期"), null=True)
    found_on = models.DateField(_("认定日期"), null=True)
    ordered_on = models.DateField(_("责令日期"), null=True)
    settled_on = models.DateField(_("到账日期"), null=True)
    days = models.IntegerField(_("到账用时（天）"), null=True)
    closed_on = models.DateField(_("办结日期"), null=True)
    conclusion = models.CharField(_("办结结论"), max_length=40, blank=True)
    counts = models.CharField(_("计入"), max_length=12, blank=True)
    reopened = models.IntegerField(_("恢复办理次数"))

    class Meta:
        verbose_name = verbose_name_plural = _("欠薪案件")
        constraints = [
            models.UniqueConstraint(fields=["case"], name="one_arrears_row"),
            models.CheckConstraint(
                condition=Q(collected__gte=0) & Q(left__gte=0), name="arrears_sums_stand"
            ),
        ]
        indexes = [
            models.Index(fields=["opened_on", "case"], name="arrears_opened"),
            models.Index(fields=["settled_on", "days"], name="arrears_settled"),
            models.Index(fields=["project", "case"], name="arrears_project"),
        ]

    def __str__(self) -> str:
        return str(self.case)


class Sheet(models.Model):
    """待登记的表格: what somebody has uploaded and not yet stated, so that nothing is lost while lines are mended.

    No part of the journal: what it holds counts when an act states it. `sealed` is JSON, sealed, as it holds
    identity numbers; it is emptied when the sheet has been stated or thrown away, and after fourteen days.
    """

    uid = models.CharField(max_length=16, unique=True, default=new_uid, editable=False)
    case = models.ForeignKey(Case, models.CASCADE, related_name="arrears_sheets")
    purpose = models.CharField(max_length=12)  # ledger, bank
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    sealed = models.TextField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["person", "case"],
                condition=Q(ended_at__isnull=True),
                name="arrears_pending",
            )
        ]

    def __str__(self) -> str:
        return self.uid


class SiteFacts(models.Model):
    """项目基本情况: what the periods of a project are counted from. Money in whole fen."""

    project = models.OneToOneField(Project, models.CASCADE, related_name="wage_facts")
    contract_on = models.DateField(_("施工合同签订日期"), null=True, blank=True)
    permit_on = models.DateField(_("施工许可（开工批准）日期"), null=True, blank=True)
    price = models.BigIntegerField(_("施工合同额"), null=True, blank=True)
    public_funds = models.BooleanField(_("政府投资项目"), default=False)
    finished_on = models.DateField(_("完工日期"), null=True, blank=True)
    pay_day = models.PositiveSmallIntegerField(_("每月工资支付日"), null=True, blank=True)
    authority = models.CharField(_("行业主管部门"), max_length=80, blank=True)
    officer = models.CharField(_("劳资专管员"), max_length=60, blank=True)
    officer_phone = models.CharField(_("劳资专管员电话"), max_length=20, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("项目基本情况")

    def __str__(self) -> str:
        return str(self.project)


class SiteParty(models.Model):
    """参建单位: who works on a project under whom: contractor, subcontractors, teams, from–to."""

    class Role(models.TextChoices):
        SUB = "sub", _("分包单位")
        SUPERVISOR = "supervisor", _("监理单位")
        TEAM = "team", _("班组")

    project = models.ForeignKey(Project, models.CASCADE, related_name="wage_parties")
    role = models.CharField(_("角色"), max_length=12, choices=Role)
    employer = models.ForeignKey(
        Employer, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("单位")
    )
    under = models.ForeignKey(
        "self", models.CASCADE, null=True, blank=True, related_name="below", verbose_name=_("上级")
    )
    name = models.CharField(_("名称（班组填班组名）"), max_length=120)
    leader = models.CharField(_("负责人"), max_length=60, blank=True)
    since = models.DateField(_("进场日期"), null=True, blank=True)
    until = models.DateField(_("退场日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("参建单位")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "role", "name"], name="one_site_party_of_a_name"
            ),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=models.F("since")),
                name="site_party_ends_after_it_begins",
                violation_error_message=_("退场日期不能早于进场日期。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Safeguard(models.Model):
    """保障制度: one thing a project must have in place, when it was, with what stands for it. Money in whole fen."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="wage_safeguards")
    kind = models.CharField(max_length=16)
    done_on = models.DateField(_("落实日期"))
    reference = models.CharField(_("账号尾号、保函编号、登记号"), max_length=60, blank=True)
    holder = models.CharField(_("银行、出具机构"), max_length=80, blank=True)
    amount = models.BigIntegerField(_("金额"), null=True, blank=True)
    until = models.DateField(_("有效期至"), null=True, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("保障制度")
        indexes = [
            models.Index(fields=["project", "kind", "-done_on"], name="safeguard_of_project")
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.kind}"


class RosterLine(models.Model):
    """实名制名册: a worker on a site from one day to another, in which team, under contract, paid to which card.

    保障农民工工资支付条例 28: nobody enters the site without contract and real name. The number is the register's.
    """

    project = models.ForeignKey(Project, models.CASCADE, related_name="wage_roster")
    worker = models.ForeignKey(
        Worker, models.PROTECT, related_name="site_stays", verbose_name=_("劳动者")
    )
    team = models.CharField(_("班组"), max_length=120, blank=True)
    job = models.CharField(_("工种"), max_length=60, blank=True)
    since = models.DateField(_("进场日期"))
    until = models.DateField(_("退场日期"), null=True, blank=True)  # the last day
    contract_on = models.DateField(_("劳动合同签订日期"), null=True, blank=True)
    card = models.CharField(_("工资卡尾号"), max_length=4, blank=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        verbose_name = verbose_name_plural = _("实名制名册")
        constraints = [
            models.UniqueConstraint(
                fields=["project", "worker", "since"], name="one_stay_from_a_day"
            ),
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=models.F("since")),
                name="stay_ends_after_it_begins",
                violation_error_message=_("退场日期不能早于进场日期。"),
            ),
        ]
        indexes = [models.Index(fields=["project", "-since", "-id"], name="roster_of_project")]

    def __str__(self) -> str:
        return f"{self.project} {self.worker}"


class SiteMonth(models.Model):
    """按月支付: labour cost paid in, the table signed, wages paid by bank, for one month. Money in whole fen."""

    project = models.ForeignKey(Project, models.CASCADE, related_name="wage_months")
    month = models.CharField(_("月份"), max_length=7)
    cost = models.BigIntegerField(_("人工费用拨付金额"), null=True, blank=True)
    cost_on = models.DateField(_("人工费用拨付日期"), null=True, blank=True)
    workers = models.PositiveIntegerField(_("应发人数"), null=True, blank=True)
    due = models.BigIntegerField(_("应发合计"), null=True, blank=True)
    signed_on = models.DateField(_("工资表本人签字日期"), null=True, blank=True)
    paid = models.BigIntegerField(_("银行代发合计"), null=True, blank=True)
    paid_on = models.DateField(_("代发日期"), null=True, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("按月支付")
        constraints = [
            models.UniqueConstraint(fields=["project", "month"], name="one_row_of_a_site_month")
        ]
        ordering = ["-month"]

    def __str__(self) -> str:
        return f"{self.project} {self.month}"

"""Columns of the line, written with each entry: the register, visits, risks, contact employers. Money in whole fen."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import Case


class CoordinatorRow(models.Model):
    """协调员: one row for each."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="coordinator")
    person = models.BigIntegerField(_("人员"), null=True)
    name = models.CharField(_("姓名"), max_length=200)
    sponsor = models.CharField(_("推荐单位"), max_length=60)
    group = models.CharField(_("类别"), max_length=10)
    post = models.CharField(_("工作单位和职务"), max_length=100, blank=True)
    state = models.CharField(_("状态"), max_length=12)
    level = models.CharField(_("技能等级"), max_length=4, blank=True)
    certificate = models.CharField(_("证书编号"), max_length=60, blank=True)
    certificate_until = models.DateField(_("证书有效期止"), null=True)
    mediator = models.BooleanField(_("持有调解员证"))
    mongolian = models.BooleanField(_("能用蒙古语工作"))
    since = models.DateField(_("聘期起"), null=True)
    grade = models.CharField(_("最近考核等次"), max_length=6, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("协调员")
        indexes = [
            models.Index(fields=["person"], name="coordinator_person"),
            models.Index(fields=["name", "id"], name="coordinator_name"),
            models.Index(fields=["state", "certificate_until"], name="coordinator_certificate"),
        ]

    def __str__(self) -> str:
        return self.name


class DeploymentRow(models.Model):
    """派驻: where a coordinator works."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="deployments")
    entry = models.CharField(max_length=12)
    place = models.CharField(_("派驻地"), max_length=4)
    name = models.CharField(_("名称"), max_length=100)
    grid = models.CharField(_("网格"), max_length=40, blank=True)
    full_time = models.BooleanField(_("专职"))
    since = models.DateField(_("起始日期"))
    until = models.DateField(_("最后一日"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("派驻")
        constraints = [models.UniqueConstraint(fields=["case", "entry"], name="one_deployment_row")]
        indexes = [models.Index(fields=["place", "name"], name="deployment_place")]

    def __str__(self) -> str:
        return self.name


class ServedRow(models.Model):
    """服务单位: an employer and the coordinator who looks after it now."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="served")
    key = models.CharField(max_length=40)
    employer = models.BigIntegerField(_("用人单位"), null=True)
    name = models.CharField(_("单位名称"), max_length=200)
    person = models.BigIntegerField(_("协调员"), null=True)
    since = models.DateField(_("起始日期"))

    class Meta:
        verbose_name = verbose_name_plural = _("服务单位")
        constraints = [models.UniqueConstraint(fields=["case", "key"], name="one_served_row")]
        indexes = [
            models.Index(fields=["employer"], name="served_employer"),
            models.Index(fields=["person"], name="served_person"),
        ]

    def __str__(self) -> str:
        return self.name


class TrainingRow(models.Model):
    """培训: topic, day, hours, score."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="training")
    entry = models.CharField(max_length=12)
    topic = models.CharField(_("培训内容"), max_length=100)
    on = models.DateField(_("培训日期"))
    hours = models.PositiveSmallIntegerField(_("学时"))
    score = models.PositiveSmallIntegerField(_("成绩"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("培训")
        constraints = [models.UniqueConstraint(fields=["case", "entry"], name="one_training_row")]

    def __str__(self) -> str:
        return self.topic


class VisitRow(models.Model):
    """走访: arranged and recorded; the work log is counted from here."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="coordinator_visit")
    person = models.BigIntegerField(_("协调员"), null=True)
    person_name = models.CharField(_("姓名"), max_length=200, blank=True)
    employer = models.BigIntegerField(_("用人单位"), null=True)
    employer_name = models.CharField(_("单位名称"), max_length=200, blank=True)
    source = models.CharField(_("事由"), max_length=12, blank=True)
    work = models.CharField(_("做了什么"), max_length=12, blank=True)
    until = models.DateField(_("完成期限"), null=True)
    visited_on = models.DateField(_("走访日期"), null=True)
    policies = models.PositiveSmallIntegerField(_("送政策"))
    signs = models.CharField(_("风险苗头"), max_length=120, blank=True)
    verified = models.CharField(_("核查结果"), max_length=8, blank=True)
    again_on = models.DateField(_("下次走访"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("走访")
        indexes = [
            models.Index(fields=["person", "visited_on"], name="visit_person"),
            models.Index(fields=["employer", "visited_on"], name="visit_employer"),
        ]

    def __str__(self) -> str:
        return f"{self.employer_name} {self.visited_on or ''}"


class RiskRow(models.Model):
    """风险报告."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="coordinator_risk")
    person = models.BigIntegerField(_("协调员"), null=True)
    employer = models.BigIntegerField(_("用人单位"), null=True)
    employer_name = models.CharField(_("单位名称"), max_length=200, blank=True)
    signs = models.CharField(_("苗头"), max_length=120)
    people = models.PositiveIntegerField(_("涉及人数"))
    money = models.BigIntegerField(_("涉及金额"), null=True)
    urgency = models.CharField(_("紧急程度"), max_length=6)
    reported_on = models.DateField(_("报告日期"))
    outcome = models.CharField(_("结果"), max_length=10, blank=True)

    class Meta:
        verbose_name = verbose_name_plural = _("风险报告")
        indexes = [
            models.Index(fields=["person", "reported_on"], name="risk_person"),
            models.Index(fields=["employer", "reported_on"], name="risk_employer"),
        ]

    def __str__(self) -> str:
        return self.employer_name


class ContactRow(models.Model):
    """定点联系单位: one row for each."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="contact_employer")
    employer = models.BigIntegerField(_("用人单位"), null=True)
    employer_name = models.CharField(_("单位名称"), max_length=200)
    person = models.BigIntegerField(_("协调员"), null=True)
    person_name = models.CharField(_("协调员姓名"), max_length=200, blank=True)
    why = models.CharField(_("选定理由"), max_length=200)
    contact = models.CharField(_("单位联系人"), max_length=60)
    cycle = models.CharField(_("走访周期"), max_length=6)
    since = models.DateField(_("起始日期"))
    ended_on = models.DateField(_("结束日期"), null=True)

    class Meta:
        verbose_name = verbose_name_plural = _("定点联系单位")
        indexes = [
            models.Index(fields=["employer_name", "id"], name="contact_name"),
            models.Index(fields=["person"], name="contact_person"),
        ]

    def __str__(self) -> str:
        return self.employer_name


class Reminder(models.Model):
    """催办: a reminder that went out, once for each step."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="coordinator_reminders")
    what = models.CharField(max_length=40)  # the limit, or a month's report
    mark = models.CharField(max_length=7, blank=True)  # which month
    step = models.CharField(max_length=8)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["case", "what", "mark", "step"], name="coordinator_reminded_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.what} {self.mark} {self.step}"


class ContactReport(models.Model):
    """联系单位月报: one row for each month; the feed “contact reports” is read from here."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="contact_reports")
    month = models.CharField(_("月份"), max_length=7)
    employer = models.BigIntegerField(_("用人单位"), null=True)
    headcount = models.PositiveIntegerField(_("月末职工人数"))
    output = models.BigIntegerField(_("产值或营业收入"), null=True)
    orders = models.CharField(_("订单、业务量"), max_length=4)
    pay_day = models.DateField(_("工资发放日"), null=True)
    arrears_people = models.PositiveIntegerField(_("被拖欠工资的人数"))
    arrears = models.BigIntegerField(_("拖欠工资金额"), null=True)
    arrears_since = models.DateField(_("最早拖欠日期"), null=True)
    insurance = models.CharField(_("社会保险"), max_length=8)
    layoffs = models.PositiveIntegerField(_("解除、裁减人数"))
    planned = models.PositiveIntegerField(_("拟裁减人数"))
    disputes = models.PositiveIntegerField(_("新发生争议"))
    reported_on = models.DateField(_("填报日期"))

    class Meta:
        verbose_name = verbose_name_plural = _("联系单位月报")
        constraints = [models.UniqueConstraint(fields=["case", "month"], name="one_contact_report")]
        indexes = [models.Index(fields=["month", "employer"], name="contact_report_month")]

    def __str__(self) -> str:
        return f"{self.case} {self.month}"

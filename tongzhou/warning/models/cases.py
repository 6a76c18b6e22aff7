"""Columns of a warning: what the queue, the map, the rules and the monthly report are answered from."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tongzhou.procedure.models import NEVER, Case


class WarningRow(models.Model):
    """预警台账: one row for each warning."""

    case = models.OneToOneField(Case, models.CASCADE, related_name="warning")
    employer = models.BigIntegerField(null=True)
    name = models.CharField(_("用人单位"), max_length=200)
    province = models.CharField(max_length=2)
    league = models.CharField(max_length=4)
    county = models.CharField(max_length=6)
    industry = models.CharField(max_length=6, blank=True)
    level = models.CharField(_("等级"), max_length=8)
    rank = models.SmallIntegerField()
    urgency = models.SmallIntegerField()  # 9 − rank: the gravest first in an ascending index
    is_open = models.BooleanField()
    due = models.DateField()  # the clock of an office that is due first; 9999-12-31: none
    rules = models.CharField(_("命中规则"), max_length=120)
    channel = models.CharField(_("来源"), max_length=12)
    opened_on = models.DateField(_("列为候选"))
    issued_on = models.DateField(_("签发"), null=True)
    signed_on = models.DateField(_("签收"), null=True)
    asked_on = models.DateField(_("提示函"), null=True)
    answered_on = models.DateField(_("用人单位说明"), null=True)
    verified_on = models.DateField(_("核实"), null=True)
    found = models.CharField(_("核实结果"), max_length=12, blank=True)
    cause = models.CharField(_("原因"), max_length=20, blank=True)
    people = models.PositiveIntegerField(_("涉及人数"), null=True)
    amount = models.BigIntegerField(_("涉及金额"), null=True)  # fen
    resolved = models.CharField(_("处置结果"), max_length=12, blank=True)
    fed_back_on = models.DateField(_("反馈"), null=True)
    closed_on = models.DateField(_("办结"), null=True)
    ending = models.CharField(
        _("去向"), max_length=16, blank=True
    )  # closed, false, duplicate, transferred
    # A time of an office had run out when it was met, set back or ended; what still runs: `due_at`.
    was_late = models.BooleanField(default=False)
    due_at = models.DateTimeField(
        default=NEVER
    )  # when the first clock of an office is over, by the hour

    class Meta:
        verbose_name = verbose_name_plural = _("预警")
        indexes = [
            *(
                models.Index(
                    fields=[level, "urgency", "due_at", "id"],
                    condition=Q(is_open=True),
                    name=f"warning_queue_{level}",
                )
                for level in ("province", "league", "county")
            ),
            models.Index(fields=["employer", "-opened_on"], name="warning_employer"),
            models.Index(fields=["county", "opened_on"], name="warning_opened"),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.level}"


class RuleRow(models.Model):
    """命中与结论: one row for each rule that hit in a warning, with what came of it."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="warning_rules")
    rule = models.CharField(max_length=12)
    version = models.PositiveIntegerField()
    area = models.CharField(max_length=12, blank=True)
    level = models.CharField(max_length=8)
    verdict = models.CharField(max_length=10, blank=True)  # confirmed, false, or not yet known
    cause = models.CharField(max_length=20, blank=True)
    opened_on = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "rule"], name="one_rule_in_a_warning")
        ]
        indexes = [models.Index(fields=["rule", "-opened_on"], name="warning_rule")]

    def __str__(self) -> str:
        return f"{self.rule} {self.verdict}"


class ResponseRow(models.Model):
    """回应: each letter, call, interview, visit and plan of a warning, so that its effect can be measured."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="warning_responses")
    seq = models.CharField(max_length=12)
    kind = models.CharField(max_length=12)  # letter, call, interview, visit, plan
    done_on = models.DateField()
    employer = models.BigIntegerField(null=True)
    county = models.CharField(max_length=6)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case", "seq"], name="one_response_of_an_entry")
        ]
        indexes = [models.Index(fields=["done_on", "kind"], name="warning_response")]

    def __str__(self) -> str:
        return f"{self.kind} {self.done_on}"

"""人员、任职 — who signs in, and the offices they hold from one day to another."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tongzhou.registry import codes, naming
from tongzhou.registry.fields import Sealed, SealedField, hash_of
from tongzhou.registry.questions import Given, Question

from .bodies import Body
from .places import Region, level_column


@dataclass(frozen=True)
class Holding:
    """One office in the hands of one person on one day."""

    office: str
    body_id: int
    body_name: str
    region: str
    acting: bool
    delegated_from_name: str  # "" if held in their own right
    body_kind: str
    appointment_id: int


class PersonManager(BaseUserManager["Person"]):
    """People; created with a password or without one."""

    def create_user(self, username: str, password: str | None = None, **fields: Any) -> Person:
        """Create a person. Without a password nobody can sign in as them."""
        person = self.model(username=username.strip(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, username: str, password: str | None = None, **fields: Any) -> Person:
        """Create a member of staff. There are no superusers: what one may do, an office says."""
        return self.create_user(username, password, is_staff=True, **fields)

    def by_phone(self, phone: str) -> Person | None:
        """Return the person who signs in with this phone, or None."""
        return self.filter(phone_hash=hash_of("phone", phone)).first() if phone else None


class Person(AbstractBaseUser):
    """人员 — somebody who signs in: an official, a mediator, a worker, an employer's clerk.

    Staff hold offices and work at the desk. What they may do follows from their appointments alone.
    """

    username = models.CharField(
        _("用户名"),
        max_length=60,
        unique=True,
        error_messages={"unique": _("该用户名已被使用，请另取一个。")},
    )
    # No length is set: a name may be of any length. First and last names do not exist here.
    name = models.CharField(_("姓名"))
    pinyin = models.CharField(blank=True, editable=False)
    initials = models.CharField(blank=True, editable=False)
    phone = SealedField(_("手机号"), blank=True)
    phone_hash = models.CharField(max_length=64, blank=True, editable=False)
    email = models.EmailField(_("电子邮箱"), blank=True)
    is_active = models.BooleanField(_("可以登录"), default=True)
    is_staff = models.BooleanField(_("工作人员"), default=False)
    is_demo = models.BooleanField(_("演示账号"), default=False, editable=False)
    # Somebody else knows it: it opens the page where a new one is chosen, and nothing else.
    password_is_given = models.BooleanField(_("须更换初始密码"), default=False, editable=False)
    language = models.CharField(
        _("界面语言"),
        max_length=8,
        choices=[("zh-hans", "简体中文"), ("en", "English")],
        default="zh-hans",
    )
    date_joined = models.DateTimeField(_("登记时间"), auto_now_add=True)

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    objects: ClassVar[PersonManager] = PersonManager()

    class Meta:
        verbose_name = verbose_name_plural = _("人员")
        indexes = [
            models.Index(fields=["name", "id"], name="person_name"),
            models.Index(fields=["pinyin", "id"], name="person_pinyin"),
            models.Index(fields=["initials", "id"], name="person_initials"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["phone_hash"],
                condition=~Q(phone_hash=""),
                name="one_person_of_a_phone",
                violation_error_message=_("该手机号已用于另一账号。"),
            ),
            models.UniqueConstraint(
                fields=["email"],
                condition=~Q(email=""),
                name="one_person_of_an_email",
                violation_error_message=_("该电子邮箱已用于另一账号。"),
            ),
        ]

    def __str__(self) -> str:
        return self.name or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the name tidied and all that is derived from name and phone."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the columns that follow from others; call it before `bulk_create`."""
        self.name = naming.tidy_name(self.name)
        self.pinyin, self.initials = naming.spelt(self.name)
        self.email = self.email.strip().lower()
        phone = self.phone.open() if isinstance(self.phone, Sealed) else str(self.phone or "")
        self.phone_hash = hash_of("phone", phone)

    def get_full_name(self) -> str:
        return self.name

    def get_short_name(self) -> str:
        return self.name

    def appointments_on(self, day: date) -> list[Appointment]:
        """Return the appointments in force on a day, delegations included, in order of office.

        A person who may not sign in holds nothing.
        """
        if not self.is_active:
            return []
        return _HELD_ON.ask(person=self.pk, day=day)

    def holdings(self, on: date) -> list[Holding]:
        """Return the offices this person holds on a day, as plain values. One query."""
        return [appointment.holding for appointment in self.appointments_on(on)]

    def holds(self, office: str, *, on: date, region: str = "") -> bool:
        """Say whether this person holds an office on a day, there or over the whole of there."""
        return any(
            h.office == office and codes.within(region or h.region, h.region)
            for h in self.holdings(on)
        )


class AppointmentQuerySet(models.QuerySet["Appointment"]):
    """Appointments."""

    def on(self, day: date | Given) -> AppointmentQuerySet:
        """Return those in force on a day.

        A delegation is in force only while the appointment it comes from is, whatever its own dates
        say; nothing is in force in a body that does not exist on that day.
        """
        source = Q(delegated_from=None) | (
            _in_force(day, "delegated_from__")
            & Q(delegated_from__withdrawn=False, delegated_from__person__is_active=True)
        )
        return self.filter(
            _in_force(day), source, Q(withdrawn=False), _in_force(day, "body__", begins=False)
        )


def _in_force(day: date | Given, prefix: str = "", *, begins: bool = True) -> Q:
    since = Q(**{f"{prefix}since__lte": day})
    if not begins:
        since |= Q(**{f"{prefix}since": None})
    return since & (Q(**{f"{prefix}until": None}) | Q(**{f"{prefix}until__gte": day}))


class Appointment(models.Model):
    """任职 — a person holds an office in a body from one day to another; several are usual.

    With `delegated_from` it is a delegation (委托代行): somebody else's office, for a time, for a
    reason. Offices are codes here; the procedures say what they are called and what they may do.
    """

    person = models.ForeignKey(
        Person, models.PROTECT, related_name="appointments", verbose_name=_("人员")
    )
    office = models.CharField(_("职务"), max_length=60)
    body = models.ForeignKey(
        Body, models.PROTECT, related_name="appointments", verbose_name=_("机构")
    )
    # The body's region: a body stays where it is, so this cannot go out of date.
    region = models.ForeignKey(
        Region, models.PROTECT, editable=False, related_name="+", verbose_name=_("地区")
    )
    since = models.DateField(_("起始日期"))
    until = models.DateField(_("截止日期"), null=True, blank=True)  # the last day
    acting = models.BooleanField(_("代理（主持工作）"), default=False)
    granted_by = models.ForeignKey(
        Person,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="appointments_granted",
        verbose_name=_("经办人"),
    )
    delegated_from = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        blank=True,
        related_name="delegations",
        verbose_name=_("受托自"),
    )
    reason = models.CharField(_("事由"), max_length=300, blank=True)
    # Taken back before its first day: it never was in force, but it was granted.
    withdrawn = models.BooleanField(_("未生效即撤回"), default=False, editable=False)
    province = level_column(codes.PROVINCE)
    league = level_column(codes.LEAGUE)
    county = level_column(codes.COUNTY)

    objects = AppointmentQuerySet.as_manager()

    class Meta:
        verbose_name = verbose_name_plural = _("任职")
        indexes = [
            models.Index(fields=["person", "since"], name="appointment_person"),
            models.Index(fields=["office", "county", "id"], name="appointment_office"),
            models.Index(fields=["office", "id"], name="appointment_by_office"),
            models.Index(fields=["body", "office"], name="appointment_body"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")),
                name="appointment_ends_after_it_begins",
                violation_error_message=_("截止日期不能早于起始日期。"),
            ),
            models.CheckConstraint(
                condition=Q(delegated_from=None) | (Q(until__isnull=False) & ~Q(reason="")),
                name="delegation_has_an_end_and_a_reason",
                violation_error_message=_("委托代行须写明截止日期和事由。"),
            ),
            models.CheckConstraint(
                condition=Q(delegated_from=None) | ~Q(delegated_from=F("id")),
                name="delegation_from_another",
            ),
            models.UniqueConstraint(
                fields=["person", "office", "body", "since"],
                condition=Q(delegated_from=None, withdrawn=False),
                name="one_appointment_from_a_day",
                violation_error_message=_("该人员自同一日起已任此职。"),
            ),
            models.UniqueConstraint(
                fields=["person", "delegated_from", "since"],
                condition=Q(delegated_from__isnull=False, withdrawn=False),
                name="one_delegation_from_a_day",
                violation_error_message=_("该人员自同一日起已受此委托。"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.office} {self.body}"

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Save, with the region of the body."""
        self.derive()
        super().save(*args, **kwargs)

    def derive(self) -> None:
        """Fill the columns that follow from others; call it before `bulk_create`."""
        self.region_id = self.body.region_id

    @property
    def holding(self) -> Holding:
        """This appointment as a plain value."""
        source = self.delegated_from
        return Holding(
            office=self.office,
            body_id=self.body_id,
            body_name=self.body.name,
            region=self.region_id,
            acting=self.acting,
            delegated_from_name=source.person.name if source else "",
            body_kind=self.body.kind,
            appointment_id=self.pk,
        )


_HELD_ON: Question[Appointment] = Question(
    lambda: (
        Appointment.objects.on(Given("day", models.DateField()))
        .filter(person=Given("person", models.BigIntegerField()))
        .select_related("body", "delegated_from__person")
        .order_by("office", "id")
    )
)

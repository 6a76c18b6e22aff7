"""办理登记 — what a registrar does to each register of this room, as the counter offers it."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

from tongzhou.registry import accounts, forms
from tongzhou.registry.models import Employer, EmployerUser

from .register import Change, Keeper, Saved


def _put(form: Any, keeper: Keeper) -> Saved | None:
    record = form.put(by=keeper.person, at=keeper.at)
    return Saved(record) if record is not None else None


def _save(form: Any, keeper: Keeper) -> Saved | None:
    record = form.save(by=keeper.person, at=keeper.at)
    return Saved(record) if record is not None else None


def _record(form: type[Any]) -> Any:
    """Return how a form of a whole record is made: empty for a new one, else with what it says."""
    return lambda data, keeper, record: form(data, instance=record, region=keeper.region)


ADD_EMPLOYER = Change(
    "add", gettext_lazy("登记用人单位"), _record(forms.EmployerForm), _put, new=True, icon="plus"
)
CHANGE_EMPLOYER = Change("change", gettext_lazy("变更登记"), _record(forms.EmployerForm), _put)


def _of_employer(form: type[Any]) -> Any:
    return lambda data, keeper, record: form(data, employer=record, region=keeper.region)


def _same(form: Any, keeper: Keeper) -> Saved | None:
    return Saved(form.employer) if form.save(by=keeper.person, at=keeper.at) is not None else None


ADD_NAME = Change(
    "name", gettext_lazy("登记曾用名"), _of_employer(forms.AliasForm), _same, icon="tag"
)
LET_ACT = Change(
    "agent",
    gettext_lazy("登记经办人"),
    _of_employer(forms.ActForForm),
    lambda form, keeper: (
        Saved(done[0], done[1]) if (done := form.save(by=keeper.person, at=keeper.at)) else None
    ),
    icon="user-plus",
    hint=gettext_lazy("请当面核对身份证件和单位授权；没有账号的，同时开立账号"),
)
MERGE = Change(
    "merge",
    gettext_lazy("合并重复登记"),
    _of_employer(forms.MergeForm),
    _same,
    danger=True,
    icon="merge",
    hint=gettext_lazy("原记录不动，可以撤销；以后查这一家，也会查到并入的那一家"),
)
UNMERGE = Change(
    "unmerge",
    gettext_lazy("撤销合并"),
    _of_employer(forms.UnmergeForm),
    _same,
    fits=lambda record, _keeper: record.merges_kept.filter(undone_at=None).exists(),
    danger=True,
    icon="undo-2",
)
OF_EMPLOYERS = (ADD_EMPLOYER, CHANGE_EMPLOYER, ADD_NAME, LET_ACT, MERGE, UNMERGE)

OF_PROJECTS = (
    Change("add", gettext_lazy("登记工程项目"), _record(forms.ProjectForm), _put, new=True, icon="plus"),
    Change("change", gettext_lazy("变更登记"), _record(forms.ProjectForm), _put),
)  # fmt: skip


def _runs(held: EmployerUser, keeper: Keeper) -> bool:
    return held.until is None or held.until >= keeper.on


OF_AGENTS = (
    Change(
        "end",
        gettext_lazy("终止经办人"),
        lambda data, keeper, record: forms.StopActingForm(
            data, held=record, region=keeper.region, initial={"last_day": keeper.on}
        ),
        _save,
        fits=_runs,
        danger=True,
        icon="user-minus",
    ),
)

OF_BODIES = (
    Change("add", gettext_lazy("设立机构"), _record(forms.BodyForm), _put, new=True, icon="plus"),
    Change("change", gettext_lazy("变更登记"), _record(forms.BodyForm), _put),
    Change(
        "close",
        gettext_lazy("撤销机构"),
        lambda data, _keeper, record: forms.CloseBodyForm(data, body=record),
        _save,
        fits=lambda record, _keeper: record.is_active,
        danger=True,
        icon="ban",
        hint=gettext_lazy("该机构内的全部任职随之终止；经办的案件请先转交"),
    ),
)


def _seat(form: type[Any]) -> Any:
    """Return how a form that gives an office is made; at a person, the username is filled in."""

    def make(data: Any, keeper: Keeper, record: Any) -> Any:
        initial = {"since": keeper.on} | ({"username": record.username} if record else {})
        return form(
            data,
            region=keeper.region,
            known_offices=sorted(keeper.offices),
            levels=keeper.offices,
            initial=initial,
        )

    return make


def _of_person(form: type[Any]) -> Any:
    return lambda data, keeper, record: form(data, person=record, region=keeper.region)


def _kept(person: Any, keeper: Keeper) -> bool:
    """One's own account, and one whose offices reach beyond the region, somebody else keeps."""
    return person.pk != keeper.person.pk and accounts.kept_by(
        person, region=keeper.region, on=keeper.on
    )


def _new_password(form: Any, keeper: Keeper) -> Saved | None:
    password = form.save(by=keeper.person, at=keeper.at)
    return Saved(form.person, password) if password else None


def _opened(form: Any, keeper: Keeper) -> Saved | None:
    done = form.save(by=keeper.person, at=keeper.at)
    return Saved(*done) if done else None


APPOINT = Change(
    "appoint", gettext_lazy("任职"), _seat(forms.AppointForm), _save, icon="badge-check"
)
OF_PEOPLE = (
    Change(
        "open",
        gettext_lazy("开立账号并任职"),
        _seat(forms.AccountForm),
        _opened,
        new=True,
        icon="user-plus",
        hint=gettext_lazy("初始密码只显示一次，请当面交给本人；首次登录须更换"),
    ),
    APPOINT,
    Change(
        "certify",
        gettext_lazy("登记执法证件"),
        lambda data, keeper, record: forms.CertifyForm(
            data, region=keeper.region, initial={"username": record.username}
        ),
        _save,
        icon="id-card",
    ),
    Change(
        "password",
        gettext_lazy("重置密码"),
        _of_person(forms.PasswordForm),
        _new_password,
        fits=lambda person, keeper: person.is_active and _kept(person, keeper),
        icon="key-round",
        hint=gettext_lazy("请先核对本人身份；新密码只显示一次，因多次输错被锁定的同时解锁"),
    ),
    Change(
        "close",
        gettext_lazy("停用账号"),
        _of_person(forms.CloseAccountForm),
        _save,
        fits=lambda person, keeper: person.is_active and _kept(person, keeper),
        danger=True,
        icon="ban",
        hint=gettext_lazy("停用后不能登录，任职不再生效；办过的事仍在各案的记录里"),
    ),
)

OF_APPOINTMENTS = (
    Change("appoint", gettext_lazy("任职"), _seat(forms.AppointForm), _save, new=True, icon="plus"),
    Change(
        "end",
        gettext_lazy("免职"),
        lambda data, keeper, record: forms.EndForm(
            data, appointment=record, initial={"last_day": keeper.on}
        ),
        _save,
        fits=lambda held, keeper: (
            not held.withdrawn and (held.until is None or held.until >= keeper.on)
        ),
        danger=True,
        icon="user-minus",
    ),
)

OF_CERTIFICATES = (
    Change(
        "certify",
        gettext_lazy("登记执法证件"),
        lambda data, keeper, _record: forms.CertifyForm(data, region=keeper.region),
        _save,
        new=True,
        icon="plus",
    ),
    Change(
        "withdraw",
        gettext_lazy("收回证件"),
        lambda data, keeper, record: forms.WithdrawForm(
            data, certificate=record, initial={"on": keeper.on}
        ),
        _save,
        fits=lambda record, _keeper: record.withdrawn_on is None,
        danger=True,
        icon="ban",
    ),
)


def place_of_agent(held: EmployerUser) -> str:
    """Where an agent is kept: where the employer that stands for theirs is."""
    employer: Employer = held.employer.survivor()
    return str(employer.region_id)


def place_of_person(person: Any) -> str:
    """Where a person is kept: where they work or worked last; nowhere else is anything done."""
    last = person.appointments.order_by("-since", "-id").first()
    return last.region_id if last else "00"

"""Forms of a registrar, clerks of employers, the first registrar."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tongzhou.registry import forms
from tongzhou.registry.employing import find_by_name, merge
from tongzhou.registry.models import Body, Employer, Person, RegisterEntry, Worker
from tongzhou.registry.offices import REGISTRAR, may_keep_registers
from tongzhou.registry.representing import employers_of, let_act_for, refs_of, stop_acting_for

from .conftest import NOW, TODAY, Cast
from .test_employing import code, firm

pytestmark = pytest.mark.django_db


def appoint_form(cast: Cast, region: str = "150221", **more: Any) -> forms.AppointForm:
    data = {
        "username": "bateer",
        "office": "registrar",
        "body": cast.banner.pk,
        "since": "2026-03-02",
        "reason": "任命",
    }
    return forms.AppointForm(data | more, region=region, known_offices=["registrar"])


def test_a_registrar_appoints_by_form_and_ends_by_form(cast: Cast) -> None:
    form = appoint_form(cast)
    assert form.is_valid(), form.errors
    given = form.save(by=cast.qimuge, at=NOW)
    assert given is not None
    assert may_keep_registers(cast.bateer, region="150221", on=TODAY)
    end = forms.EndForm({"last_day": "2026-03-02", "reason": "调离"}, appointment=given)
    assert end.is_valid()
    assert end.save(by=cast.qimuge, at=NOW) is not None
    assert cast.bateer.holdings(TODAY + timedelta(days=1)) == []


def test_a_refusal_stands_on_the_form(cast: Cast) -> None:
    form = appoint_form(cast)
    assert form.is_valid()
    form.save(by=cast.qimuge, at=NOW)
    again = appoint_form(cast)
    assert again.is_valid()
    assert again.save(by=cast.qimuge, at=NOW) is None
    assert "已任此职" in str(again.errors)


def test_a_registrar_cannot_reach_into_the_next_banner(cast: Cast) -> None:
    form = appoint_form(cast, region="150621")
    assert not form.is_valid()
    assert "body" in form.errors
    assert "没有这个用户名" in str(appoint_form(cast, username="nobody").errors)


def test_an_account_is_opened_by_form_and_its_password_comes_out_once(cast: Cast) -> None:
    data = {"username": "hasi", "name": "哈斯", "phone": "13800000001", "reason": "新调入"}
    form = forms.AccountForm(data, region="150221")
    assert form.is_valid()
    done = form.save(by=cast.qimuge, at=NOW)
    assert done is not None
    person, password = done
    assert person.check_password(password)
    assert person.password_is_given
    assert person.is_staff
    wrong = forms.AccountForm(data | {"username": "other", "phone": "12"}, region="150221")
    assert wrong.is_valid()
    assert wrong.save(by=cast.qimuge, at=NOW) is None
    assert "11位手机号" in str(wrong.errors)


def employer_form(instance: Employer | None = None, **more: Any) -> forms.EmployerForm:
    data = {"name": "示例矿业有限公司", "uscc": code(1), "form": "company", "region": "150221"}
    data |= {"reason": "登记"} | more
    return forms.EmployerForm(data, instance=instance, region="150221")


def test_an_employer_is_registered_renamed_and_found_by_its_former_name(cast: Cast) -> None:
    form = employer_form()
    assert form.is_valid(), form.errors
    made = form.put(by=cast.bateer, at=NOW)
    renaming = employer_form(made, name="示例能源有限公司", reason="更名")
    assert renaming.is_valid(), renaming.errors
    renaming.put(by=cast.bateer, at=NOW)
    assert find_by_name("示例矿业") == [made]
    assert [e.what for e in RegisterEntry.objects.about(made)] == ["changed", "added"]


@pytest.mark.parametrize(
    ("change", "field", "said"),
    [
        ({"uscc": code(1)[:-1] + "?"}, "uscc", "“?”"),
        ({"uscc": code(9)}, "uscc", "已登记"),
        ({"region": "150621"}, "region", ""),
    ],
)
def test_what_is_wrong_with_an_employer_stands_at_its_field(
    change: dict[str, str], field: str, said: str, cast: Cast
) -> None:
    firm("示例乳业", 9)
    form = employer_form(**change)
    made = form.put(by=cast.bateer, at=NOW) if form.is_valid() else None
    assert made is None
    assert said in str(form.errors.get(field) or form.errors)


def test_a_body_is_changed_by_form_but_never_moved(cast: Cast) -> None:
    data = {
        "kind": "hrss",
        "name": "新名称",
        "short_name": "新",
        "region": "1502",
        "reason": "更名",
    }
    form = forms.BodyForm(data, instance=cast.banner, region="1502")
    assert form.is_valid(), form.errors
    form.put(by=cast.qimuge, at=NOW)
    changed = Body.objects.get(pk=cast.banner.pk)
    assert (changed.name, changed.region_id) == ("新名称", "150221")


def test_two_records_are_merged_by_form(cast: Cast) -> None:
    keep, gone = firm("示例甲", 1), firm("示例乙", 2)
    data = {"keep": keep.pk, "gone": gone.pk, "reason": "同一企业"}
    form = forms.MergeForm(data, region="150221")
    assert form.is_valid(), form.errors
    assert form.save(by=cast.bateer, at=NOW) is not None
    again = forms.MergeForm(data, region="150221")
    assert not again.is_valid()
    beside = firm("示例丙", 3, region_id="150621")
    reaching = forms.MergeForm(data | {"gone": beside.pk}, region="150221")
    assert "gone" in reaching.errors


def test_a_clerk_acts_for_an_employer_and_for_what_it_was_merged_into(cast: Cast) -> None:
    keep, gone = firm("示例甲", 1), firm("示例乙", 2)
    clerk = Person.objects.create_user("clerk", name="经办人")
    held = let_act_for(clerk, gone, role="clerk", since=TODAY, confirmed_by=cast.bateer, at=NOW)
    merge(keep, gone, by=cast.bateer, at=NOW, reason="同一企业")
    assert employers_of(clerk, on=TODAY) == [keep]
    assert set(refs_of(clerk, on=TODAY)["employer"]) == {str(keep.pk), str(gone.pk)}
    assert employers_of(clerk, on=TODAY - timedelta(days=1)) == []
    with pytest.raises(Exception, match="同类经办人"):
        let_act_for(clerk, gone, role="clerk", since=TODAY, confirmed_by=cast.bateer, at=NOW)
    stop_acting_for(held, last_day=TODAY, by=cast.bateer, at=NOW, reason="离职")
    assert employers_of(clerk, on=TODAY + timedelta(days=1)) == []
    clerk.is_active = False
    assert employers_of(clerk, on=TODAY) == []


def test_a_worker_with_an_account_is_found_under_her_own_keys_only(cast: Cast) -> None:
    saren = Person.objects.create_user("saren", name="萨仁")
    worker = Worker.objects.create(name="萨仁", person=saren)
    Worker.objects.create(name="别人")
    assert refs_of(saren, on=TODAY) == {
        "person": [str(saren.pk)],
        "worker": [str(worker.pk)],
        "employer": [],
    }
    assert refs_of(cast.bateer, on=TODAY)["worker"] == []


@pytest.mark.usefixtures("places")
def test_a_new_installation_gets_its_first_registrar_once() -> None:
    said = StringIO()
    call_command("first_registrar", "qimuge", "其木格", stdout=said)
    person = Person.objects.get(username="qimuge")
    password = said.getvalue().split("初始密码：")[1].split()[0]
    assert person.check_password(password)
    (held,) = person.holdings(Person.objects.get().appointments.get().since)
    assert (held.office, held.region) == (REGISTRAR, "15")
    with pytest.raises(CommandError, match="已有登记管理员"):
        call_command("first_registrar", "other", "另一人")


@pytest.mark.usefixtures("places")
def test_a_registrar_of_nowhere_is_refused_and_nothing_is_left_behind() -> None:
    with pytest.raises(CommandError, match="没有地区"):
        call_command("first_registrar", "qimuge", "其木格", "--region", "99")
    assert not Person.objects.exists()

"""Forms of a registrar, clerks of employers, the first registrar."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from tongzhou.registry import forms
from tongzhou.registry.accounts import kept_by
from tongzhou.registry.appointing import appoint
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
    data |= {"office": "registrar", "body": str(cast.banner.pk), "since": "2026-03-02"}
    form = forms.AccountForm(data, region="150221", known_offices=["registrar"])
    assert form.is_valid(), form.errors
    done = form.save(by=cast.qimuge, at=NOW)
    assert done is not None
    person, password = done
    assert person.check_password(password)
    assert person.password_is_given
    assert person.is_staff
    assert [h.office for h in person.holdings(TODAY)] == ["registrar"]
    wrong = forms.AccountForm(
        data | {"username": "other", "phone": "12"}, region="150221", known_offices=["registrar"]
    )
    assert wrong.is_valid()
    assert wrong.save(by=cast.qimuge, at=NOW) is None
    assert "11位手机号" in str(wrong.errors["phone"])


def test_an_office_is_given_only_at_the_level_at_which_it_is_held(cast: Cast) -> None:
    data = {"username": "bateer", "office": "registrar", "since": "2026-03-02", "reason": "任命"}
    form = forms.AppointForm(
        data | {"body": cast.league.pk},
        region="1502",
        known_offices=["registrar"],
        levels={"registrar": 6},
    )
    assert not form.is_valid()
    assert "设在旗县一级" in str(form.errors["body"])


def test_an_account_is_kept_by_whoever_is_over_all_its_offices(cast: Cast) -> None:
    appoint(cast.bateer, office="clerk", body=cast.banner, since=TODAY, by=None, at=NOW)
    assert kept_by(cast.bateer, region="150221", on=TODAY)
    assert kept_by(cast.bateer, region="1502", on=TODAY)
    assert not kept_by(cast.bateer, region="150621", on=TODAY)
    appoint(cast.bateer, office="chief", body=cast.league, since=TODAY, by=None, at=NOW)
    assert not kept_by(cast.bateer, region="150221", on=TODAY)
    nobody = Person.objects.create_user("nobody", name="无任职")
    assert not kept_by(nobody, region="15", on=TODAY)


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
    data = {"gone": gone.uscc, "reason": "同一企业"}
    form = forms.MergeForm(data, employer=keep, region="150221")
    assert form.is_valid(), form.errors
    assert form.save(by=cast.bateer, at=NOW) is not None
    undo = {"merged": keep.merges_kept.get().pk, "reason": "查明为两家"}
    back = forms.UnmergeForm(undo, employer=keep, region="150221")
    assert back.is_valid(), back.errors
    assert back.save(by=cast.bateer, at=NOW) is not None
    gone.refresh_from_db()
    assert gone.merged_into is None
    beside = firm("示例丙", 3, region_id="150621")
    reaching = forms.MergeForm(data | {"gone": beside.name}, employer=keep, region="150221")
    assert "没有这家单位" in str(reaching.errors["gone"])
    wrong = forms.MergeForm(data | {"gone": "示例丁"}, employer=keep, region="150221")
    assert "登记簿中没有“示例丁”" in str(wrong.errors["gone"])


def test_a_clerk_gets_an_account_the_first_time_and_is_known_the_second(cast: Cast) -> None:
    data = {"name": "经办人", "phone": "13800000009", "role": "clerk", "since": "2026-03-02"}
    data |= {"reason": "单位授权"}
    done = []
    for number in (1, 2):
        form = forms.ActForForm(data, employer=firm(f"示例{number}", number), region="150221")
        assert form.is_valid(), form.errors
        done.append(form.save(by=cast.bateer, at=NOW))
    (first, password), (second, none) = done  # type: ignore[misc]
    assert first.person == second.person
    assert first.person.check_password(password)
    assert none == ""
    assert not first.person.is_staff
    other = forms.ActForForm(data | {"name": "另一人"}, employer=first.employer, region="150221")
    assert other.is_valid()
    assert other.save(by=cast.bateer, at=NOW) is None
    assert "另一姓名" in str(other.errors["name"])


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

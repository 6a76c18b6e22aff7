"""萨仁 applies on her phone, reads her number, comes back, agrees, signs with a code, says the money came."""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.law.claims.carrier import Carried
from tongzhou.lines.mediation import facts
from tongzhou.lines.mediation.models import MediationCase
from tongzhou.lines.mediation.tests.cast import HERE, NUMBER, PHONE, SUMU, Cast
from tongzhou.procedure.models import Case, Entry, UnsentDraft
from tongzhou.registry.models import EmployerUser, OutboxMessage, Person, PhoneCode, Worker

BOSS = "13900009999"


def address(name: str, *args: object) -> str:
    return reverse(f"mediation-apply:{name}", args=args)


def time_passes() -> None:
    """Let the codes given out so far be two minutes older: the next need not wait."""
    for given in PhoneCode.objects.all():
        given.issued_at -= timedelta(minutes=2)
        given.save()


def code_on(phone: str) -> str:
    message = OutboxMessage.objects.latest("at", "id")
    assert message.phone.open() == phone
    found = re.search(r"\d{6}", str(message.text))
    assert found
    return found[0]


ANSWERS: dict[str, dict[str, Any]] = {
    "employer": {"employer": "示例建筑有限公司", "county": HERE},
    "town": {"town": SUMU},
    "trouble": {"heads": ["wages", "overtime", "certificate"], "story": "干了三个月没给钱"},
    "time": {"hired_on": "2026-01-05", "since": "2026-02-01", "monthly_wage": "6000"},
    "sums": {"amount-wages": "12000", "basis-wages": "三个月，每月四千"},
    "person": {
        "name": "萨仁",
        "id_kind": "resident",
        "id_number": NUMBER,
        "phone": PHONE,
        "language": "蒙古语",
        "electronic": "on",
    },
}


def answers(phone: Client, *steps: str, **changed: dict[str, Any]) -> Any:
    answer: Any = None
    for step in steps or ANSWERS:
        answer = phone.post(address("step", step), ANSWERS[step] | changed.get(step, {}))
        assert answer.status_code == 302, (step, answer.content.decode())
    return answer


@pytest.fixture
def phone(settings: Any) -> Client:
    settings.SMS_SENDER, settings.DEMO = "screen", True
    return Client()


def test_five_answers_and_a_code_become_a_case_with_a_number(cast: Cast, phone: Client) -> None:
    assert answers(phone)["Location"] == address("code")
    shown = phone.get(address("code")).content.decode()
    assert "12,000.00" in shown
    assert "加班费：金额请调解员帮助核算" in shown
    assert not Case.objects.exists()
    wrong = phone.post(address("code"), {"code": "000000"})
    assert wrong.status_code == 422
    sent = phone.post(address("code"), {"code": code_on(PHONE)})
    assert sent["Location"] == address("done")
    case = Case.objects.get()
    assert (case.region, case.state) == (SUMU, "applied")
    page = phone.get(address("done")).content.decode()
    assert case.number in page
    assert "达尔罕茂明安联合旗调解中心" in page  # who answers
    assert "0472-0000000" in page
    stated = Entry.objects.get(case=case).facts
    assert stated["names"] == {cast.claimant: "萨仁", cast.respondent: "示例建筑有限公司"}
    heads = [i["head"] for i in stated["claims"][cast.claimant]]
    assert heads == ["wages", "certificate", "other"]
    assert stated["language"] == "蒙古语"
    for secret in (NUMBER, PHONE):
        assert secret not in str(stated)


@pytest.mark.usefixtures("cast")
def test_the_answers_survive_until_they_are_sent_and_no_longer(phone: Client) -> None:
    answers(phone, "employer", "town", "trouble")
    start = phone.get(address("start")).content.decode()
    assert "接着填" in start
    again = phone.get(address("step", "trouble")).content.decode()
    assert "干了三个月没给钱" in again
    assert phone.post(address("forget"))["Location"] == address("start")
    assert "接着填" not in phone.get(address("start")).content.decode()
    assert Client().get(address("step", "time"))["Location"] == address("step", "employer")


@pytest.mark.usefixtures("cast")
def test_pressed_twice_it_is_one_case(phone: Client) -> None:
    answers(phone)
    code, session = code_on(PHONE), dict(phone.session)
    phone.post(address("code"), {"code": code})
    store = phone.session  # the second press arrives with what the browser knew before the first
    store.update(session)
    store.save()
    time_passes()
    phone.post(address("step", "person"), ANSWERS["person"])
    phone.post(address("code"), {"code": code_on(PHONE)})
    assert Case.objects.count() == 1


@pytest.mark.usefixtures("cast")
def test_the_identity_number_waits_sealed_for_the_code(phone: Client) -> None:
    answers(phone)
    assert NUMBER not in str(dict(phone.session))


@pytest.mark.usefixtures("cast")
def test_what_does_not_fit_is_said_in_plain_words(phone: Client) -> None:
    bad = phone.post(address("step", "employer"), {"employer": "某工地", "county": "150303000"})
    assert bad.status_code == 422
    answers(phone, "employer", "town", "trouble", "time", "sums")
    wrong = ANSWERS["person"] | {"id_number": NUMBER[:-1] + "0"}
    page = phone.post(address("step", "person"), wrong).content.decode()
    assert "身份证号码" in page
    assert "校验位不符" in page
    late = ANSWERS["time"] | {"left_on": "2025-12-31"}
    answer = phone.post(address("step", "time"), late)
    assert "离开的日子早于开始干活的日子" in answer.content.decode()


def test_only_places_where_somebody_mediates_are_offered(cast: Cast, phone: Client) -> None:
    page = phone.get(address("step", "employer")).content.decode()
    assert "达尔罕茂明安联合旗" in page
    cast.bodies[HERE, "调解中心"].is_active = False
    cast.bodies[HERE, "调解中心"].save()
    cast.bodies[SUMU, "调解委员会"].is_active = False
    cast.bodies[SUMU, "调解委员会"].save()
    assert "达尔罕茂明安联合旗" not in phone.get(address("step", "employer")).content.decode()


@pytest.mark.usefixtures("cast")
def test_the_receipt_is_for_whoever_has_applied_and_nobody_else(phone: Client) -> None:
    answers(phone)
    phone.post(address("code"), {"code": code_on(PHONE)})
    assert phone.get(address("done")).status_code == 200
    assert Client().get(address("done")).status_code == 404


def test_another_phone_than_the_registered_one_is_noticed_by_both(
    cast: Cast, phone: Client
) -> None:
    other = "13900007777"
    answers(phone, person={"phone": other})
    phone.post(address("code"), {"code": code_on(other)})
    assert "登记的手机号和这次的不一样" in phone.get(address("done")).content.decode()
    assert Worker.objects.get(name="萨仁").phone.open() == PHONE  # nobody changes it from outside
    case = Case.objects.get()
    desk = cast.clerk.opens(reverse("desk:case", args=[case.uid])).content.decode()
    assert "与劳动者登记簿上的不一致" in desk


def test_what_was_calculated_is_in_the_claim_with_its_steps_and_can_be_reckoned_again(
    cast: Cast, phone: Client
) -> None:
    made = Carried(
        "severance",
        date(2026, 11, 1),
        {"start": "2024-01-01", "end": "2026-06-30", "avg_wage": "6000", "region": HERE},
    )
    owed = made.result().amount
    assert owed
    phone.get(address("start"), {"claim": made.pack()})
    answers(phone, "employer", "town")
    ticked = phone.get(address("step", "trouble")).context["form"]["heads"].value()
    assert ticked == ["severance"]
    answers(phone, "trouble", "time", trouble={"heads": ["severance"]})
    form = phone.get(address("step", "sums")).context["form"]
    assert form["amount-severance"].value() == owed
    sent = {"amount-severance": str(owed), "basis-severance": form["basis-severance"].value()}
    phone.post(address("step", "sums"), sent)
    answers(phone, "person")
    phone.post(address("code"), {"code": code_on(PHONE)})
    (item,) = Entry.objects.get(case__procedure="mediation.case").facts["claims"][cast.claimant]
    again = Carried(item["inputs"]["kind"], date(2026, 11, 1), item["inputs"]["inputs"])
    assert again.result().amount * 100 == item["amount"]
    assert item["basis"]


@pytest.mark.usefixtures("cast")
def test_a_broken_link_to_a_calculation_takes_nothing_over(phone: Client) -> None:
    phone.get(address("start"), {"claim": "nonsense"})
    assert "接着填" not in phone.get(address("start")).content.decode()


@pytest.mark.usefixtures("cast")
def test_the_way_to_it_stands_on_the_first_page_of_the_portal(phone: Client) -> None:
    assert f'href="{address("start")}"' in phone.get("/").content.decode()


# --- As a party ------------------------------------------------------------------------------------


def shows_phone(client: Client, case: Case, phone: str) -> None:
    time_passes()
    client.post("/follow/", {"number": case.number, "phone": phone})
    client.post("/follow/code/", {"code": code_on(phone)})


def boss_of(cast: Cast) -> None:
    person = Person.objects.create_user("boss", name="王示例", phone=BOSS)
    EmployerUser.objects.create(
        person=person, employer=cast.firm, role="clerk", since=date(2025, 1, 1)
    )


def signs(client: Client, case: Case, phone: str) -> None:
    time_passes()
    url = reverse("mediation-apply:agreement", args=[case.uid])
    assert "10,000.00" in client.get(url).content.decode()
    answer = client.post(url)
    assert answer["Location"] == reverse("portal:sign", args=[case.uid])
    page = client.get(answer["Location"]).content.decode()
    assert "10000.00元" in page  # what is signed is shown beside the code
    assert client.post(answer["Location"], {"code": code_on(phone)}).status_code == 302


def test_both_sign_on_their_phones_what_they_have_read_and_the_worker_says_it_is_paid(
    cast: Cast, phone: Client
) -> None:
    on = localdate()
    boss_of(cast)
    case = cast.mediating(on=on)
    cast.does("qiqige", case, "draft", cast.terms(on), on=on)
    boss = Client()
    shows_phone(phone, case, PHONE)
    page = phone.get(reverse("portal:case", args=[case.uid])).content.decode()
    assert "核对并签署" in page
    signs(phone, case, PHONE)
    shows_phone(boss, case, BOSS)
    signs(boss, case, BOSS)
    signed = Entry.objects.filter(case=case, act="sign")
    assert [e.about for e in signed] == [[cast.claimant], [cast.respondent]]
    assert all("收到的验证码签署；所签内容" in e.facts["proof"] for e in signed)
    url = reverse("mediation:conclude", args=[case.uid])
    assert cast.qiqige.sends(url, {"seal": "1"}).status_code == 302
    form = phone.get(reverse("portal:act", args=[case.uid, "confirm"]))
    frame = form.context["frame"]
    sent = {f"act-{name}": frame[name].value() for name in ("request", "seen")}
    sent |= {"received_on": on.isoformat(), "paid:payment/1": "10000"}
    assert phone.post(reverse("portal:act", args=[case.uid, "confirm"]), sent).status_code == 302
    case.refresh_from_db()
    assert case.state == "performed"
    assert MediationCase.objects.get(case=case).paid == 1_000_000


def test_a_new_draft_takes_the_signature_away_and_the_page_says_so(
    cast: Cast, phone: Client
) -> None:
    on = localdate()
    case = cast.mediating(on=on)
    cast.does("qiqige", case, "draft", cast.terms(on), on=on)
    shows_phone(phone, case, PHONE)
    signs(phone, case, PHONE)
    url = reverse("mediation-apply:agreement", args=[case.uid])
    assert "您已签署这一稿" in phone.get(url).content.decode()
    cast.does("qiqige", case, "draft", cast.terms(on + timedelta(days=5)), on=on)
    assert "您已签署这一稿" not in phone.get(url).content.decode()


def test_terms_changed_while_the_code_was_on_its_way_are_not_signed(
    cast: Cast, phone: Client
) -> None:
    on = localdate()
    case = cast.mediating(on=on)
    cast.does("qiqige", case, "draft", cast.terms(on), on=on)
    shows_phone(phone, case, PHONE)
    time_passes()
    answer = phone.post(reverse("mediation-apply:agreement", args=[case.uid]))
    cast.does("qiqige", case, "draft", cast.terms(on + timedelta(days=60)), on=on)
    phone.post(answer["Location"], {"code": code_on(PHONE)})
    assert not Entry.objects.filter(case=case, act="sign").exists()


def test_a_party_reads_the_room_and_never_the_notes_of_the_mediator(
    cast: Cast, phone: Client
) -> None:
    on = localdate()
    case = cast.mediating(on=on)
    cast.does("qiqige", case, "say", facts.Message(words="请把考勤照片发来"), on=on)
    cast.does(
        "qiqige",
        case,
        "schedule",
        facts.Sitting(on=on + timedelta(days=2), time="09:30", place="旗调解中心二楼"),
        on=on,
        about=tuple(facts.Sitting(on=on + timedelta(days=2), time="09:30").called()),
    )
    secret = "单位私下愿意出九千"
    cast.qiqige.sends(reverse("mediation:note", args=[case.uid]), {"words": secret})
    shows_phone(phone, case, PHONE)
    page = phone.get(reverse("portal:case", args=[case.uid])).content.decode()
    assert "请把考勤照片发来" in page
    assert "旗调解中心二楼" in page
    assert secret not in page
    stranger = Client()
    assert stranger.get(reverse("mediation-apply:agreement", args=[case.uid])).status_code == 404


def test_a_worker_leaves_for_arbitration_after_fifteen_days_without_typing_anything(
    cast: Cast, phone: Client
) -> None:
    on = localdate()
    begun = on - timedelta(days=40)
    case = cast.case(on=begun)
    shows_phone(phone, case, PHONE)
    url = reverse("portal:act", args=[case.uid, "go_on"])
    frame = phone.get(url).context["frame"]
    sent = {f"act-{name}": frame[name].value() for name in ("request", "seen")}
    assert phone.post(url, sent).status_code == 302
    opened = Case.objects.get(procedure="arbitration.dispute")
    stated = Entry.objects.get(case=opened, seq=0).facts
    assert stated["first_seen"] == begun.isoformat()
    assert "十五日内未达成协议" in stated["mediated"]


def test_what_was_answered_waits_sealed_at_the_server_and_a_file_may_come_in_pieces(
    cast: Cast, phone: Client
) -> None:
    answers(phone, "employer", "town", "trouble")
    assert "干了三个月" not in str(dict(phone.session.items()))  # the session holds a token alone
    kept = UnsentDraft.objects.get(purpose="mediation.apply")
    assert "干了三个月" not in kept.content
    assert kept.until - kept.changed_at == timedelta(days=7)
    answers(phone, "time", "sums")
    asked = phone.get(address("step", "person")).content.decode()
    assert "data-up=" in asked
    assert "ui/weak.js" in asked
    photo = b"\xff\xd8\xff" + b"x" * 900
    begun = phone.post(reverse("portal:upload"), {"name": "工资条.jpg", "size": str(len(photo))})
    token = begun.json()["token"]
    for at in (0, 500):
        there = f"{reverse('portal:upload-piece', args=[token])}?at={at}"
        piece = photo[at : at + 500] if at == 0 else photo[500:]
        phone.post(there, data=piece, content_type="application/octet-stream")
    answers(phone, "person", person={"uploaded": token})
    phone.post(address("code"), {"code": code_on(PHONE)})
    case = Case.objects.get()
    assert len(cast.door.view(case).said["apply"].evidence) == 1
    assert not UnsentDraft.objects.filter(purpose="mediation.apply").exists()

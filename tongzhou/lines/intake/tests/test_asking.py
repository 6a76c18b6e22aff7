"""A report by phone: four questions, doors, a code; alone, with mates, without a name; pieces of files; drafts."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from tongzhou.lines.intake import rules
from tongzhou.lines.intake.procedure import REPORT
from tongzhou.procedure import pieces
from tongzhou.procedure.models import Case, Entry, StoredFile, UnsentDraft, Upload
from tongzhou.registry.employing import register_employer
from tongzhou.registry.models import OutboxMessage, Worker

from .cast import HERE, NAMES, SITE, Cast

STEP = "intake-apply:step"
FIRM = {"employer": "示例建筑有限公司", "site": SITE, "county": HERE}
MATTER = {
    "violations": ["wage_arrears"],
    "since": "2026-03-01",
    "story": "三个月没有发工资，找过项目经理",
    "elsewhere": "没有",
}
REACH = {"name": NAMES[0], "phone": "13900001234", "confidential": "on"}
NO_MATES = {"mates-TOTAL_FORMS": "0", "mates-INITIAL_FORMS": "0"}


@pytest.fixture
def phone(cast: Cast, settings: Any) -> Client:  # noqa: ARG001
    settings.SMS_SENDER = "screen"
    return Client()


def mates(names: tuple[str, ...], **more: Any) -> dict[str, str]:
    found = {"mates-TOTAL_FORMS": str(len(names)), "mates-INITIAL_FORMS": "0"}
    for n, name in enumerate(names):
        found |= {f"mates-{n}-name": name, f"mates-{n}-amount": "8000"}
    return found | more


def answer(client: Client, step: str, data: dict[str, Any]) -> Any:
    return client.post(reverse(STEP, args=[step]), data)


def filled(client: Client, who: dict[str, Any], reach: dict[str, Any] | None = None) -> None:
    for step, data in (
        ("firm", FIRM),
        ("matter", MATTER),
        ("who", who),
        ("reach", REACH if reach is None else reach),
    ):
        response = answer(client, step, data)
        assert response.status_code == 302, response.content.decode()[-3000:]


def code() -> str:
    text = OutboxMessage.objects.latest("pk").text
    found = re.search(r"\d{6}", text)
    assert found
    return found[0]


def sent(client: Client) -> Case:
    response = client.post(reverse("intake-apply:check"), {"code": code()})
    assert response.status_code == 302, response.content.decode()
    return Case.objects.filter(procedure=REPORT.code).latest("pk")


def test_a_worker_reports_alone_sees_the_doors_and_gets_a_number(cast: Cast, phone: Client) -> None:
    filled(phone, {"who": "self", "amount": "8000"} | NO_MATES)
    page = phone.get(reverse("intake-apply:check")).content.decode()
    for words in (
        "劳动争议调解",
        "劳动人事争议仲裁",
        "法律援助",
        "公安机关",
        "信访",
        "不收费",
        "持续",
    ):
        assert words in page
    case = sent(phone)
    view = cast.door.view(case)
    assert rules.amount(view) == 800_000
    assert rules.report(view).channel == "网上"
    done = phone.get(reverse("intake-apply:done")).content.decode()
    assert case.number in done
    assert "示例建筑有限公司" in case.title
    assert not UnsentDraft.objects.exists()


def test_twelve_of_a_site_report_together_with_dots_in_their_names(
    cast: Cast, phone: Client
) -> None:
    rest = (*NAMES[1:11], "宝音 . 德力格尔")
    who = {"who": "us", "amount": "8000", "workers": "12", "speaks": "on"} | mates(rest)
    filled(phone, who)
    case = sent(phone)
    view = cast.door.view(case)
    assert len(rules.workers(view)) == 12
    assert rules.amount(view) == 12 * 800_000
    assert len(rules.representatives(view)) == 1
    assert Worker.objects.filter(name="宝音·德力格尔").exists()
    told = "".join(str(e.facts) + str(e.names) for e in Entry.objects.filter(case=case))
    assert not [n for n in NAMES if n in told]


def test_five_without_a_representative_are_asked_for_one(phone: Client) -> None:
    answer(phone, "firm", FIRM)
    answer(phone, "matter", MATTER)
    who = {"who": "us", "amount": "8000"} | mates(NAMES[1:6])
    response = answer(phone, "who", who)
    assert response.status_code == 422
    assert "推选 1 至 5 名代表" in response.content.decode()


def test_more_rows_are_given_without_a_script_and_nothing_typed_is_lost(phone: Client) -> None:
    answer(phone, "firm", FIRM)
    answer(phone, "matter", MATTER)
    who = {"who": "us", "amount": "8000", "more": "1"} | mates(NAMES[1:3])
    page = answer(phone, "who", who)
    assert page.status_code == 200
    text = page.content.decode()
    assert NAMES[1] in text
    assert 'name="mates-4-name"' in text


def test_a_nameless_report_is_followed_by_a_word_alone(cast: Cast, phone: Client) -> None:
    filled(phone, {"who": "nameless"} | NO_MATES, {})
    response = phone.post(reverse("intake-apply:check"))
    assert response.status_code == 302
    case = Case.objects.filter(procedure=REPORT.code).latest("pk")
    page = phone.get(reverse("intake-apply:done")).content.decode()
    word = re.findall(r'class="code day">([^<]+)<', page)[1]
    stranger = Client()
    tip = reverse("intake-apply:tip")
    right = stranger.post(tip, {"number": case.number, "word": word.lower()})
    assert "已收到，正在审查" in right.content.decode()
    for number, wrong in ((case.number, "AAAAAAAA"), ("没有这个编号", word)):
        bad = stranger.post(tip, {"number": number, "word": wrong})
        assert bad.status_code == 422
        assert "对不上" in bad.content.decode()
    assert not [s for s in cast.door.view(case).subjects if s.startswith("worker/")]
    assert word not in str(Entry.objects.get(case=case, seq=0).facts)


def test_a_named_informant_has_no_claim_and_goes_along_nowhere(cast: Cast, phone: Client) -> None:
    filled(phone, {"who": "other"} | NO_MATES)
    view = cast.door.view(sent(phone))
    assert [s.kind.code for s in view.subjects.values()] == ["informant", "employer"]
    assert rules.report(view).kind == "举报"


def test_what_was_typed_survives_a_closed_browser_and_is_sealed(phone: Client) -> None:
    answer(phone, "firm", FIRM)
    row = UnsentDraft.objects.get()
    assert "示例" not in row.content
    page = phone.get(reverse(STEP, args=["firm"])).content.decode()
    assert "示例建筑有限公司" in page
    start = phone.get(reverse("intake-apply:start")).content.decode()
    assert "接着填" in start
    other = Client().get(reverse(STEP, args=["firm"])).content.decode()
    assert "示例建筑有限公司" not in other


def test_a_name_that_several_bear_stops_nobody_a_clerk_finds_out_later(
    cast: Cast, phone: Client
) -> None:
    register_employer(
        name="示例建筑有限公司", region_id=HERE, by=None, at=now(), reason="测试", uscc=""
    )
    filled(phone, {"who": "self", "amount": "8000"} | NO_MATES)
    case = sent(phone)
    view = cast.door.view(case)
    assert not rules.has_employer(view)
    assert "示例建筑有限公司" in case.title


def test_sent_twice_it_is_one_report(phone: Client) -> None:
    filled(phone, {"who": "self", "amount": "8000"} | NO_MATES)
    sent(phone)
    again = phone.post(reverse("intake-apply:check"), {"code": "000000"})
    assert again.status_code == 302
    assert Case.objects.filter(procedure=REPORT.code).count() == 1


def test_a_wrong_code_keeps_everything(phone: Client) -> None:
    filled(phone, {"who": "self", "amount": "8000"} | NO_MATES)
    wrong = "111111" if code() != "111111" else "222222"
    response = phone.post(reverse("intake-apply:check"), {"code": wrong})
    assert response.status_code == 422
    assert "验证码不对" in response.content.decode()
    assert sent(phone)


JPEG = b"\xff\xd8\xff" + b"x" * 5000


def begin(client: Client, name: str, size: int) -> Any:
    return client.post(reverse("portal:upload"), {"name": name, "size": str(size)})


def piece(client: Client, token: str, place: int, content: bytes) -> Any:
    url = reverse("portal:upload-piece", args=[token])
    return client.post(f"{url}?at={place}", data=content, content_type="application/octet-stream")


def test_a_photo_comes_in_pieces_over_a_broken_network(cast: Cast, phone: Client) -> None:
    token = begin(phone, "萨仁的工资条.jpg", len(JPEG)).json()["token"]
    assert piece(phone, token, 0, JPEG[:2000]).json()["got"] == 2000
    assert piece(phone, token, 0, JPEG[:2000]).json()["got"] == 2000  # the answer was lost
    behind = piece(phone, token, 3000, JPEG[3000:])
    assert (behind.status_code, behind.json()["got"]) == (409, 2000)
    done = piece(phone, token, 2000, JPEG[2000:]).json()
    assert done["done"]
    assert StoredFile.objects.get().size == len(JPEG)
    answer(phone, "firm", FIRM)
    assert answer(phone, "matter", MATTER | {"uploaded": token}).status_code == 302
    answer(phone, "who", {"who": "self", "amount": "1"} | NO_MATES)
    answer(phone, "reach", REACH)
    said = rules.report(cast.door.view(sent(phone)))
    assert [f.name for f in said.evidence] == ["材料1.jpg"]


def test_without_a_script_the_photo_comes_with_the_form(phone: Client) -> None:
    answer(phone, "firm", FIRM)
    upload = SimpleUploadedFile("a.jpg", JPEG)
    assert answer(phone, "matter", MATTER | {"evidence": upload}).status_code == 302
    page = phone.get(reverse(STEP, args=["matter"])).content.decode()
    assert "a.jpg" in page
    assert StoredFile.objects.count() == 1


def test_what_is_not_taken_is_refused_in_words_and_leaves_nothing(phone: Client) -> None:
    assert begin(phone, "x.exe", 10).status_code == 422
    assert begin(phone, "x.jpg", 10**10).status_code == 422
    assert begin(phone, "x.jpg", 0).status_code == 422
    token = begin(phone, "x.jpg", 3000).json()["token"]
    lying = piece(phone, token, 0, b"MZ" + b"x" * 500)
    assert lying.status_code == 422
    assert "不是JPG文件" in lying.json()["error"]
    assert not Upload.objects.exists()
    token = begin(phone, "x.jpg", 3000).json()["token"]
    assert piece(phone, token, 0, JPEG[:3001]).status_code == 422
    token = begin(phone, "x.jpg", len(JPEG)).json()["token"]
    answer(phone, "firm", FIRM)
    half = answer(phone, "matter", MATTER | {"uploaded": token})
    assert half.status_code == 422
    assert "还没有传完" in half.content.decode()


def test_another_browser_can_neither_see_nor_take_nor_drop_an_upload(phone: Client) -> None:
    token = begin(phone, "x.jpg", len(JPEG)).json()["token"]
    other = Client()
    begin(other, "y.jpg", 10)
    url = reverse("portal:upload-piece", args=[token])
    assert other.get(url).status_code == 404
    assert piece(other, token, 0, JPEG).status_code == 404
    assert other.delete(url).status_code == 404
    assert phone.get(url).json()["got"] == 0
    assert phone.delete(url).status_code == 204


def test_a_browser_may_not_begin_files_without_end(phone: Client) -> None:
    for _n in range(pieces.MOST_OPEN):
        begin(phone, "x.jpg", 10)
    assert begin(phone, "x.jpg", 10).status_code == 422

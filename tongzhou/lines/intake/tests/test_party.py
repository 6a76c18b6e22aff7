"""A worker at the portal after the report: adds mates by row and by list, says who speaks for all, mends, withdraws."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import localdate, now

from tongzhou.lines.intake import bringing, facts, rules
from tongzhou.procedure.models import Case, Entry
from tongzhou.registry.models import Worker

from .cast import NAMES, Cast

PHONE = "13900001234"


def reported(cast: Cast) -> tuple[Case, Client]:
    """Bring a report of one worker, who has shown the phone."""
    me = bringing.Reporter(NAMES[0], PHONE)
    case = cast.brought(on=localdate(now()), reporters=[me])
    return case, shown(Worker.objects.get(name=NAMES[0]))


def shown(worker: Worker) -> Client:
    client = Client()
    session = client.session
    until = int((now() + timedelta(minutes=20)).timestamp())
    proof = {"until": until, "phone": worker.phone_hash, "pks": [worker.pk]}
    session["shown"] = {"worker": proof}
    session.save()
    return client


def rows(*names: str, **more: Any) -> dict[str, Any]:
    found: dict[str, Any] = {"mates-TOTAL_FORMS": str(len(names)), "mates-INITIAL_FORMS": "0"}
    return found | {f"mates-{n}-name": name for n, name in enumerate(names)} | more


def listed(text: str) -> SimpleUploadedFile:
    return SimpleUploadedFile("名单.csv", text.encode("gb18030"))


def test_mates_join_by_row_and_by_list_and_are_named_nowhere(cast: Cast) -> None:
    case, phone = reported(cast)
    page = phone.get(reverse("portal:case", args=[case.uid])).content.decode()
    assert "补充工友" in page
    url = reverse("intake-apply:mates", args=[case.uid])
    sheet = listed("姓名,手机号,金额\n王铁柱,13900005555,8000\n宝音•德力格尔,,7500.5\n")
    assert phone.post(url, rows("李建国") | {"list": sheet}).status_code == 302
    view = cast.door.view(case)
    assert [s.name for s in rules.workers(view)] == [f"投诉人{n}" for n in range(1, 5)]
    assert rules.amount(view) == 800_000 + 750_050
    told = "".join(str(e.facts) + str(e.names) for e in Entry.objects.filter(case=case))
    assert not [n for n in (*NAMES, "宝音·德力格尔") if n in told]


def test_a_list_with_mistakes_registers_nobody_and_says_each(cast: Cast) -> None:
    case, phone = reported(cast)
    before = Worker.objects.count()
    url = reverse("intake-apply:mates", args=[case.uid])
    sheet = listed("姓名,手机号,金额\n王铁柱,123,8000\n,13900005555,1\n额尔敦,,八千\n")
    page = phone.post(url, rows("李建国") | {"list": sheet})
    assert page.status_code == 422
    text = page.content.decode()
    for words in ("第 2 行", "第 3 行", "第 4 行", "没有登记任何人"):
        assert words in text
    assert Worker.objects.count() == before


def test_a_party_says_who_speaks_and_mends_what_is_asked_under_the_name_of_the_case(
    cast: Cast,
) -> None:
    case, phone = reported(cast)
    phone.post(reverse("intake-apply:mates", args=[case.uid]), rows(*NAMES[1:6]))
    url = reverse("intake-apply:represent", args=[case.uid])
    keys = [s.key for s in rules.workers(cast.door.view(case))]
    assert phone.post(url, {"representatives": keys}).status_code == 422
    assert phone.post(url, {"representatives": keys[:2]}).status_code == 302
    assert len(rules.representatives(cast.door.view(case))) == 2
    on = localdate(now())
    cast.does("clerk", case, "ask", facts.Correction(lacks="起止日期"), on=on)
    mend = reverse("portal:act", args=[case.uid, "mend"])
    form = phone.get(mend).content.decode()
    assert "补正内容" in form
    seen = cast.door.view(case).seq
    sent = phone.post(mend, {"words": "从三月到五月", "act-seen": str(seen), "act-request": "r1"})
    assert sent.status_code == 302, sent.content.decode()[-2000:]
    entry = Entry.objects.get(case=case, act="mend")
    assert entry.names == ["投诉人1"]


def test_a_stranger_and_the_employer_find_nothing(cast: Cast) -> None:
    case, _phone = reported(cast)
    other = Worker.objects.create(name="示例路人", phone="13900009999")
    for client in (Client(), shown(other)):
        for name in ("portal:case", "intake-apply:mates", "intake-apply:represent"):
            assert client.get(reverse(name, args=[case.uid])).status_code == 404

"""The papers of a group, one for each person: ordered by the clerk, made with progress, taken away; and the court's file."""

from __future__ import annotations

import io
import zipfile
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django_tasks_db.models import DBTaskResult

from tongzhou.lines.arbitration.documents import batch
from tongzhou.lines.arbitration.models import PaperBatch
from tongzhou.lines.arbitration.tests import paper_lives as lives
from tongzhou.lines.arbitration.tests.court import COUNTY, Court
from tongzhou.procedure.dossier.verify import verify
from tongzhou.procedure.journal import sm3
from tongzhou.procedure.models import Case, Sighting
from tongzhou.registry.models import Appointment, Body, Person, Region

AWAY = "150222"


def clerk(region: str, name: str) -> Client:
    """Let a clerk of the commission of a banner sign in."""
    Region.objects.get_or_create(
        code=region,
        defaults={
            "name": "固阳县",
            "short_name": "固阳县",
            "level": "county",
            "parent_id": "1502",
            "basis": "gbt2260",
        },
    )
    body, _made = Body.objects.get_or_create(
        kind="arbitration", region_id=region, defaults={"name": "示例仲裁委", "short_name": "示例"}
    )
    person = Person.objects.create_user(name, name=name, is_staff=True)
    Appointment.objects.create(
        person=person, office="arb_clerk", body=body, since=date(2017, 1, 1), reason="测试"
    )
    client = Client()
    client.force_login(person)
    return client


def address(name: str, *args: object) -> str:
    return reverse(f"arbitration-documents:{name}", args=args)


def orders(client: Client, case: Case, **data: Any) -> PaperBatch:
    answer = client.post(address("make", case.uid), data)
    assert answer.status_code == 302, answer.content.decode()
    return PaperBatch.objects.latest("pk")


def takes(client: Client, case: Case, made: PaperBatch) -> bytes:
    answer = client.get(address("file", case.uid, made.pk))
    assert answer.status_code == 200
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def members(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_twelve_people_each_get_a_page_of_their_own(court: Court) -> None:
    lives.registers(people=12)
    case, (accepted, _) = lives.group(court)
    here = clerk(COUNTY, "乌日娜")
    made = orders(here, case, seq=accepted.seq, sort="extracts", form="zip")
    found = members(takes(here, case, made))
    assert list(found) == [f"{n:03d}-示例职工{n}.docx" for n in range(1, 13)]
    words = lives.words_of(found["001-示例职工1.docx"])
    assert lives.NUMBER in words
    assert "合计10800.00元（大写：壹万零捌佰元整）" in words
    assert "示例职工2" not in words
    seen = Sighting.objects.filter(case=case, what__in=("export", "file"))
    assert seen.filter(detail=made.name).exists()


def test_a_notice_may_be_addressed_to_each(court: Court) -> None:
    lives.registers(people=12)
    case, (_, told) = lives.group(court)
    here = clerk(COUNTY, "乌日娜")
    made = orders(here, case, seq=told.seq, sort="addressed")
    found = members(takes(here, case, made))
    words = lives.words_of(found["012-示例职工12.docx"])
    assert "\n示例职工12：\n" in words
    assert "举证期限于2026年3月24日届满" in words
    assert "示例职工11" not in words


def test_proof_of_service_is_printed_for_everybody_in_one_file(court: Court) -> None:
    lives.registers()
    case, (_, told) = lives.group(court)
    here = clerk(COUNTY, "乌日娜")
    made = orders(here, case, seq=told.seq, sort="receipts", form="docx")
    words = lives.words_of(takes(here, case, made))
    assert words.count("受送达人签名或者盖章") == 13  # twelve claimants and the firm
    assert "共13份" in words


@pytest.mark.django_db(transaction=True)
def test_many_are_made_by_the_worker_and_the_page_says_how_far(
    settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    lives.registers(people=21)
    case, (accepted, _) = lives.group(Court(), 21)
    here = clerk(COUNTY, "乌日娜")
    made = orders(here, case, seq=accepted.seq, sort="extracts", form="docx")
    assert not made.is_over
    page = here.get(address("papers", case.uid)).content.decode()
    assert "排队等候制作" in page
    assert f"/batch/{made.pk}/" in page
    (job,) = DBTaskResult.objects.ready()
    batch.make.call(*job.args_kwargs["args"])
    made.refresh_from_db()
    assert (made.done, made.total, made.share) == (21, 21, 100)
    assert "下载" in here.get(address("progress", case.uid, made.pk)).content.decode()
    assert lives.words_of(takes(here, case, made)).count("个人明细页") >= 21


def test_a_batch_that_fails_says_so_on_the_page(court: Court, monkeypatch: Any) -> None:
    case, (accepted, _) = lives.group_of_the_registered(court)
    here = clerk(COUNTY, "乌日娜")

    def breaks(*_: object) -> str:
        raise OSError("no space left")

    monkeypatch.setattr(batch, "write", breaks)
    made = orders(here, case, seq=accepted.seq, sort="extracts", form="zip")
    assert "制作时出错" in made.trouble
    assert "制作时出错" in here.get(address("papers", case.uid)).content.decode()
    assert here.get(address("file", case.uid, made.pk)).status_code == 404


def test_a_clerk_of_another_banner_finds_nothing(court: Court) -> None:
    case, (accepted, _) = lives.group_of_the_registered(court)
    made = orders(clerk(COUNTY, "乌日娜"), case, seq=accepted.seq, sort="extracts", form="zip")
    away = clerk(AWAY, "外人")
    for url in (
        address("papers", case.uid),
        address("progress", case.uid, made.pk),
        address("file", case.uid, made.pk),
    ):
        assert away.get(url).status_code == 404
    assert away.post(address("make", case.uid), {"sort": "bundle"}).status_code == 404


def test_a_paper_that_is_not_for_each_is_refused_in_words(court: Court) -> None:
    case, (accepted, _) = lives.group_of_the_registered(court)
    here = clerk(COUNTY, "乌日娜")
    answer = here.post(address("make", case.uid), {"seq": 0, "sort": "extracts", "form": "zip"})
    assert answer.status_code == 422
    assert "请从列表中选择" in answer.content.decode()
    assert accepted.seq > 0
    assert not PaperBatch.objects.exists()


def test_a_court_can_check_everything_it_is_handed(
    court: Court, tmp_path: Any, monkeypatch: Any
) -> None:
    monkeypatch.setattr(
        "tongzhou.lines.arbitration.documents.bundle.pdf_available", lambda _: (False, "")
    )
    case, _ = lives.group_of_the_registered(court)
    here = clerk(COUNTY, "乌日娜")
    made = orders(here, case, sort="bundle")
    found = members(takes(here, case, made))
    lines = found.pop("摘要-SM3.txt").decode().splitlines()
    pairs = (line.split("  ", 1) for line in lines if not line.startswith("#"))
    sums = {name: digest for digest, name in pairs}
    assert set(sums) == set(found)
    assert all(sm3(content) == sums[name] for name, content in found.items())
    assert any("受理通知书" in name for name in found)
    case.refresh_from_db()
    listed = lives.words_of(found["00-移送材料清单.docx"])
    assert case.head in listed
    dossier = tmp_path / "案卷.zip"
    dossier.write_bytes(found["案卷.zip"])
    assert verify(dossier).sound

"""Another department sends a month by the interface: received, loaded by the worker, accounted for; others see nothing of it."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.test import Client

from tongzhou.api import document, tokens
from tongzhou.columns import jobs
from tongzhou.columns.models import Delivery
from tongzhou.registry.credit_code import check_character
from tongzhou.registry.models import Employer, Region

AT = datetime(2026, 11, 11, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
SEND = "/api/v1/files/feed.insurance/?period=2026-10"


@pytest.fixture
def ask(db: None, settings: object, tmp_path: Path) -> Client:  # noqa: ARG001
    settings.LAKE, settings.MEDIA_ROOT = str(tmp_path / "lake"), str(tmp_path / "media")  # type: ignore[attr-defined]
    for code, level, parent in (
        ("15", "province", None),
        ("1502", "league", "15"),
        ("1503", "league", "15"),
    ):
        Region.objects.create(
            code=code, name=f"示例{code}", short_name=code, level=level, parent_id=parent,
            basis="gbt2260", is_administrative=True,
        )  # fmt: skip
    return Client(headers={"authorization": f"Bearer {token('社保', '1502', 'feed.insurance')}"})


def token(name: str, region: str, table: str) -> str:
    given = tokens.issue(
        name, procedures=[table], regions=[region], by="示例", reason="测试", at=AT
    )
    return given[1]


def a_month() -> bytes:
    code = "91150221MA0000001"
    right = f"{code}{check_character(code)},2026-10,3,13500,1350,1350"
    return "\n".join(
        ["统一社会信用代码,月份,参保人数,缴费基数,应缴,实缴", right, right.replace(",3,", ",三,")]
    ).encode()


def test_a_month_is_sent_loaded_and_accounted_for(ask: Client) -> None:
    sent = ask.post(SEND, a_month(), content_type="text/csv")
    assert (sent.status_code, sent.json()["state"]) == (202, "waiting")
    delivery = Delivery.objects.get()
    assert Path(delivery.kept).parts[0] == "deliveries"
    jobs.run.func(delivery.pk)
    told = ask.get(f"/api/v1/deliveries/{delivery.number}/").json()
    assert (told["state"], told["sent"], told["landed"], told["rejected"], told["reconciled"]) == (
        "done",
        2,
        1,
        1,
        True,
    )
    assert told["rows"] == [
        {
            "row": 3,
            "code": "heads!",
            "column": "参保人数",
            "shown": "三",
            "rule": "不是整数",
            "mend": "只填数字，如 1",
        }
    ]
    again = ask.post(SEND, a_month(), content_type="text/csv")
    assert (again.status_code, again.json()["number"]) == (200, delivery.number)
    assert Delivery.objects.count() == 1
    # Whoever has another region or another table sees nothing of it and can send nothing.
    for name, region, table in (("外地", "1503", "feed.insurance"), ("税务", "1502", "feed.tax")):
        other = Client(headers={"authorization": f"Bearer {token(name, region, table)}"})
        assert other.get(f"/api/v1/deliveries/{delivery.number}/").status_code == 404
    assert other.post(SEND, a_month(), content_type="text/csv").status_code == 403


def test_another_system_of_the_same_region_reads_nothing_that_it_has_not_sent(ask: Client) -> None:
    number = ask.post(SEND, a_month(), content_type="text/csv").json()["number"]
    jobs.run.func(Delivery.objects.get().pk)
    given = token("税务局", "1502", "feed.insurance")
    other = Client(headers={"authorization": f"Bearer {given}"})
    answer = other.get(f"/api/v1/deliveries/{number}/")
    assert (answer.status_code, "不是本系统报送的" in answer.content.decode()) == (404, True)
    again = other.post(SEND, a_month(), content_type="text/csv")
    assert (again.status_code, again.json()["error"]["code"]) == (409, "sent_by_another")
    assert "已由“社保”报送" in again.json()["error"]["message"]
    assert ask.get(f"/api/v1/deliveries/{number}/").json()["number"] == number
    # Until now a delivery did not keep which system had sent it: its name told.
    Delivery.objects.update(scope={})
    assert ask.get(f"/api/v1/deliveries/{number}/").status_code == 200
    assert other.get(f"/api/v1/deliveries/{number}/").status_code == 404


def test_a_system_of_one_league_says_nothing_about_an_employer_of_another(ask: Client) -> None:
    Region.objects.create(
        code="150303", name="示例", short_name="示例", level="county", parent_id="1503",
        basis="gbt2260", is_administrative=True,
    )  # fmt: skip
    bare = "91150221MA0000001"
    Employer.objects.create(
        uscc=bare + check_character(bare), name="示例有限公司", region_id="150303"
    )
    number = ask.post(SEND, a_month(), content_type="text/csv").json()["number"]
    jobs.run.func(Delivery.objects.get().pk)
    told = ask.get(f"/api/v1/deliveries/{number}/").json()
    assert (told["landed"], told["rejected"]) == (0, 2)
    assert told["rows"][0]["code"] == "FEED4"
    assert "登记在其他地区" in told["rows"][0]["rule"]


@pytest.mark.parametrize("period", ["2099-12", "0000-01", "1926-10"])
def test_a_period_that_cannot_be_is_refused_in_words(ask: Client, period: str) -> None:
    sent = ask.post(SEND.replace("2026-10", period), a_month(), content_type="text/csv")
    assert (sent.status_code, "所属期" in sent.json()["error"]["message"]) == (422, True)
    assert not Delivery.objects.exists()


def test_nonsense_is_refused_in_words(ask: Client) -> None:
    assert (
        ask.post("/api/v1/files/feed.insurance/", b"x", content_type="text/csv").status_code == 400
    )
    assert ask.post(SEND, b"", content_type="text/csv").status_code == 422
    assert (
        ask.post("/api/v1/files/filings/?period=2026-10", b"x", content_type="text/csv").status_code
        == 403
    )
    assert "/api/v1/files/feed.payroll/" in document.openapi()["paths"]


def test_the_document_says_of_a_file_what_its_refusals_mean(settings: Any) -> None:
    settings.TABLE_MB, settings.UPLOAD_MB = 700, 20
    sends = document.openapi()["paths"]["/api/v1/files/feed.insurance/"]["post"]
    assert sends["summary"].startswith("成批报送社会保险缴费（单位）（feed.insurance）")
    words = {code: told["description"] for code, told in sends["responses"].items()}
    assert "period" in words["400"]
    assert "700 MB" in words["413"]
    assert "由其他系统" in words["409"]
    assert "Idempotency-Key" not in "".join(words.values())

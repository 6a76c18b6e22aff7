"""Another system opens cases and asks how far they are; without a token, out of scope, twice, or with nonsense it is refused."""

from __future__ import annotations

import json
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

import msgspec
import pytest
from click.testing import CliRunner
from django.test import Client
from django.utils.timezone import now
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tongzhou.api import document, tokens
from tongzhou.api.command import api
from tongzhou.api.models import Call, Opening, System
from tongzhou.law import CALENDAR
from tongzhou.procedure import catalogue
from tongzhou.procedure.door import Door
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry
from tongzhou.registry.models import Body, Region

HERE, ELSEWHERE = "150223", "150303"
OPEN = "/api/v1/cases/intake.report/"
AT = datetime(2026, 5, 11, 10, tzinfo=ZoneInfo("Asia/Shanghai"))
ORDER: dict[str, Any] = {
    "number": "DH2026-001",
    "source": "12345",
    "county": HERE,
    "words": "示例和谐家园二期工地欠薪三个月",
    "employer": "示例建筑有限公司",
    "site": "示例和谐家园二期",
    "violations": ["wage_arrears"],
    "workers": 12,
    "answer_by": "2099-01-01",
}


@pytest.fixture
def token(db: None) -> str:  # noqa: ARG001
    for code, level, parent in (
        ("15", "province", None), ("1502", "league", "15"), ("1503", "league", "15"),
        (HERE, "county", "1502"), (ELSEWHERE, "county", "1503"),
    ):  # fmt: skip
        Region.objects.create(
            code=code, name=f"示例{code}", short_name=code, level=level, parent_id=parent,
            basis="gbt2260", is_administrative=True,
        )  # fmt: skip
    for code in (HERE, ELSEWHERE):
        Body.objects.create(
            region_id=code, name=f"示例{code}监察", kind="inspection", short_name=f"{code}监察",
            document_prefix="示监",
        )  # fmt: skip
    _system, token = tokens.issue(
        "12345热线",
        procedures=["intake.report"],
        regions=["1502"],
        by="管理员",
        reason="联调",
        at=AT,
    )
    return token


def post(token: str, body: Any, key: str = "k1", **more: Any) -> Any:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": key} | more
    data = body if isinstance(body, (bytes, str)) else json.dumps(body)
    return Client().post(OPEN, data, content_type="application/json", headers=headers)


def get(token: str, number: str) -> Any:
    return Client().get(f"{OPEN}{number}/", headers={"Authorization": f"Bearer {token}"})


def test_an_order_becomes_a_case_by_the_one_door_and_is_asked_after(token: str) -> None:
    answer = post(token, ORDER)
    assert answer.status_code == 201, answer.content.decode()
    told = answer.json()
    case = Case.objects.get(number=told["number"])
    entry = Entry.objects.get(case=case, seq=0)
    assert (entry.names, entry.office) == (["12345热线"], "handover")
    assert told["words"] == "已收到，正在审查"
    again = get(token, "DH2026-001").json()
    assert again["external"] == "DH2026-001"
    assert again["is_open"] is True
    assert Call.objects.count() == 2


def test_sent_again_it_is_the_same_case_by_key_and_by_number(token: str) -> None:
    first = post(token, ORDER).json()
    assert post(token, ORDER).status_code == 200
    by_number = post(token, ORDER, key="k2")
    assert (by_number.status_code, by_number.json()["number"]) == (200, first["number"])
    other = post(token, ORDER | {"words": "另一件"})
    assert (other.status_code, other.json()["error"]["code"]) == (409, "key_used")
    assert Case.objects.count() == 1


def test_without_a_valid_token_nothing_opens_and_nothing_is_told(token: str) -> None:
    for bad in ("", "tz_wrong", "x" * 500, token[:-1]):
        answer = post(bad, ORDER)
        assert answer.status_code == 401
        assert "令牌" in answer.json()["error"]["message"]
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
    assert not Client().get(f"{OPEN}x/").json().get("number")
    tokens.revoke("12345热线", reason="到期更换", at=now())
    assert post(token, ORDER).status_code == 401
    assert not Case.objects.exists()


def test_a_token_is_kept_as_a_hash_and_ends_on_its_day(token: str) -> None:
    system = System.objects.get()
    assert token not in str(System.objects.values())
    system.until = date(2020, 1, 1)
    system.save()
    assert post(token, ORDER).status_code == 401


def test_a_scope_holds_for_regions_procedures_and_what_others_have_opened(token: str) -> None:
    assert post(token, ORDER | {"county": ELSEWHERE}).status_code == 403
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "k"}
    for code in ("mediation.case", "nothing.here"):
        answer = Client().post(
            f"/api/v1/cases/{code}/", "{}", content_type="application/json", headers=headers
        )
        assert answer.status_code == 403
    post(token, ORDER)
    _other, second = tokens.issue(
        "线索平台", procedures=["intake.report"], regions=["15"], by="管理员", reason="联调", at=AT
    )
    assert get(second, "DH2026-001").status_code == 404
    assert get(token, "NOTHING").status_code == 404


def test_what_is_wrong_is_said_in_chinese_field_by_field(token: str) -> None:
    for change, field in (
        ({"county": "xx"}, "county"),
        ({"county": "150299"}, "county"),
        ({"employer": "", "site": ""}, "employer"),
        ({"since": "2099-01-01"}, "since"),
        ({"kind": "投诉"}, "people"),
        ({"people": [{"name": "王", "phone": "12"}], "kind": "投诉"}, "people"),
        ({"violations": ["nonsense"]}, None),
        ({"unknown": 1}, None),
    ):
        answer = post(token, ORDER | change, key=str(change)[:90])
        assert answer.status_code == 422, (change, answer.content.decode())
        error = answer.json()["error"]
        if field:
            assert field in str(error["fields"]), error
        assert "Expected" not in error["message"]
    assert post(token, b"\xff\xfe").status_code == 400
    assert post(token, "{" * 100_000).status_code in (400, 422)
    assert post(token, b"x" * 1_100_000).status_code == 413
    assert post(token, ORDER, key="").status_code == 400
    assert not Case.objects.exists()
    assert not Opening.objects.exists()


def test_a_system_that_calls_too_often_waits(token: str) -> None:
    System.objects.update(per_minute=3)
    for _n in range(3):
        get(token, "x")
    answer = get(token, "x")
    assert answer.status_code == 429
    assert int(answer.headers["Retry-After"]) > 0


def test_the_outcome_goes_back_to_the_platform_and_names_nobody(token: str) -> None:
    person = {"name": "阿拉坦·巴雅尔", "phone": "13900001234", "amount": 800000}
    post(token, ORDER | {"people": [person], "kind": "投诉"})
    clerk = Actor("7", "受理员", "intake_clerk", HERE, "监察", (), "示监")
    way = (
        catalogue.newest("intake.report")
        .by_code["guide"]
        .asks(way="劳动人事争议仲裁", ground="应当通过劳动争议处理程序解决", words="请到仲裁院")
    )
    case = Case.objects.get()
    Door(CALENDAR).act(case, "guide", by=clerk, at=now(), facts=way)
    told = get(token, "DH2026-001").json()
    assert told["is_open"] is False
    assert "仲裁" in told["outcome"]
    assert "阿拉坦" not in json.dumps(told, ensure_ascii=False)
    assert "阿拉坦" not in str(Call.objects.values())


def test_the_document_says_what_the_facts_say() -> None:
    told = document.openapi()
    assert json.loads(json.dumps(told)) == Client().get("/api/v1/openapi.json").json()
    for code, way in catalogue.open_to_outside().items():
        asked = told["components"]["schemas"][way.asks.__name__]
        fields = {f.encode_name for f in msgspec.structs.fields(way.asks)}
        assert set(asked["properties"]) == fields
        assert f"/api/v1/cases/{code}/" in told["paths"]
    for path in told["paths"].values():
        for operation in path.values():
            answers = set(operation["responses"])
            assert {"401", "429"} <= answers
            assert answers & {"403", "404"}  # not yours; or, of one thing, not there for you


JUNK = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=10), inner, max_size=3),
    max_leaves=6,
)  # fmt: skip


@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(field=st.sampled_from(sorted(ORDER)), value=JUNK, drop=st.booleans())
def test_no_body_breaks_the_counter(token: str, field: str, value: Any, drop: bool) -> None:
    System.objects.update(per_minute=10_000)
    body = {k: v for k, v in ORDER.items() if not (drop and k == field)}
    body = body if drop else body | {field: value}
    sent = json.dumps(body)
    answer = post(token, sent, key=str(abs(hash(sent))))
    assert answer.status_code in (200, 201, 400, 403, 422), answer.content.decode()
    assert isinstance(answer.json(), dict)
    if answer.status_code > 399:
        assert answer.json()["error"]["message"]


def test_tokens_are_issued_listed_and_taken_back_by_command(token: str) -> None:  # noqa: ARG001
    run = CliRunner().invoke
    scope = ["--procedure", "intake.report", "--region", HERE, "--by", "甲", "--reason", "试用"]
    made = run(api, ["new", "试用系统", *scope])
    assert "只显示这一次" in made.output
    assert run(api, ["new", "试用系统", *scope]).exit_code
    assert run(api, ["new", "乙", "--procedure", "x.y", *scope[2:]]).exit_code
    assert "试用系统" in run(api, ["list"]).output
    assert "已吊销" in run(api, ["revoke", "试用系统", "--reason", "结束"]).output
    assert run(api, ["revoke", "试用系统", "--reason", "结束"]).exit_code
    assert '"openapi"' in run(api, ["document"]).output

"""Somebody reckons what they may claim, on a phone, without a name and without a script."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.core.management import call_command
from django.db import transaction
from django.test import Client
from pytest_django.plugin import DjangoDbBlocker

from tongzhou.law import CALENDAR
from tongzhou.law.claims import KINDS
from tongzhou.law.claims.carrier import KEY, Carried, kept, unpack
from tongzhou.law.tests.examples import rows
from tongzhou.law.tests.test_claims_examples import written
from tongzhou.portal.asking import ASKED, PRACTICE
from tongzhou.portal.claim_forms import ClaimForm, initial_of
from tongzhou.procedure import catalogue

pytestmark = pytest.mark.django_db
SERVICE = {
    "start": "2019-03-01",
    "end": "2026-08-31",
    "avg_wage": "8,000",
    "reason": "38",
    "rows": "3",
}
TODAY = date(2026, 11, 26)


@pytest.fixture(scope="module", autouse=True)
def _regions(django_db_setup: None, django_db_blocker: DjangoDbBlocker) -> Iterator[None]:  # noqa: ARG001
    """Load the tables of regions once for all of these tests: none of them changes one."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("load_codes", verbosity=0)
        yield
        transaction.set_rollback(True)


def text(page: str) -> str:
    """Return what a reader reads."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", page))


def reckons(client: Client, code: str, data: dict[str, Any]) -> str:
    """Send a form and read the page of the result."""
    answer = client.post(f"/claims/{code}/", data, follow=True)
    assert answer.status_code == 200, text(answer.content.decode())[:2000]
    assert answer.redirect_chain
    return answer.content.decode()


def test_the_list_asks_as_a_worker_asks_and_holds_every_calculator(client: Client) -> None:
    page = client.get("/claims/").content.decode()
    assert "公司没签合同，我能要多少？" in page
    for code, kind in KINDS.items():
        assert (f'href="/claims/{code}/"' in page) != kind.for_officers
    assert "/claims/" in client.get("/").content.decode()
    assert "/claims/" in client.get("/workers/").content.decode()


@pytest.mark.parametrize("code", ASKED)
def test_a_form_asks_a_few_plain_questions_and_leaves_nothing_out(
    code: str, client: Client
) -> None:
    asked, page = ASKED[code], client.get(f"/claims/{code}/").content.decode()
    assert str(asked.question) in page
    assert 2 <= len(asked.first) <= 5
    parts = [*asked.questions(), *asked.more(), *asked.practice()]
    assert {each.name for each in parts} | set(asked.hidden) == {
        each.name for each in asked.kind.inputs
    }
    assert {*asked.labels, *asked.helps} <= {each.name for each in asked.kind.inputs}
    assert {each.name for each in asked.practice()} <= PRACTICE


def test_who_fills_in_the_form_reads_amount_steps_articles_and_what_to_do(client: Client) -> None:
    page = reckons(client, "severance", {**SERVICE, "region": "150203"})
    assert "¥64,000.00" in page
    assert "《劳动合同法》第四十七条" in page
    assert "7 + 1 → " in page
    assert "下一步怎么办" in page
    assert "申请仲裁的期限是一年" in page
    assert "/days/?start=2026-08-31&amp;length=1&amp;unit=year" in page


def test_the_link_shows_the_same_to_somebody_else_and_nothing_is_stored(client: Client) -> None:
    answer = client.post("/claims/severance/", SERVICE)
    assert answer["Location"].startswith("/claims/result/?c=")
    other = Client()
    page = other.get(answer["Location"]).content.decode()
    assert "¥64,000.00" in page
    assert KEY not in other.session


def test_the_last_calculations_stay_in_the_session_until_they_are_cleared(client: Client) -> None:
    reckons(client, "severance", SERVICE)
    reckons(client, "medical_period", {"total_years": "12", "unit_years": "6"})
    assert [each.kind for each in kept(client.session)] == ["medical_period", "severance"]
    assert kept(client.session)[1].result().amount == 64000
    assert "您刚算过的" in client.get("/claims/").content.decode()
    client.post("/claims/forget/")
    assert "您刚算过的" not in client.get("/claims/").content.decode()


def test_a_mistake_is_told_beside_its_question_in_words_and_nothing_typed_is_lost(
    client: Client,
) -> None:
    answer = client.post("/claims/severance/", {**SERVICE, "end": "2018-01-01"})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "早于 “您哪天开始上班的？”（2019-03-01）" in page
    assert 'value="8,000"' in page
    missing = client.post("/claims/severance/", {"rows": "3"}).content.decode()
    assert "请选择“您哪天开始上班的？”" in missing


def test_a_mistake_in_a_row_is_told_in_the_row_that_was_typed(client: Client) -> None:
    ledger = {"ledger-1-month": "2026-01", "ledger-1-payable": "很多", "rows": "3"}
    answer = client.post("/claims/arrears/", ledger)
    assert answer.status_code == 422
    form = answer.context["form"]
    assert list(form.errors) == ["ledger-1-payable"]
    assert "<details" in answer.content.decode()
    assert form.is_open


def test_a_mistake_in_a_list_of_months_is_told_at_its_beginning(client: Client) -> None:
    given = {name: value for name, value in SERVICE.items() if name != "avg_wage"}
    answer = client.post("/claims/severance/", {**given, "monthly_wages-2-wage": "很多"})
    assert list(answer.context["form"].errors) == ["monthly_wages-0-month"]


def test_a_mistake_about_something_not_asked_stands_on_top(client: Client) -> None:
    answer = client.post(
        "/claims/overtime/", {"monthly_wage": "5220", "date": "1990-01-01", "weekday_hours": "2"}
    )
    assert answer.status_code == 422
    answer = client.post(
        "/claims/min_wage_shortfall/", {"entries-0-month": "2026-03", "class": "1", "rows": "3"}
    )
    assert list(answer.context["form"].errors) == ["entries-0-month"]


def test_months_and_rows_are_filled_in_and_more_rows_can_be_had(client: Client) -> None:
    ledger = {
        f"ledger-{n}-{name}": value
        for n in range(2)
        for name, value in (("month", f"2026-0{n + 1}"), ("payable", "5000"), ("paid", "3000"))
    }
    more = client.post("/claims/arrears/", {**ledger, "rows": "3", "more": "1"})
    page = more.content.decode()
    assert more.status_code == 200
    assert 'name="rows" value="6"' in page
    assert 'value="2026-02"' in page
    assert "¥4,000.00" in reckons(client, "arrears", {**ledger, "rows": "6"})
    wages = {f"monthly_wages-{n}-wage": str(8000 + n) for n in range(3)}
    given = {name: value for name, value in SERVICE.items() if name != "avg_wage"}
    assert "¥64,008.00" in reckons(client, "severance", {**given, **wages})
    named = {
        "monthly_wages-0-month": "2026-04",
        "monthly_wages-0-wage": "7000",
        "start": "2026-03-10",
        "signed": "2026-05-20",
        "monthly_wage": "6000",
        "rows": "3",
    }
    assert "¥8,473.68" in reckons(client, "double_wage", named)


@pytest.mark.parametrize("sent", ["", "x", "-1", "99999", "０"])
def test_a_form_with_a_strange_number_of_rows_is_answered(sent: str, client: Client) -> None:
    assert "¥64,000.00" in reckons(client, "severance", {**SERVICE, "rows": sent})


def test_a_choice_of_practice_is_taken_and_told(client: Client) -> None:
    given = {
        "start": "2026-03-10",
        "signed": "2026-05-20",
        "monthly_wage": "6000",
        "partial_month": "M2",
    }
    page = reckons(client, "double_wage", given)
    assert "¥7,172.41" in page
    assert "月工资 ÷ 21.75 × 所涉工作日" in page


def test_a_box_that_is_ticked_or_cleared_is_an_answer(client: Client) -> None:
    injury = {"grade": "5", "pool_avg_monthly": "8000", "leaving": "on"}
    page = reckons(client, "work_injury", {**injury, "insured": "on"})
    assert "工伤保险基金支付" in page
    assert "还没有与正式文本核对" in page
    assert "未参加工伤保险" in reckons(client, "work_injury", injury)


@pytest.mark.parametrize(
    ("inputs", "said"),
    [
        (
            {"months": "4", "total": "16000", "threshold_single": "10000", "order_expired": "on"},
            "达到界限",
        ),
        ({"months": "4", "total": "16000", "threshold_single": "10000"}, "还差一步"),
        ({"months": "1", "total": "16000", "threshold_single": "10000"}, "没有达到界限"),
        ({"months": "4", "total": "16000"}, "还不能判断"),
    ],
)
def test_an_answer_that_is_no_sum_is_told_in_words(
    inputs: dict[str, str], said: str, client: Client
) -> None:
    assert said in reckons(client, "wage_crime", {"workers": "1", **inputs})


def test_what_an_award_closes_is_told_for_each_item(client: Client) -> None:
    items = {
        "items-0-kind": "wages",
        "items-0-amount": "30000",
        "items-1-kind": "standard",
        "class": "1",
        "rows": "3",
    }
    page = reckons(client, "final_award", items)
    assert "裁决后双方都可以起诉" in page
    assert "裁决后单位不能再起诉" in page


def test_a_calculation_can_be_changed_and_reckoned_again(client: Client) -> None:
    location = client.post("/claims/severance/", SERVICE)["Location"]
    again = re.search(
        r'href="(/claims/severance/\?c=[^"]+)"', client.get(location).content.decode()
    )
    assert again
    page = client.get(again[1]).content.decode()
    assert 'value="2019-03-01"' in page
    assert 'value="8,000"' in page
    assert 'value="38" selected' in page
    other = client.get(again[1].replace("severance", "overtime")).content.decode()
    assert 'value="8,000"' not in other


def test_a_broken_link_says_so_and_leads_back(client: Client) -> None:
    for bad in ("", "?c=xyz"):
        answer = client.get(f"/claims/result/{bad}")
        assert answer.status_code == 404
        assert "链接不完整" in answer.content.decode()
    forged = Carried("severance", TODAY, {"start": "2026-01-01"}).pack()
    assert client.get(f"/claims/result/?c={forged}").status_code == 404
    assert client.get("/claims/gold/").status_code == 404
    officers = Carried("inspection_penalty", TODAY, {"violation": "roster_missing"}).pack()
    assert client.get(f"/claims/result/?c={officers}").status_code == 404
    assert client.get("/claims/inspection_penalty/").status_code == 404


PUBLIC = [row for row in rows("claims.csv") if not KINDS[row["种类"]].for_officers]


@pytest.mark.parametrize("row", PUBLIC[::4], ids=lambda row: row["事由"])
def test_an_example_comes_out_the_same_at_the_portal(row: dict[str, str]) -> None:
    """Whatever the command is asked, the form can ask as well, but for columns it leaves to officers."""
    asked, inputs = ASKED[row["种类"]], written(row["输入"])
    hidden = set(inputs) & set(asked.hidden)
    columns = {
        name: {column for line in inputs[name] for column in line}
        <= {column.name for column in asked.columns_of(each)}
        for name, each in ((each.name, each) for each in asked.kind.inputs)
        if each.sort == "table" and name in inputs
    }
    if hidden or not all(columns.values()):
        assert row["种类"] in {"overtime", "min_wage_shortfall"}
        return
    data, most = initial_of(asked, inputs)
    if isinstance(inputs.get("monthly_wages"), dict):
        data = {k: v for k, v in data.items() if not k.startswith("monthly_wages")}
        for n, (month, wage) in enumerate(inputs["monthly_wages"].items()):
            data |= {f"monthly_wages-{n}-month": month, f"monthly_wages-{n}-wage": wage}
    form = ClaimForm(asked, lang="zh", rows=most, data={**flags(asked), **data})
    result = form.reckon(on=TODAY, calendar=CALENDAR)
    assert result is not None, form.errors
    told = result.as_json()
    assert told["amount"] == (row["金额"] or None)


def flags(asked: Any) -> dict[str, str]:
    """Return the boxes that are ticked when a form is opened."""
    return {e.name: "on" for e in asked.kind.inputs if e.sort == "flag" and e.default is True}


def test_the_pages_are_in_english_for_who_reads_english(client: Client) -> None:
    client.post("/i18n/setlang/", {"language": "en"})
    page = reckons(client, "severance", SERVICE)
    assert "Service 2019-03-01 to 2026-08-31: 7 years, 6 months, 0 days" in page
    form = client.get("/claims/severance/").content.decode()
    assert "Average monthly wage of the prefecture-level city" in form
    wrong = client.post("/claims/severance/", {**SERVICE, "avg_wage": "-1"}).content.decode()
    assert "Must not be negative" in wrong


@pytest.mark.parametrize("code", ASKED)
def test_no_page_shows_a_worker_the_name_of_an_input(code: str, client: Client) -> None:
    page = text(client.get(f"/claims/{code}/").content.decode())
    names = {each.name for each in KINDS[code].inputs if "_" in each.name}
    assert [name for name in names if name in page] == []


def test_rows_left_empty_are_no_rows_though_a_column_has_a_default(client: Client) -> None:
    page = client.get("/claims/arrears/").content.decode()
    assert 'name="ledger-0-paid" value=' not in page
    ledger = {
        "ledger-0-month": "2026-01",
        "ledger-0-payable": "5000",
        "ledger-1-paid": "",
        "rows": "3",
    }
    assert "¥5,000.00" in reckons(client, "arrears", ledger)


def test_enter_reckons_and_does_not_add_rows(client: Client) -> None:
    page = client.get("/claims/arrears/").content.decode()
    assert page.index('<button class="vh"') < page.index('name="more"')


def test_a_line_that_takes_applications_is_offered_the_result(
    client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A portal page with the slug `apply` gets the button, with the calculation in its address."""
    panel = catalogue.Panel(
        "apply", "申请调解", "handshake", "nowhere", "portal", index="portal:days"
    )
    line = catalogue.Line("talks", "调解", "handshake", (), panels=(panel,))
    monkeypatch.setitem(catalogue.LINES, "talks", line)
    page = reckons(client, "severance", SERVICE)
    found = re.search(r'href="/days/\?claim=([^"]+)">.*?用这个结果申请调解', page, re.S)
    assert found
    assert unpack(found[1]).result().amount == 64000

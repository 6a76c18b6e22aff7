"""The roster of a site: who is on it, what each lacks, a file taken in line by line and handed back where it is wrong."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any
from urllib.parse import unquote

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.lines.arrears.importing.roster import HEAD, card, columns
from tongzhou.lines.arrears.models import RosterLine
from tongzhou.procedure.tabular import Wrong, opened, read
from tongzhou.registry.models import Project, Region, Worker

from .cast import Cast, number


@pytest.fixture
def today() -> date:
    return localdate()


def sheet(*lines: tuple[str, ...], head: tuple[str, ...] = HEAD) -> SimpleUploadedFile:
    out = io.StringIO()
    csv.writer(out).writerows([head, *lines])
    return SimpleUploadedFile("名册.csv", out.getvalue().encode("utf-8-sig"))


def at(project: Project) -> str:
    return reverse("arrears:roster", args=[project.pk])


def line(n: int, since: date, **more: str) -> tuple[str, ...]:
    said = {"姓名": f"工友{n}", "身份证号": number(n), "进场日期": since.isoformat()} | more
    return tuple(said.get(name, "") for name in HEAD)


def test_a_roster_is_taken_in_and_what_is_wrong_comes_back_to_be_mended(
    cast: Cast, today: date
) -> None:
    before = today - timedelta(days=60)
    wrong = line(42, today + timedelta(days=1))
    answer = cast.bater.client.post(
        at(cast.project),
        {"file": sheet(line(40, before, 劳动合同签订日期=before.isoformat(), 工资卡尾号="6217 0000 1234"), line(41, before), wrong)},
    )  # fmt: skip
    page = answer.content.decode()
    assert answer.status_code == 200, page
    assert "新登记 2 行，更新 0 行，退回 1 行" in page
    assert "晚于今天" in page
    assert "在场 2 人" in page
    assert "没有劳动合同 1 人" in page
    assert number(40) not in page
    assert RosterLine.objects.get(worker__name="工友40").card == "1234"
    where = next(w for w in page.split('"') if "/roster/rejects/" in w)
    handed = b"".join(cast.bater.client.get(where).streaming_content)
    back = read(opened("x.xlsx", io.BytesIO(handed)), columns(today))
    assert [len(c.rows) + len(c.rejects) for c in back.chunks()] == [1]
    lacking = cast.bater.client.get(at(cast.project), {"lacks": "contract"}).content.decode()
    assert "工友41" in lacking
    assert "工友40" not in lacking


def test_the_same_stay_is_renewed_and_a_second_one_wants_the_end_of_the_first(
    cast: Cast, today: date
) -> None:
    first, again = today - timedelta(days=90), today - timedelta(days=30)
    post = cast.bater.client.post
    post(at(cast.project), {"file": sheet(line(40, first))})
    page = post(at(cast.project), {"file": sheet(line(40, again))}).content.decode()
    assert "退回 1 行" in page
    assert "还没有退场" in page
    left = (again - timedelta(days=1)).isoformat()
    both = sheet(line(40, again, 班组="木工班"), line(40, first, 退场日期=left))
    page = post(at(cast.project), {"file": both}).content.decode()
    assert "新登记 1 行，更新 1 行，退回 0 行" in page
    assert RosterLine.objects.count() == 2
    assert Worker.objects.filter(name="工友40").count() == 1


def test_a_file_that_is_no_roster_changes_nothing_and_says_why(cast: Cast) -> None:
    answer = cast.bater.client.post(at(cast.project), {"file": sheet(("1",), head=("金额",))})
    assert answer.status_code == 422
    assert "姓名" in answer.content.decode()
    assert not RosterLine.objects.exists()


def test_the_name_of_another_worker_is_not_put_to_a_known_number(cast: Cast, today: date) -> None:
    post = cast.bater.client.post
    post(at(cast.project), {"file": sheet(line(40, today))})
    page = post(at(cast.project), {"file": sheet(line(40, today, 姓名="别人"))}).content.decode()
    assert "与登记簿中这个证件号码的姓名不同" in page
    assert RosterLine.objects.get().worker.name == "工友40"


def test_of_a_card_only_four_figures_are_kept() -> None:
    assert card("6217 0000 0000 1234") == "1234"
    assert card("") == ""
    with pytest.raises(Wrong, match="不是卡号"):
        card("卡在会计那里")


def test_the_roster_of_another_banner_is_not_there(cast: Cast) -> None:
    Region.objects.create(code="150222", name="固阳县", short_name="固阳", level="county", parent_id="1502", basis="gbt2260")  # fmt: skip
    far = Project.objects.create(
        name="外旗项目", contractor=cast.project.contractor, region_id="150222"
    )
    assert cast.bater.client.get(at(far)).status_code == 404
    assert cast.bater.client.post(at(far), {"file": sheet()}).status_code == 404


def test_a_long_roster_costs_as_many_queries_as_a_short_one_and_is_turned_over(
    cast: Cast, today: date, django_assert_max_num_queries: Any
) -> None:
    many = [line(n, today - timedelta(days=n)) for n in range(40, 100)]
    with django_assert_max_num_queries(60):
        page = cast.bater.client.post(at(cast.project), {"file": sheet(*many)}).content.decode()
    assert "新登记 60 行" in page
    with django_assert_max_num_queries(30):
        page = cast.bater.client.get(at(cast.project)).content.decode()
    assert page.count('class="ttl"') == 50
    after = next(w for w in page.split('"') if w.startswith("?after=")).removeprefix("?after=")
    second = cast.bater.client.get(at(cast.project), {"after": unquote(after)}).content.decode()
    assert second.count('class="ttl"') == 10

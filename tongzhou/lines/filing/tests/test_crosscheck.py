"""Rows that came by the file are held against the whole register: the sender is told, the officer's queue counts them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate, now
from pytest_django import DjangoAssertNumQueries

from tongzhou.columns import jobs
from tongzhou.columns.models import Delivery
from tongzhou.law.reckoning import add_months
from tongzhou.lines.filing import declaring
from tongzhou.lines.filing.models import CrossCheck, Employment, Ranked

from .cast import HERE, Seat, Town, number

HEAD = "姓名,证件号码,工作地区划,用工形式,合同类型,合同起始日,合同终止日,试用期至,月工资,计薪方式,每周工时,签订日期"


def a_line(
    n: int, *, months_ago: int, months: int, probation: bool = False, kind: str = "全日制"
) -> str:
    """Write one period of worker n."""
    start = add_months(localdate(), -months_ago)
    until = add_months(start, 1) - timedelta(days=1) if probation else ""
    last = add_months(start, months) - timedelta(days=1)
    pay, basis = ("40", "小时") if kind == "非全日制" else ("5000", "按月")
    return (
        f"王某,{number(n)},{HERE},{kind},固定期限,{start},{last},{until},{pay},{basis},20,{start}"
    )


def sends(clerk: Seat, town: Town, *lines: str) -> Delivery:
    """Let the clerk of the first employer send these lines, and the worker load them."""
    file = SimpleUploadedFile("职工.csv", "\n".join([HEAD, *lines]).encode())
    clerk.sends(reverse("filing-employer:files", args=[town.firm.pk]), file=file)
    sent = Delivery.objects.latest("pk")
    jobs.run.func(sent.pk)
    sent.refresh_from_db()
    assert (sent.state, sent.rejected) == ("done", 0), (sent.why, sent.counts)
    return sent


def counts(sent: Delivery) -> dict[str, int]:
    """Return what was found of a delivery."""
    return dict(CrossCheck.objects.get(delivery=sent.number).counts)


def test_a_period_over_one_that_stands_and_a_second_probation_are_found_and_told(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    clerk = town.at_phone()
    start = add_months(localdate(), -14)
    town.hires(
        1, starts_on=start, ends_on=add_months(start, 36) - timedelta(days=1),
        probation_until=add_months(start, 3) - timedelta(days=1),
    )  # fmt: skip
    sent = sends(
        clerk,
        town,
        a_line(1, months_ago=2, months=36, probation=True),
        a_line(2, months_ago=2, months=36, probation=True),
        a_line(3, months_ago=20, months=12, probation=True),
        a_line(3, months_ago=8, months=36, probation=True),
        a_line(4, months_ago=8, months=36),
        a_line(4, months_ago=5, months=36, kind="非全日制"),
    )
    # Worker 1 overlaps and has probation again; 3 has it again in periods that follow each other; part-time may lie beside.
    assert counts(sent) == {"overlap": 1, "probation": 2}
    page_of = reverse("filing-employer:file", args=[town.firm.pk, sent.pk])
    with django_assert_max_num_queries(28):
        page = clerk.reads(page_of)
    assert "与本单位的另一期备案期间重叠" in page
    assert "《劳动合同法》第十九条" in page
    assert page.count("未改正") == 3
    table = b"".join(clerk.client.get(f"{page_of}register.csv").streaming_content).decode()  # type: ignore[attr-defined]
    assert table.count("仍未改正") == 3
    assert number(1) not in table
    other = town.at_phone("13900000002")
    assert other.client.get(f"{page_of}register.csv").status_code == 404


def test_what_was_found_stands_in_the_officers_queue_until_it_is_mended(town: Town) -> None:
    clerk = town.at_phone()
    sends(clerk, town, a_line(1, months_ago=9, months=36), a_line(1, months_ago=5, months=36))
    hit = {h["rule"]: h["count"] for h in Ranked.objects.get(uscc=town.firm.uscc).hits}
    assert hit["overlap"] == 1
    assert "备案期间重叠" in town.officer.reads(reverse("filing:board"))
    later = Employment.objects.order_by("-starts_on")[0]
    declaring.void(later, by=town.by, reason="重复填报")
    town.officer.sends(reverse("filing:rank"))
    again = Ranked.objects.filter(uscc=town.firm.uscc).first()
    assert again is None or "overlap" not in {h["rule"] for h in again.hits}
    sent = Delivery.objects.latest("pk")
    page = clerk.reads(reverse("filing-employer:file", args=[town.firm.pk, sent.pk]))
    assert "已改正" in page
    assert "未改正" not in page


def test_periods_that_follow_each_other_or_are_over_are_left_alone(town: Town) -> None:
    clerk = town.at_phone()
    start = localdate() - timedelta(days=30)
    town.hires(5, starts_on=start)
    gone = town.hires(6, starts_on=start)
    declaring.void(gone, by=town.by, reason="报错")
    sent = sends(
        clerk,
        town,
        a_line(1, months_ago=24, months=12),
        a_line(1, months_ago=12, months=36),
        a_line(6, months_ago=3, months=36),
    )
    assert counts(sent) == {"overlap": 0, "probation": 0}
    page = clerk.reads(reverse("filing-employer:file", args=[town.firm.pk, sent.pk]))
    assert "没有期间重叠" in page


def test_a_worker_killed_between_landing_and_looking_is_taken_up_again(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: Any, **__: Any) -> None:
        raise MemoryError

    clerk = town.at_phone()
    with monkeypatch.context() as patched:
        patched.setattr("tongzhou.lines.filing.crosscheck.finding.check", killed)
        sent = sends(
            clerk, town, a_line(1, months_ago=9, months=36), a_line(1, months_ago=5, months=36)
        )
    assert CrossCheck.objects.get().checked_at is None
    page = clerk.reads(reverse("filing-employer:file", args=[town.firm.pk, sent.pk]))
    assert "正在与登记簿中的其他备案核对" in page
    looked: list[int] = []
    monkeypatch.setattr(jobs, "look", type("Look", (), {"enqueue": looked.append}))
    assert jobs.take_up_left(at=now()) == 0  # it may still be at it
    Delivery.objects.update(touched_at=now() - timedelta(minutes=5))
    assert jobs.take_up_left(at=now()) == 1
    assert jobs.take_up_left(at=now()) == 0  # one that fails is not tried at every turn
    assert looked == [sent.pk]
    monkeypatch.undo()
    jobs.look.func(sent.pk)
    assert counts(sent) == {"overlap": 1, "probation": 0}
    jobs.look.func(sent.pk)  # once more comes to the same
    assert counts(sent) == {"overlap": 1, "probation": 0}
    assert jobs.take_up_left(at=now() + timedelta(minutes=5)) == 0

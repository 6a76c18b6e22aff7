"""A clerk sends a sheet on the phone and mends it; the office loads its own; each sees its own files and nobody else's."""

from __future__ import annotations

import json
from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from pytest_django import DjangoAssertNumQueries

from tongzhou.columns import jobs, refused
from tongzhou.columns.models import Delivery
from tongzhou.lines.filing.models import Employment
from tongzhou.lines.filing.review import ranking
from tongzhou.registry import sealing

from .cast import HERE, Town, code, number

HEAD = "姓名,证件号码,工作地区划,合同类型,合同起始日,合同终止日,月工资,签订日期"


def a_sheet(*pay: str, uscc: str = "") -> SimpleUploadedFile:
    """Write one worker a row; without a code of the employer unless one is given."""
    start = localdate() - timedelta(days=10)
    last = start + timedelta(days=400)
    head = f"信用代码,单位名称,{HEAD}" if uscc else HEAD
    rows = [
        f"{f'{uscc},示例,' if uscc else ''}王{n},{number(n + 1)},{HERE},固定期限,{start},{last},{yuan},{start}"
        for n, yuan in enumerate(pay)
    ]
    return SimpleUploadedFile("职工.csv", "\n".join([head, *rows]).encode("gb18030"))


def test_a_clerk_sends_mends_and_sees_the_firms_files_alone(
    town: Town, django_assert_max_num_queries: DjangoAssertNumQueries
) -> None:
    clerk, files = town.at_phone(), reverse("filing-employer:files", args=[town.firm.pk])
    assert clerk.sends(files, file=a_sheet("5000", "待定", "7000")).status_code == 302
    sent = Delivery.objects.get()
    jobs.run.func(sent.pk)
    one = reverse("filing-employer:file", args=[town.firm.pk, sent.pk])
    with django_assert_max_num_queries(25):
        page = clerk.reads(one)
    sent.refresh_from_db()
    assert (sent.state, sent.why, sent.counts) == ("done", "", {"pay!": 1})
    assert "不是金额" in page
    assert set(Employment.objects.values_list("uscc", flat=True)) == {town.firm.uscc}
    assert clerk.sends(f"{one}mend/", file=a_sheet("5000", "6000", "7000")).status_code == 302
    mended = Delivery.objects.get(mends=sent)
    jobs.run.func(mended.pk)
    mended.refresh_from_db()
    assert (mended.landed, mended.duplicate) == (1, 2)
    assert "职工.csv" in clerk.reads(files)
    # The same file again is the same delivery, and the page says so.
    assert clerk.sends(files, file=a_sheet("5000", "待定", "7000")).url == one  # type: ignore[attr-defined]
    assert Delivery.objects.count() == 2
    agency = town.at_phone("13900000002")
    for name in ("file", "file-progress", "file-rejects", "file-remarks"):
        other = reverse(f"filing-employer:{name}", args=[town.other.pk, sent.pk])
        assert agency.client.get(other).status_code == 404
        assert (
            town.seats["officer"].client.get(reverse(f"filing:{name}", args=[sent.pk])).status_code
            == 404
        )


def test_a_row_that_stands_twice_is_told_with_the_row_it_repeats(town: Town) -> None:
    clerk, files = town.at_phone(), reverse("filing-employer:files", args=[town.firm.pk])
    head, *rows = a_sheet("5000", "6000", "7000").read().decode("gb18030").split("\n")
    rows = [rows[0], rows[1], rows[0], rows[2].replace("7000", "待定"), rows[1], rows[0]]
    sheet = SimpleUploadedFile("职工.csv", "\n".join([head, *rows]).encode())
    clerk.sends(files, file=sheet)
    sent = Delivery.objects.get()
    jobs.run.func(sent.pk)
    sent.refresh_from_db()
    assert (sent.landed, sent.rejected, sent.duplicate) == (2, 1, 3)
    assert refused.doubled(sent, most=9) == [(4, 2), (6, 3), (7, 2)]
    assert refused.doubled(sent, most=1) == [(4, 2)]
    page = clerk.reads(reverse("filing-employer:file", args=[town.firm.pk, sent.pk]))
    assert "第 6 行与第 3 行重复" in page


def test_rows_that_land_with_a_remark_are_named_on_the_page_and_in_a_file(town: Town) -> None:
    clerk, files = town.at_phone(), reverse("filing-employer:files", args=[town.firm.pk])
    head, first, old = (
        "证件号码,姓名,工作地区划,合同类型,合同起始日,月工资,签订日期",
        f"{number(1)},斯琴,{HERE},无固定期限,2025-03-01,5000,2025-03-01",
        f"{number(11, born=date(1955, 2, 1))},巴图,{HERE},无固定期限,2025-03-01,5000,2025-03-01",
    )
    clerk.sends(files, file=SimpleUploadedFile("职工.csv", "\n".join([head, first, old]).encode()))
    sent = Delivery.objects.get()
    jobs.run.func(sent.pk)
    page = clerk.reads(reverse("filing-employer:file", args=[town.firm.pk, sent.pk]))
    assert "第 3 行。请核对是否属于超龄劳动者用工" in page
    saved = clerk.client.get(reverse("filing-employer:file-remarks", args=[town.firm.pk, sent.pk]))
    lines = b"".join(saved.streaming_content).decode("utf-8-sig").splitlines()  # type: ignore[attr-defined]
    assert lines[1:] == ["3,证件号码,已达到法定退休年龄,请核对是否属于超龄劳动者用工"]
    # What was kept before remarks were kept by their code is read as well.
    part = sent.parts.exclude(refused="").get()
    why = ("F104", "证件号码", "150***", "已达到法定退休年龄", "请核对")
    old = json.dumps([[], [], [[3, ["巴图"], [why]]]])
    part.refused = sealing.seal(old, place=refused.PLACE)
    part.save()
    assert refused.remarked(sent, most=9) == {"F104": [3]}
    # So is what was kept before each saying was kept once.
    wrong = ("F115", "月工资", "900", "低于最低工资标准", "请核对")
    old = json.dumps([[[2, ["巴图", None], [wrong]]], [[4, 0]], {"F104": [3]}])
    part.refused = sealing.seal(old, place=refused.PLACE)
    part.save()
    assert refused.faults(sent, most=9) == [(2, wrong)]
    assert refused.remarked(sent, most=9) == {"F104": [3]}
    # And what was kept before it was packed.
    said, rows = [wrong[:2] + wrong[3:]], [[2, ["巴图", None], [[0, "900"]]]]
    kept = {"refused": {"said": said, "rows": rows}, "doubled": [[4, 0]], "remarked": {"F104": [3]}}
    part.refused = sealing.seal(json.dumps(kept), place=refused.PLACE)
    part.save()
    assert refused.faults(sent, most=9) == [(2, wrong)]
    assert refused.doubled(sent, most=9) == [(4, 0)]
    sent.refresh_from_db()
    saved = b"".join(refused.lines(sent)).decode("utf-8-sig").splitlines()
    assert saved[1].startswith("2,巴图,")
    assert saved[1].endswith("月工资：低于最低工资标准，请核对")


def test_what_an_office_loads_of_long_ago_is_not_the_employers_delay(town: Town) -> None:
    started = localdate() - timedelta(days=70)
    head = f"信用代码,单位名称,{HEAD}"

    def workers(first: int) -> SimpleUploadedFile:
        rows = [
            f"{town.firm.uscc},{town.firm.name},王{n},{number(n)},{HERE},无固定期限,{started},,5000,{started}"
            for n in range(first, first + 3)
        ]
        return SimpleUploadedFile("存量.csv", "\n".join([head, *rows]).encode())

    def late() -> int:
        return ranking.standings(HERE, on=localdate())[str(town.firm.uscc)].counts["late"]

    town.seats["officer"].sends(reverse("filing:files"), file=workers(1))
    jobs.run.func(Delivery.objects.latest("pk").pk)
    assert (Employment.objects.count(), late()) == (3, 0)
    town.at_phone().sends(reverse("filing-employer:files", args=[town.firm.pk]), file=workers(11))
    jobs.run.func(Delivery.objects.latest("pk").pk)
    town.hires(21, starts_on=started)
    assert (Employment.objects.count(), late()) == (7, 4)


def test_a_file_with_its_head_alone_declares_nobody(town: Town) -> None:
    clerk, files = town.at_phone(), reverse("filing-employer:files", args=[town.firm.pk])
    clerk.sends(files, file=a_sheet())
    sent = Delivery.objects.get()
    jobs.run.func(sent.pk)
    sent.refresh_from_db()
    assert (sent.state, sent.why, sent.sent) == ("done", "", 0)


def test_an_office_loads_rows_of_its_region_and_a_clerk_none_of_another_firm(town: Town) -> None:
    officer, files = town.seats["officer"], reverse("filing:files")
    assert officer.sends(files, file=a_sheet("5000", uscc=code(1))).status_code == 302
    sent = Delivery.objects.get()
    jobs.run.func(sent.pk)
    sent.refresh_from_db()
    # The sheet names it otherwise than the register does: told, and landed under its name.
    assert (sent.state, sent.why, sent.counts) == ("done", "", {"F134": 1})
    assert "全部处理完毕" in officer.reads(reverse("filing:file", args=[sent.pk]))
    for who in ("neighbour", "inspector", "mediator"):
        assert town.seats[who].client.get(reverse("filing:file", args=[sent.pk])).status_code == 404
    neighbour = town.seats["neighbour"]
    neighbour.sends(files, file=a_sheet("5100", uscc=code(1)))
    clerk = town.at_phone()
    clerk.sends(
        reverse("filing-employer:files", args=[town.firm.pk]), file=a_sheet("5200", uscc=code(2))
    )
    for other in Delivery.objects.exclude(pk=sent.pk):
        jobs.run.func(other.pk)
        other.refresh_from_db()
        assert (other.landed, other.rejected) == (0, 1)
    assert {c for d in Delivery.objects.all() for c in d.counts} == {"F134", "F190", "F191"}

"""其他证件的文件 — a file says of which papers its numbers are, and one that does not is about residents as before."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO
from typing import Any

import polars as pl
import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from tongzhou.columns import jobs, refused
from tongzhou.columns.checking import LINE, Checker
from tongzhou.columns.models import Delivery
from tongzhou.law.reckoning import add_months
from tongzhou.lines.filing.bulk.table import FILINGS
from tongzhou.lines.filing.models import Employment

from .cast import HERE, Town, number
from .test_abroad import (
    BORN,
    OLD_PERMANENT,
    PASSPORT,
    PERMIT,
    START,
    UNTIL,
    YEAR,
    hires,
    of_gb_11643,
)
from .test_acts_by_file import Sending

HEAD = "姓名,证件类型,证件号码,出生日期,性别,工作许可证号,工作许可有效期至,工作地区划,合同类型,合同起始日,合同终止日,月工资,签订日期,参加社会保险,备案事项,解除终止日期,解除终止原因"


def line(*, name: str = "宝力德", kind: str = "护照", of: str = PASSPORT, born: str = f"{BORN}", sex: str = "男", permit: str = PERMIT, until: Any = UNTIL, start: Any = START, ends: Any = YEAR, insured: str = "是", how: str = "", ended: Any = "", why: str = "", term: str = "固定期限") -> str:  # fmt: skip
    return f"{name},{kind},{of},{born},{sex},{permit},{until},{HERE},{term},{start},{ends},9000,{start},{insured},{how},{ended},{why}"


def resident(n: int = 1, kind: str = "") -> str:
    return line(name=f"王{n}", kind=kind, of=number(n), born="", sex="", permit="", until="")


def test_a_file_of_all_papers_lands_as_one_by_one(town: Town) -> None:
    rows = (
        resident(1), resident(2, "居民身份证"), line(of="e1234 5678"),
        line(name="乔伊", kind="外国人永久居留身份证", of=OLD_PERMANENT, sex="女", permit="", until=""),
        line(name="安娜", kind="外国人永久居留身份证", of=of_gb_11643("915496"), born="", sex="", permit="", until=""),
        line(name="何生", kind="港澳台居民居住证", of=of_gb_11643("810000"), born="", sex="", permit="", until=""),
        line(name="林生", kind="", of=of_gb_11643("830000"), born="", sex="", permit="", until=""),
    )  # fmt: skip
    clerk = Sending(town, head=HEAD)
    sent = clerk.sends(*rows)
    assert (sent.landed, sent.rejected, sent.counts) == (7, 0, {})
    found = {r.open_identity().name: r for r in Employment.objects.all()}
    assert {name: r.id_kind for name, r in found.items()} == {
        "王1": "resident", "王2": "resident", "宝力德": "passport", "乔伊": "permanent",
        "安娜": "permanent", "何生": "hmt", "林生": "hmt",
    }  # fmt: skip
    for row in found.values():
        before = row.worker_hash, row.id_kind, row.name_masked
        row.derive()
        assert (row.worker_hash, row.id_kind, row.name_masked) == before
        assert row.open_identity().born == BORN
    his = found["宝力德"]
    assert (his.open_identity().permit, his.permit_until) == (PERMIT, UNTIL)
    assert (found["乔伊"].open_identity().woman, found["安娜"].open_identity().permit) == (True, "")
    # One by one it is the same declaration; the file sent again under another name repeats.
    again = clerk.sends(*(row.replace("9000", "9000.00") for row in rows))
    assert (again.landed, again.duplicate, again.counts) == (0, 7, {})
    with pytest.raises(ValidationError, match="办理变更"):
        hires(town, kind="full")


def test_faults_of_papers_are_told_by_their_rule_and_what_stood_there_is_masked(town: Town) -> None:
    wrong = {
        "F140": line(born=""),
        "F141": line(sex=""),
        "F143": line(kind="港澳台居民居住证", of=of_gb_11643("810000")),
        "F144": line(until=START - timedelta(days=1)),
        "F102": line(born=f"{add_months(START, -12 * 15)}"),
        "number!": line(of=number(1)),
        "id_kind!": line(kind="驾驶证", of=number(2), permit="", until=""),
    }
    clerk = Sending(town, head=HEAD)
    sent = clerk.sends(*wrong.values(), line(kind="居民身份证"))
    assert sent.landed == 0
    assert {**dict.fromkeys(wrong, 1), "number!": 2} == sent.counts | {"F143": 1}
    faults = {(n, why.code): why for n, why in refused.faults(sent, most=99)}
    shown = faults[7, "number!"]
    assert (shown.shown, "不是护照号码" in shown.rule) == ("150***********" + number(1)[-4:], True)
    assert "请选对证件类型" in faults[9, "number!"].rule
    assert faults[6, "F102"].shown in ("*********", "")
    page = clerk.seat.reads(reverse("filing-employer:file", args=[town.firm.pk, sent.pk]))
    assert all(word not in page for word in (PASSPORT, PERMIT, number(1), f"{BORN}"))


def test_remarks_of_foreigners_in_a_file_are_those_of_one_by_one(town: Town) -> None:
    told = {
        "F142": resident(3).replace(",,,,", f",{BORN + timedelta(days=1)},,,", 1),
        "F145": line(of="E10000001", permit="", until=""),
        "F146": line(of="E10000002", until=localdate() - timedelta(days=1)),
        "F147": line(of="E10000003", born=f"{add_months(START, -12 * 17)}"),
        "F148": line(of="E10000004", ends=add_months(START, 60)),
        "F149": line(of="E10000005", insured="否"),
        "F104": line(of="E10000006", born="1955-01-01"),
    }
    sent = Sending(town, head=HEAD).sends(*told.values(), line(ends=add_months(START, 60) - timedelta(days=1)))  # fmt: skip
    assert (sent.landed, sent.rejected) == (8, 0)
    assert refused.remarked(sent, most=9) == {code: [n] for n, code in enumerate(told, 2)} | {"F103": [5]}  # fmt: skip


def test_a_file_changes_the_permit_of_what_stands_and_ends_it(town: Town) -> None:
    clerk = Sending(town, head=HEAD)
    clerk.sends(line(), resident(1))
    later = UNTIL + timedelta(days=365)
    differs = clerk.sends(line(until=later))
    assert (differs.landed, differs.counts) == (0, {"F131": 1})
    changed = clerk.sends(line(until=later, permit="15B0009999999", how="变更"))
    assert (changed.landed, changed.duplicate, changed.counts) == (1, 0, {})
    row = Employment.objects.get(id_kind="passport")
    assert (row.permit_until, row.open_identity().permit, row.version) == (
        later,
        "15B0009999999",
        2,
    )
    corrected = clerk.sends(line(until=later, permit="15C0009999999", how="变更"))
    assert (corrected.landed, corrected.counts) == (1, {})
    same = clerk.sends(line(until=later, permit="15C0009999999", how="变更", name="宝力德 "))
    assert (same.landed, same.duplicate, same.counts) == (0, 1, {})
    gone = clerk.sends(
        line(until=later, permit="15C0009999999", ended=localdate(), why="协商一致解除")
    )
    assert (gone.landed, gone.counts) == (1, {})
    row.refresh_from_db()
    assert (row.state, row.open_identity().permit) == ("ended", "15C0009999999")


def test_a_renewal_by_file_follows_the_same_passport(town: Town) -> None:
    clerk = Sending(town, head=HEAD)
    first = START - timedelta(days=400)
    sent = clerk.sends(
        line(start=first, ends=START - timedelta(days=1)), line(how="续订", of="e12345678")
    )
    assert sent.landed == 2
    assert dict(Employment.objects.values_list("starts_on", "state")) == {
        first: "renewed", START: "active",
    }  # fmt: skip


def test_a_file_without_the_paper_is_about_residents_and_asks_nothing_else(town: Town) -> None:
    head = "姓名,证件号码,性别,出生日期,工作地区划,合同类型,合同起始日,合同终止日,月工资,签订日期"
    rows = [
        f"王{n},{number(n)},不详,不知道,{HERE},固定期限,{START},{YEAR},9000,{START}" for n in (1, 2)
    ]
    clerk = Sending(town, head=head)
    sent = clerk.sends(*rows)
    assert (sent.landed, sent.counts, sorted(sent.unknown)) == (2, {}, ["出生日期", "性别"])
    narrow = FILINGS.for_file_with(["number", "born_on"])
    assert not {"id_kind", "born_on", "sex", "permit", "permit_until"} & {
        c.code for c in narrow.columns
    }
    assert not [c.code for c in narrow.checks if c.code.startswith("F14")]
    frame = pl.DataFrame({"number": [number(1)], "starts_on": [f"{START}"], LINE: [2]})
    values = Checker(narrow, localdate()).check(frame).values
    assert "id_kind" not in values.columns
    passport = clerk.sends(rows[0].replace(number(1), PASSPORT))
    assert (passport.landed, passport.counts) == (0, {"number!": 1})


def test_parquet_and_a_workbook_say_the_paper_too(town: Town) -> None:
    cells = line().split(",")
    frame = pl.DataFrame({h: [c or None] for h, c in zip(HEAD.split(","), cells, strict=True)})
    parquet, sheet = BytesIO(), BytesIO()
    frame.with_columns(pl.col("出生日期").str.to_date()).write_parquet(parquet)
    frame.with_columns(pl.lit("E87654321").alias("证件号码")).write_excel(sheet)
    clerk = Sending(town)
    for name, content in (("一.parquet", parquet), ("二.xlsx", sheet)):
        clerk.seat.sends(clerk.url, file=SimpleUploadedFile(name, content.getvalue()))
        sent = Delivery.objects.latest("pk")
        jobs.run.func(sent.pk)
        sent.refresh_from_db()
        assert (sent.state, sent.landed, sent.counts) == ("done", 1, {})
    assert set(Employment.objects.values_list("id_kind", flat=True)) == {"passport"}


def test_the_template_has_the_columns_with_how_to_fill_them(town: Town) -> None:
    clerk = town.at_phone()
    answer = clerk.client.get(reverse("filing-employer:file-template", args=[town.firm.pk]))
    sheet = CalamineWorkbook.from_filelike(BytesIO(answer.content)).get_sheet_by_index(1)
    told = {row[0]: row[2] for row in sheet.to_python()}
    assert "外国人永久居留身份证" in told["证件类型"]
    assert {"出生日期", "性别", "工作许可证号", "工作许可有效期至"} <= told.keys()

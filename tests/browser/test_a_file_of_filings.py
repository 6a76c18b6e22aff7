"""An officer loads a file of filings at the desk and mends on the phone what came back; nothing is typed twice.

劳社部发〔2006〕46号. The file goes to the worker; what is wrong is told row by row, downloaded, mended, sent again alone.
"""

from __future__ import annotations

import csv
import io
import re
from pathlib import Path

from playwright.sync_api import expect

from tongzhou.demo import filings

from .person import Opens, Visitor, overflow, violations
from .world import World

OFFICER = "通拉嘎"
ROWS = 400
PANEL = "work"
COUNTY = "150221"


def is_sound(visitor: Visitor) -> None:
    """Nobody is kept out of the page, and it is no wider than the window."""
    assert violations(visitor.page) == []
    assert overflow(visitor.page) == []


def a_file(path: Path) -> Path:
    """Write rows of one county, two of them wrong."""
    right = [row for row in filings.rows(ROWS, faults=False) if row[10] == COUNTY][:12]
    right[3][filings.PAY] = "900.00"
    right[5][filings.STARTS] = "2025-13-40"
    with path.open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([filings.HEAD, *right])
    return path


def test_upload_rejects_mended_landed(region: World, opens: Opens, tmp_path: Path) -> None:
    officer = opens(region)
    officer.signs_in(OFFICER)
    officer.goes(f"/desk/p/filing/{PANEL}/files/")
    is_sound(officer)
    officer.picture("filing-files", width=1440)
    officer.page.get_by_label("数据文件").set_input_files(a_file(tmp_path / "十二人.csv"))
    officer.main().get_by_role("button", name="上传文件").click()
    expect(officer.main().get_by_text("等候处理")).to_be_visible()
    is_sound(officer)
    region.says("worker", "--once")
    expect(officer.main().get_by_text("行数和合计都已对平")).to_be_visible()
    expect(officer.main().get_by_text("低于工作地在起始日的最低工资标准").first).to_be_visible()
    is_sound(officer)
    officer.picture("filing-account", width=1440)
    with officer.page.expect_download() as waiting:
        officer.main().get_by_role("link", name="下载要改正的行").click()
    rejects = tmp_path / "rejects.xlsx"
    waiting.value.save_as(rejects)
    at = officer.page.url

    phone = opens(region, width=375)
    phone.signs_in(OFFICER)
    phone.page.goto(at)
    is_sound(phone)
    phone.picture("filing-account-phone", width=375)
    phone.page.get_by_label("数据文件").set_input_files(mended(rejects, tmp_path / "改好.csv"))
    phone.main().get_by_role("button", name="上传改正的行").click()
    region.says("worker", "--once")
    expect(phone.main().get_by_text("没有要改正的行")).to_be_visible()
    is_sound(phone)
    phone.page.goto(at)
    expect(phone.main().get_by_text(re.compile("报送 2，入库 2，退回 0"))).to_be_visible()


def mended(rejects: Path, path: Path) -> Path:
    """Mend the two rows in the sheet that was downloaded."""
    from python_calamine import CalamineWorkbook

    sheet = CalamineWorkbook.from_path(rejects).get_sheet_by_index(0).to_python()
    out = io.StringIO()
    csv.writer(out).writerows(sheet)
    text = out.getvalue().replace(",900.00,", ",5200.00,").replace("2025-13-40", "2022-02-10")
    path.write_text(text, "utf-8")
    return path

"""A registrar brings the list of the market regulator from the register of employers, mends on the phone what came back, and finds the new ones there."""

from __future__ import annotations

import re
from pathlib import Path

from playwright.sync_api import expect

from tongzhou.registry import credit_code

from .person import Opens, Visitor, overflow, violations
from .world import World

REGISTRAR = "其布日"
HEAD = "统一社会信用代码,企业名称,行政区划,企业类型,行业,法定代表人,住所,联系电话,从业人数,经营状态"


def is_sound(visitor: Visitor) -> None:
    """Nobody is kept out of the page, and it is no wider than the window."""
    assert violations(visitor.page) == []
    assert overflow(visitor.page) == []


def code(n: int) -> str:
    seventeen = f"91150221MA0R{n:05d}"
    return seventeen + credit_code.check_character(seventeen)


def row(n: int, place: str) -> str:
    return f"{code(n)},示例（包头）第{n}农牧业有限公司,{place},有限责任公司（自然人独资）,0111,王示例,示例路{n}号,13900000{n:03d},{n},存续"


def a_list(path: Path, *rows: str) -> Path:
    path.write_bytes("\n".join([HEAD, *rows]).encode("gb18030"))
    return path


def test_a_list_is_brought_mended_and_found_in_the_register(region: World, opens: Opens, tmp_path: Path) -> None:  # fmt: skip
    registrar = opens(region)
    registrar.signs_in(REGISTRAR)
    registrar.goes("/desk/registers/employers/")
    registrar.main().get_by_role("link", name="成批登记").click()
    expect(registrar.main().get_by_text("登记范围：包头市")).to_be_visible()
    is_sound(registrar)
    rows = [row(n, "150221" if n % 2 else "土默特右旗") for n in range(1, 31)]
    rows += [row(31, "150621"), row(32, "150299"), row(1, "150223")]
    file = a_list(tmp_path / "市场主体名册.csv", *rows)
    registrar.page.get_by_label("数据文件").set_input_files(file)
    registrar.main().get_by_role("button", name="上传文件").click()
    expect(registrar.main().get_by_text("等候处理")).to_be_visible()
    is_sound(registrar)
    region.says("worker", "--once")
    expect(registrar.main().get_by_text("行数和合计都已对平")).to_be_visible()
    expect(registrar.main().get_by_text("所在地区不在本机关的地区以内").first).to_be_visible()
    is_sound(registrar)
    registrar.picture("enrolment-account", width=1440)
    at = registrar.page.url

    phone = opens(region, width=375)
    phone.signs_in(REGISTRAR)
    phone.page.goto(at)
    is_sound(phone)
    mended = a_list(tmp_path / "改好.csv", row(32, "150223"))
    phone.page.get_by_label("数据文件").set_input_files(mended)
    phone.main().get_by_role("button", name="上传改正的行").click()
    region.says("worker", "--once")
    expect(phone.main().get_by_text("没有要改正的行")).to_be_visible()
    is_sound(phone)
    phone.page.goto(at)
    expect(phone.main().get_by_text(re.compile("报送 1，入库 1，退回 0"))).to_be_visible()
    phone.goes(f"/desk/registers/employers/?q={code(32)}")
    phone.main().get_by_role("link", name="示例（包头）第32农牧业有限公司").click()
    expect(phone.main().get_by_text("按文件成批登记")).to_be_visible()

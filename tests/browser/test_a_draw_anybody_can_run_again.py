"""Four bodies draw whom to inspect; one withholds its reveal; anybody verifies the bundle, and one changed byte is refused."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.request import urlopen

import pytest
from playwright.sync_api import Browser

from .person import Opens, Visitor, violations
from .world import ROOT, World, world

BODIES = {
    "王志刚": "土默特右旗人力资源和社会保障局",
    "刘敏": "土默特右旗发展和改革委员会",
    "萨仁高娃": "土默特右旗总工会",
    "张海涛": "土默特右旗工商业联合会",
}
TITLE = "2026年第三批劳动用工双随机抽查"


@pytest.fixture(scope="module")
def rosters(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[World]:  # noqa: ARG001
    """The banner with its rosters, and no batch yet."""
    with world(tmp_path_factory, "draw") as found:
        urlopen(f"{found.url}/account/login/", timeout=120).close()  # the first page is the slowest
        yield found


def _verified(*words: str | Path) -> tuple[int, str]:
    run = [sys.executable, "-m", "tongzhou", "draw", "verify", *map(str, words)]
    done = subprocess.run(run, capture_output=True, text=True, check=False, cwd=ROOT)
    return done.returncode, done.stdout


def _saved(visitor: Visitor, name: str, folder: Path) -> Path:
    with visitor.page.expect_download() as taken:
        visitor.main().get_by_role("link", name=name).first.click()
    target = folder / taken.value.suggested_filename
    taken.value.save_as(target)
    return target


def test_one_of_four_withholds_and_one_byte_is_changed(
    rosters: World, opens: Opens, tmp_path: Path
) -> None:
    rosters.on("2026-11-02")
    clerk = opens(rosters).signs_in("哈斯其其格")
    clerk.goes("/desk/p/draws/" + "work/")
    clerk.opens("新的批次")
    clerk.fills(
        clerk.page,
        {
            "批次名称": TITLE,
            "抽查事项": ("S01 工资支付", "S02 劳动合同"),
            "参与单位": tuple(BODIES.values()),
            "承诺截止日期": "2026-11-04",
            "揭示截止日期": "2026-11-06",
            "公开值来源": "中国福利彩票双色球第2026129期",
            "公开值产生日期": "2026-11-08",
            "检查完成日期": "2026-12-15",
        },
    )
    clerk.presses("保存方案")
    room = clerk.page.url.removeprefix(rosters.url)

    head = opens(rosters).signs_in("额尔登")
    head.goes(room)
    head.opens("核对并冻结名录")
    head.picture("draw-freeze")
    head.presses("冻结并公布名录")
    head.page.get_by_text("名录已冻结").first.wait_for()

    public = opens(rosters, width=375, height=812)
    public.goes("/p/draws/public/")
    public.opens(TITLE)
    root = public.page.locator("#root").inner_text()
    assert len(root) == 64
    assert violations(public.page) == []

    proofs: dict[str, Path] = {}
    rosters.on("2026-11-03")
    for n, name in enumerate(BODIES):
        witness = opens(rosters).signs_in(name)
        witness.goes(room)
        witness.opens("密封承诺")
        witness.page.get_by_label("自选内容").fill(f"掷骰得{n + 2}")
        with witness.page.expect_download() as taken:
            witness.page.get_by_role("button", name="计算承诺值").click()
        proofs[name] = tmp_path / f"{n}.json"
        taken.value.save_as(proofs[name])
        if n == 0:
            witness.picture("draw-commit")
        witness.presses("提交承诺")
        witness.page.get_by_text("已承诺。").first.wait_for()

    rosters.on("2026-11-05")
    for name in list(BODIES)[:3]:
        witness = opens(rosters).signs_in(name)  # nobody stays signed in for two days
        witness.goes(room)
        witness.opens("揭示")
        witness.page.get_by_label("揭示凭据（.json）").set_input_files(str(proofs[name]))
        told = json.loads(proofs[name].read_text(encoding="utf-8"))
        witness.page.wait_for_function(
            "v => document.getElementById('nonce').value === v", arg=told["nonce"]
        )
        witness.presses("揭示")
        witness.page.get_by_text("已揭示").first.wait_for()

    rosters.on("2026-11-09")
    clerk = opens(rosters).signs_in("哈斯其其格")
    clerk.goes(room)
    clerk.picture("draw-room")
    case = f"/desk/case/{room.strip('/').rpartition('/')[2]}/"
    clerk.goes(case)
    clerk.does("记录未揭示")
    clerk.does("记录公开值", {"公开值": "03 09 12 18 26 31+07"})
    clerk.goes(room)
    clerk.presses("抽取")
    clerk.page.get_by_role("heading", name="抽取结果").wait_for()
    clerk.picture("draw-result")
    bundle = _saved(clerk, "下载抽取包", tmp_path)

    public.page.reload()
    result = public.page.locator("#result").inner_text()
    assert "检查结果公布后提供下载" in public.page.locator("main").inner_text()
    code, said = _verified("--root", root, "--result", result, bundle)
    assert (code, said.splitlines()[0].startswith("相符")) == (0, True)
    assert "未揭示的单位：土右旗工商联" in said

    script = _saved(public, "下载程序", tmp_path)
    done = subprocess.run(
        [sys.executable, "-I", "-S", script, bundle], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.splitlines()[0][:2]) == (0, "相符")

    content = bytearray(bundle.read_bytes())
    content[content.index(b'"k":"object"') - 4] ^= 1
    changed = tmp_path / "改过一个字节.jsonl"
    changed.write_bytes(content)
    code, said = _verified(changed)
    assert code == 1
    assert "名录已被改动" in said

    checker = opens(rosters)
    checker.goes("/p/draws/public/verify/")
    for file, answer in ((bundle, "相符：结果与重新计算的完全一致"), (changed, "不相符")):
        checker.page.get_by_label("抽取包或名录快照").set_input_files(str(file))
        checker.page.get_by_role("button", name="重新计算并核对").click()
        checker.page.get_by_role("heading", name=answer, exact=True).wait_for()
    assert "名录已被改动" in checker.page.locator("#verdict").inner_text()
    checker.picture("draw-verify")

"""A browser without JavaScript reads and submits everything that matters."""

from __future__ import annotations

from playwright.sync_api import expect

from .person import Opens
from .world import World


def test_an_officer_reads_a_list_filters_it_and_submits_an_act(region: World, opens: Opens) -> None:
    hua = opens(region, java_script_enabled=False).signs_in("娜仁花")
    hua.expected |= {422}
    page = hua.page
    hua.goes("/desk/cases/zones.selection/")
    filters = page.get_by_role("search", name="筛选案件")
    filters.get_by_label("状态").select_option(label="四部门共同选定")
    filters.get_by_role("button", name="筛选").click()
    hua.opens("包头市选点")
    hua.opens("签署选点意见")
    form = hua.main()
    form.get_by_label("不同意", exact=True).check()
    form.get_by_role("button", name="签署选点意见").click()
    expect(form.get_by_text("不同意的，须写明理由")).to_be_visible()
    expect(form.get_by_label("不同意", exact=True)).to_be_checked()
    form.get_by_label("同意", exact=True).check()
    form.get_by_label("意见内容").fill("同意选定。")
    form.get_by_role("button", name="签署选点意见").click()
    hua.hears("已办理：签署选点意见")
    assert "娜仁花" in hua.main().inner_text()


def test_a_drafter_writes_a_part_of_the_plan(region: World, opens: Opens) -> None:
    hasi = opens(region, java_script_enabled=False).signs_in("哈斯")
    hasi.goes("/desk/cases/zones.plan/")
    hasi.opens("东胜区")
    hasi.opens("编写方案")
    box = hasi.main().get_by_role("textbox")
    box.fill(
        "试验区领导小组由旗区主要负责同志任组长，每季度召开一次会议，研究解决重大问题，落实分工。"
    )
    hasi.main().get_by_role("button", name="提交本部分").click()
    hasi.hears("已提交：")
    expect(box).to_have_value(
        "试验区领导小组由旗区主要负责同志任组长，每季度召开一次会议，研究解决重大问题，落实分工。"
    )


def test_a_worker_asks_for_the_minimum_wage(region: World, opens: Opens) -> None:
    worker = opens(region, width=375, java_script_enabled=False)
    worker.goes("/")
    worker.page.get_by_role("link", name="最低工资").click()
    worker.page.get_by_label("在哪里上班").select_option(index=1)
    worker.page.get_by_role("button", name="查询").click()
    expect(worker.main().get_by_role("region").first).to_contain_text("元")

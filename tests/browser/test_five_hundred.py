"""A closed factory and five hundred unpaid workers: 460 settle, 40 are awarded; each to the fen, in one case.

调解仲裁法 7, 29, 30, 42, 47–49; 办案规则 20, 62–66. Nothing reaches the case but through the pages, and the lists and
papers that leave it are opened and read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

import pytest
from playwright.sync_api import Browser, Locator, expect

from . import crowd, papers
from .crowd import AGREE, HANDS, STAY, shown
from .person import Opens, Visitor, overflow, violations
from .world import World, world

FIRM = "示例毛纺有限公司"
CLERK, HEAD = "乌日娜", "朝克图"
ARBITRATORS = ("宝音德力格尔", "李晓梅", "赵建军")
STORY = "工厂今年一月起停发工资，三月停产关门，全体职工的工资和加班工资至今未付。"
SPEAKERS = (HANDS[0], HANDS[123], HANDS[456])
LEAVES = 80  # per cent of each item, for who settles
AWARDED = 90  # of each item, for who does not
ASKED = sum(hand.asked for hand in HANDS)
SETTLED = sum(hand.gets(LEAVES) for hand in AGREE)
GIVEN = sum(hand.gets(AWARDED) for hand in STAY)
SIGNED, DOOR = ("签名表.pdf", b"%PDF-1.7 signed"), ("厂门口.jpg", b"\xff\xd8\xff door")
EVERYBODY = re.compile("筛选出的全部")


@pytest.fixture(scope="module")
def mill(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Iterator[World]:  # noqa: ARG001
    """The court again, in a world of its own: two calendars cannot run in one."""
    with world(tmp_path_factory, "court") as found:
        yield found


@dataclass
class Desk:
    """The machine at which the people of the court sit down by turns, and the case on it."""

    world: World
    visitor: Visitor
    uid: str = ""

    @property
    def main(self) -> Locator:
        return self.visitor.main()

    def on(self, day: str, name: str, at: str = "09:00") -> None:
        """Let it be a day, and somebody at the machine."""
        self.world.on(day, at)
        self.visitor.makes_room_for(name)

    def opens(self, part: str) -> None:
        """Open a page of the case: `group/`, `group/service/`, `trial/effects/`."""
        room, _, rest = part.partition("/")
        self.visitor.goes(f"/desk/p/arbitration/{room}/{self.uid}/{rest}")

    def case(self) -> None:
        self.visitor.goes(f"/desk/case/{self.uid}/")

    def filters(self, **chosen: str) -> None:
        """Choose in the filter of a list by the names of its fields."""
        for label, words in chosen.items():
            box = self.main.get_by_role("search").get_by_role("combobox", name=label, exact=True)
            box.select_option(label=words)
        self.visitor.presses("筛选")

    def begins(self, act: str, **chosen: str) -> None:
        """Begin an act for all whom the filter of the ledger lets through."""
        self.opens("group/")
        self.filters(**chosen)
        self.main.get_by_label(EVERYBODY).check()
        self.main.get_by_label("为所选的人办理").select_option(label=act)
        self.visitor.presses("下一步")

    def confirms(self, act: str, n: int, *, skipped: int = 0) -> None:
        """Look at the preview, and do it: one entry for all of them."""
        self.visitor.presses("下一步：核对")
        assert self.visitor.sees(f"{act}：{n} 人，一次记录")
        if skipped:
            assert self.visitor.sees(f"（{skipped} 人）")
        self.visitor.presses(f"{act}（{n} 人）")
        self.visitor.hears(f"已办理：{act}，{n} 人")

    def serves(self, n: int, said: dict[str, str], proof: tuple[str, bytes], **chosen: str) -> None:
        """Register in one go how all whom the filter of the board lets through were served."""
        self.opens("group/service/")
        self.filters(**chosen)
        self.main.get_by_label(EVERYBODY).check()
        self.visitor.presses("登记送达")
        self.visitor.fills(self.main, said)
        self.visitor.hands("送达回证、回执", *proof)
        self.visitor.presses("下一步：核对")
        self.visitor.presses(f"登记送达 {n} 件")
        self.visitor.hears(f"已登记送达 {n} 件")

    def keeps_nobody_out(self) -> None:
        """Look at the page as a screen reader and as a phone do."""
        page = self.visitor.page
        assert violations(page) == []
        before = page.viewport_size
        page.set_viewport_size({"width": 375, "height": 780})
        assert (overflow(page), violations(page)) == ([], [])
        assert before
        page.set_viewport_size(before)


def the_list_is_brought(desk: Desk) -> None:
    """Three lines of 503 are wrong; each is told with how to mend it, and none holds up the others."""
    visitor = desk.visitor
    desk.on("2026-04-08", CLERK)
    visitor.goes("/desk/p/arbitration/group/")
    visitor.opens("用名单立案")
    visitor.fills(desk.main, {"被申请人": FIRM, "事实和理由": STORY})
    desk.main.get_by_label("登记簿中没有的，按上面的名称暂登记").check()
    visitor.hands("名单文件", "名单.xlsx", crowd.brought())
    visitor.presses("读取名单，先看结果")
    assert visitor.sees(shown(ASKED))
    wrong = desk.main.get_by_role("region", name=re.compile("^须改正的行"), exact=False).last
    rules = ("校验位不符", "金额不能为负数", "与第9行是同一人（证件号码相同），内容不同")
    for rule in rules:
        expect(wrong).to_contain_text(rule)
    visitor.picture("arbitration-list-preview")
    desk.keeps_nobody_out()
    back = papers.taken(visitor, desk.main.get_by_role("link", name="下载须改正的行"))
    head, *lines = papers.sheet(back)
    assert [line[0] for line in lines] == ["502", "503", "504"]
    for rule, line in zip(rules, lines, strict=True):
        assert rule in line[head.index("问题")]
    assert crowd.Hand(502).number not in str(lines)  # what leaves the house is masked
    visitor.presses("立案，申请人 500 人")
    desk.uid = visitor.page.url.rstrip("/").rpartition("/")[2]
    assert visitor.sees(shown(ASKED))


def what_was_wrong_is_given_up(desk: Desk) -> None:
    """Nobody brings the three lines again."""
    desk.opens("group/list/")
    desk.visitor.opens("继续办理")
    desk.visitor.presses("不用这份名单")
    desk.visitor.hears("名单已清除")


def three_speak_for_all(desk: Desk) -> None:
    visitor = desk.visitor
    desk.opens("group/election/")
    for hand in SPEAKERS:
        desk.main.get_by_role("searchbox", name="按姓名查找申请人").fill(hand.name)
        visitor.presses("查找")
        desk.main.get_by_role("checkbox", name=hand.name).check()
    visitor.fills(desk.main, {"推选方式": "书面推选（上传有申请人签名的推选书）"})
    visitor.hands("推选书（签名表）", *SIGNED)
    visitor.presses("确定代表人")
    visitor.hears("已确定代表人")


def the_case_is_taken(desk: Desk) -> str:
    """Take it as a collective case; return its number."""
    visitor = desk.visitor
    visitor.goes(f"/desk/p/arbitration/counter/{desk.uid}/examine/")
    assert visitor.sees("申请人500人，已满十人")
    assert visitor.sees("由本委管辖")
    visitor.presses("受理（集体争议）")
    assert visitor.sees("代表人")
    said = desk.main.get_by_text(re.compile("劳人仲案字〔2026〕第")).first.inner_text()
    return said.strip()


def the_court_sits(desk: Desk) -> None:
    visitor = desk.visitor
    desk.on("2026-04-09", CLERK)
    visitor.goes("/desk/p/arbitration/hearing-calendar/rooms/")
    visitor.fills(desk.main, {"名称": "第一仲裁庭", "座位": "60"})
    visitor.presses("登记")
    desk.on("2026-04-09", HEAD)
    desk.opens("trial/tribunal/form/")
    roles = dict.fromkeys(ARBITRATORS, "仲裁员")
    roles |= {ARBITRATORS[0]: "首席仲裁员", CLERK: "书记员"}
    for name, role in roles.items():
        desk.main.get_by_label(f"{name}的职责").select_option(role)
    visitor.presses("组成仲裁庭")


def everybody_is_told_at_once(desk: Desk) -> None:
    """One notice for all, one press for a thousand papers; at the factory's door for who has left."""
    visitor = desk.visitor
    desk.on("2026-04-10", CLERK)
    desk.opens("trial/hearings/set/")
    when = {"开庭日期": "2026-05-12", "开始时间": "09:00", "仲裁庭": "第一仲裁庭（60 座）"}
    visitor.fills(desk.main, when)
    visitor.presses("确定开庭")
    desk.case()
    visitor.does("发出应诉通知")
    until = {"答辩期届满日": "2026-04-29", "举证期限届满日": "2026-05-08"}
    visitor.does("集体争议一次性告知", until)
    desk.opens("group/service/")
    desk.keeps_nobody_out()
    desk.serves(2, {"送达方式": "张贴送达", "发出日期": "2026-04-10"}, DOOR, 当事人="被申请人")
    desk.serves(1000, in_person("2026-04-10"), SIGNED, 当事人="申请人")
    assert visitor.sees("2026-04-15 视为送达")


def in_person(day: str) -> dict[str, str]:
    """Return how papers are served that everybody comes for."""
    return {"送达方式": "直接送达", "发出日期": day, "收到日期": day, "签收人": "各本人"}


def the_posting_counts(desk: Desk, n: int) -> None:
    """Register with one press what has hung at the door for three working days."""
    desk.opens("group/service/")
    assert desk.visitor.sees(f"有 {n} 件张贴或公告已到视为送达之日")
    desk.visitor.presses("登记送达")
    desk.visitor.presses(f"登记送达 {n} 件")
    desk.visitor.hears(f"已登记送达 {n} 件")


def the_factory_hears_nothing(desk: Desk) -> None:
    desk.on("2026-04-16", CLERK)
    the_posting_counts(desk, 2)
    assert desk.visitor.sees("文书已全部送达")
    desk.filters(送达情况="已送达", 当事人="被申请人")
    assert desk.visitor.sees("答辩，2026-04-29 届满")


def the_case_is_heard(desk: Desk) -> None:
    visitor = desk.visitor
    desk.on("2026-05-12", CLERK, "11:00")
    desk.opens("trial/hearings/hear/")
    absent = desk.main.get_by_role("group", name="未到庭的当事人").get_by_role("checkbox")
    assert absent.count() == len(SPEAKERS) + 1  # not five hundred
    visitor.fills(desk.main, {"庭审记录": "双方对欠薪没有争议，仲裁庭主持调解。"})
    visitor.presses("提交笔录")
    desk.on("2026-05-12", ARBITRATORS[0], "15:00")
    desk.begins("提出调解方案")
    offer = {
        "各人金额": "按请求的同一比例",
        "按各项请求的百分之几": str(LEAVES),
        "履行期限": "2026-06-30",
        "请于何日前答复": "2026-05-14",
        "其他约定": "以处置设备所得支付。",
    }
    visitor.fills(desk.main, offer)
    desk.confirms("提出调解方案", 500)


def most_of_them_settle(desk: Desk) -> None:
    """The list of who has signed names 460; the others stay as they were."""
    visitor = desk.visitor
    desk.on("2026-05-15", ARBITRATORS[0])
    desk.begins("达成调解", 状态="请求中")
    amounts = desk.main.get_by_role("link", name="下载所选的人的金额表")
    head, *lines = papers.sheet(papers.taken(visitor, amounts))
    stay = {hand.name for hand in STAY}
    signed = [line[:2] for line in lines if line[1] not in stay]
    assert len(signed) == len(AGREE)
    said = {
        "各人金额": "按已提出的调解方案",
        "被代表人的同意": "按名单：只为名单上的人办理，其余不列入",
    }
    visitor.fills(desk.main, said)
    visitor.hands("同意的人的名单", "同意.xlsx", crowd.sheet(head[:2], signed))
    visitor.hands("被代表人同意书", *SIGNED)
    desk.confirms("达成调解", len(AGREE), skipped=len(STAY))
    assert visitor.sees(shown(SETTLED))
    desk.on("2026-05-15", CLERK, "15:00")
    desk.serves(len(AGREE) + 1, in_person("2026-05-15"), SIGNED)
    desk.begins("调解书双方签收", 状态="已达成调解，待签收")
    visitor.fills(desk.main, {"双方签收之日": "2026-05-15"})
    desk.confirms("调解书双方签收", len(AGREE))


def forty_are_awarded(desk: Desk) -> None:
    visitor = desk.visitor
    desk.on("2026-05-18", ARBITRATORS[0])
    desk.begins("终局裁决", 状态="请求中")
    assert visitor.sees(f"只列出在台账中选出的 {len(STAY)} 人")
    desk.main.get_by_text("批量填写：按规则，或读入裁决表").click()
    visitor.fills(desk.main, {"规则": "按请求金额的比例支持", "比例（%）": str(AWARDED)})
    visitor.presses(f"应用于选出的 {len(STAY)} 人")
    assert visitor.sees(f"终局 {shown(GIVEN)}；非终局 ¥0.00；未填 0 项")
    visitor.fills(desk.main, {"经审理查明": "被申请人欠付申请人劳动报酬，双方没有争议。"})
    visitor.presses("核对并作出裁决")
    assert visitor.sees(shown(GIVEN))
    visitor.presses("终局裁决")
    assert visitor.sees("已结案，待送达归档")
    desk.on("2026-05-19", CLERK)
    desk.serves(len(STAY), in_person("2026-05-19"), SIGNED, 当事人="申请人")
    desk.serves(1, {"送达方式": "张贴送达", "发出日期": "2026-05-19"}, DOOR, 当事人="被申请人")
    desk.main.get_by_text("按文书").click()
    visitor.opens(re.compile("^裁决书"))
    expect(desk.main.get_by_text("劳动者对终局裁决起诉，2026-06-03 届满")).to_have_count(len(STAY))
    visitor.picture("arbitration-service-board")


def each_side_has_its_time(desk: Desk) -> None:
    """Fifteen days for who was awarded; thirty for the factory, over the holiday to the first working day."""
    visitor = desk.visitor
    desk.on("2026-05-25", CLERK)
    the_posting_counts(desk, 1)
    desk.filters(送达情况="已送达", 当事人="被申请人")
    assert visitor.sees("申请撤销终局裁决，2026-06-22 届满")
    desk.opens("trial/effects/")
    assert visitor.sees(f"{len(STAY)} 人，已送达 {len(STAY)} 人")
    assert visitor.sees(f"{FIRM}：2026-05-22（周五）")
    until = desk.main.get_by_text("可起诉至 2026-06-03（周三）")
    expect(until).to_have_count(30)  # those whose time runs stand first
    visitor.opens("下一页")
    expect(until).to_have_count(len(STAY) - 30)
    desk.case()
    assert visitor.sees("剩 9 天")
    assert visitor.sees("2026-06-03（周三） 届满")
    assert visitor.sees(f"已送达 {len(HANDS)}")


def the_ledger_is_right_to_the_fen(desk: Desk) -> None:
    visitor = desk.visitor
    desk.opens("group/")
    sums = desk.main.get_by_role("region", name="合计").locator("dd").all_inner_texts()
    assert sums == ["500", shown(ASKED), shown(SETTLED), shown(GIVEN), "¥0.00"]
    desk.main.get_by_text("按请求和按状态合计").click()
    by_head = desk.main.get_by_role("region", name="按请求合计").get_by_role("row")
    overtime = [h.claims[1] for h in HANDS]
    row = by_head.filter(has_text="加班工资").get_by_role("cell").all_inner_texts()
    assert row[1:3] == [str(sum(map(bool, overtime))), shown(sum(overtime))]
    states = desk.main.get_by_role("region", name="按状态合计")
    expect(states.get_by_role("row").filter(has_text="调解书已生效")).to_contain_text("460")
    expect(states.get_by_role("row").filter(has_text="已裁决")).to_contain_text("40")
    visitor.picture("arbitration-group-ledger")
    desk.keeps_nobody_out()
    book = papers.taken(visitor, desk.main.get_by_role("link", name="导出 Excel"))
    head, *lines, last = papers.sheet(book)
    columns = [head.index(f"合计·{word}（元）") for word in ("请求", "调解", "裁决")]
    found = {line[1]: [fen(line[i]) for i in columns] for line in lines}
    assert found == {
        hand.name: [hand.asked, 0, hand.gets(AWARDED)]
        if hand in STAY
        else [hand.asked, hand.gets(LEAVES), 0]
        for hand in HANDS
    }
    assert [fen(last[i]) for i in columns] == [ASKED, SETTLED, GIVEN]


def fen(yuan: str) -> int:
    """Return what a cell of a workbook says, in fen."""
    return int(Decimal(yuan or 0) * 100)


def the_papers_say_so(desk: Desk, number: str) -> None:
    """Open both papers as Word and as PDF: number, every name with its sum, the total in figures and words."""
    desk.opens("trial/effects/")
    capitals = ("肆佰叁拾肆万壹仟玖佰肆拾肆元贰角整", "肆拾叁万叁仟柒佰叁拾肆元肆角整")
    for title, whom, percent, total, words in (
        ("仲裁调解书", AGREE, LEAVES, SETTLED, capitals[0]),
        ("裁决书", STAY, AWARDED, GIVEN, capitals[1]),
    ):
        link = desk.main.get_by_role("link", name=re.compile(f"^Word.*{title}"))
        own = re.search(r"土劳人仲\S+字〔2026〕第\d+号", link.inner_text())
        assert own
        file = papers.taken(desk.visitor, link)
        said = papers.word(file)
        for part in (number, own[0], f"{total // 100}.{total % 100:02d}元（大写：{words}）"):
            assert part in said, (title, part)
        schedule = papers.rows_of(file, "姓名（名称）")[:-1]
        expected = [(hand.name, shown(hand.gets(percent))[1:]) for hand in whom]
        assert [(row[1], row[-1]) for row in schedule] == expected
        link = desk.main.get_by_role("link", name=re.compile(f"^PDF.*{title}"))
        printed = papers.pdf(papers.taken(desk.visitor, link))
        assert printed.startswith("土默特右旗劳动人事争议仲裁委员会")
        for part in (title, own[0], number, words, *(hand.name for hand in whom)):
            assert part in printed, (title, part)


@pytest.mark.long
def test_five_hundred_workers_of_a_closed_factory(mill: World, opens: Opens) -> None:
    desk = Desk(mill, opens(mill))
    the_list_is_brought(desk)
    what_was_wrong_is_given_up(desk)
    three_speak_for_all(desk)
    number = the_case_is_taken(desk)
    the_court_sits(desk)
    everybody_is_told_at_once(desk)
    the_factory_hears_nothing(desk)
    the_case_is_heard(desk)
    most_of_them_settle(desk)
    forty_are_awarded(desk)
    each_side_has_its_time(desk)
    the_ledger_is_right_to_the_fen(desk)
    the_papers_say_so(desk, number)

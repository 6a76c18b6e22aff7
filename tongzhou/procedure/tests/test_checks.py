"""Each mistake somebody could make in a declaration is found when the program starts."""

from dataclasses import replace
from datetime import date
from typing import Annotated

import pytest

from tongzhou.law import article, days
from tongzhou.procedure import catalogue, checks
from tongzhou.procedure.declare import (
    HANDED,
    PARTY,
    TIME,
    Act,
    Between,
    Extension,
    Handover,
    Kind,
    Ledger,
    Limit,
    Office,
    Once,
    Paper,
    Procedure,
    Reply,
    Round,
    Slot,
    State,
    after,
    body_late,
    puts,
    takes_effect,
)
from tongzhou.procedure.examples.line import EXAMPLES
from tongzhou.procedure.facts import Answer, Destination, Facts, Text, Writing, ask
from tongzhou.procedure.papers.templates import Draft, Template

CLERK = Office("clerk", "书记员")
NEW, DONE = State("new", "新收", "已收到"), State("done", "办结", "已办结", final=True)
LAW = article("劳动合同法", 54)
WAITING = State("waiting", "等待", "等待")
PERSON = Kind("person", "当事人", (WAITING,))
STRANGE = State("strange", "陌生", "陌生")
STRANGER = Kind("stranger", "外人", (STRANGE,))


class Note(Facts, frozen=True):
    day: Annotated[date, ask("日期")]


class BadlySealed(Facts, frozen=True):
    age: Annotated[int, ask("年龄", sealed=True)]


class WellSealed(Facts, frozen=True):
    name: Annotated[Text, ask("姓名", sealed=True)]


begin = Act("begin", "立案", by=CLERK, at=(), to=NEW, asks=Note)
end = Act("end", "办结", by=CLERK, at=NEW, to=DONE)
other = Act("other", "外来", by=CLERK, at=NEW)
PLAIN = Procedure(
    "plain", "简单", date(2020, 1, 1), begin, (end,), put_right_by=(CLERK,), steps=(NEW, DONE)
)


def with_(**change):
    return replace(PLAIN, **change)


def and_(*acts, **change):
    return with_(acts=(end, *acts), **change)


def limit(code="l", **change):
    return Limit(code, "期限", days(5), **({"cites": LAW, "starts": begin, "stops": end} | change))


def round_(**change):
    sign = Act("sign", "签署", by=CLERK, at=NEW, asks=Answer)
    first = {"at": NEW, "slots": (Slot(CLERK),), "sign": sign, "agreed": DONE, "refused": NEW}
    return Round("r", "会签", **(first | change))


def never(_view):
    return False


def nothing(_view, _facts):
    return {}


UNSAID = article(" ", 1)
PLANTED = [
    ("E001", with_(opens=replace(begin, to=None)), "从哪个状态开始"),
    ("E001", with_(acts=(end, Act("x", "别处", by=CLERK, at=WAITING, to=DONE))), "“等待”无法到达"),
    ("E002", and_(Act("park", "搁置", by=CLERK, at=NEW, to=WAITING)), "“等待”不是终局状态"),
    ("E003", and_(Act("x", "无主", by=(), at=NEW)), "“无主”无人可以办理"),
    ("E003", and_(Act("x", "自动", by=TIME, at=NEW)), "却没有期限在届满时引起它"),
    ("E003", with_(put_right_by=()), "由谁更正"),
    ("E003", with_(rounds=(round_(slots=()),)), "没有签署单位"),
    ("E003", with_(rounds=(round_(slots=(Slot(Office("o", "外人")),)),)), "外人不能办理“签署”"),
    ("E004", and_(Act("x", "别处", by=CLERK, at=WAITING)), "永远不能办理"),
    ("E004", with_(opens=replace(begin, at=NEW)), "不能要求案件已处于某状态"),
    ("E004", with_(rounds=(round_(at=DONE),)), "期间不能办理“签署”"),
    ("E005", with_(opens=replace(begin, issues=Paper("p", " "))), "没有名称"),
    ("E005", with_(opens=replace(begin, issues=Paper("p", "函", "〔2026〕{n}"))), "须含年份和序号"),
    ("E005", with_(case_number=Paper("p", "案号", "{year}")), "各案同号"),
    ("E006", with_(limits=(limit(cites=UNSAID),)), "没有依据条文"),
    ("E006", with_(limits=(limit(cites=None),)), "没有依据条文"),
    ("E006", with_(handovers=(Handover(end, "plain", nothing, UNSAID),)), "没有依据条文"),
    ("W007", with_(limits=(limit(cites=article("不存在的法", 1)),)), "不在法规目录中"),
    (
        "W007",
        and_(Act("x", "引用", by=CLERK, at=NEW, cites=article("虚构法", 2))),
        "不在法规目录中",
    ),
    ("E010", with_(limits=(limit(on_lapse=takes_effect(end)),)), "须由期限届满办理"),
    ("E011", and_(replace(end, label="再办结")), "办理行为代码“end”重复"),
    ("E011", with_(limits=(limit(), limit())), "期限代码“l”重复"),
    ("E011", and_(Act("x", "又", by=CLERK, at=replace(NEW, staff="旧收"))), "有两种写法"),
    ("E012", with_(steps=(NEW, WAITING)), "“等待”不是本规程的状态"),
    (
        "E013",
        and_(Act("x", "缺", by=CLERK, at=NEW, to=State("mute", "缺公众说法", ""))),
        "两种说法",
    ),
    (
        "E013",
        and_(Act("x", "缺", by=CLERK, at=NEW, about=Kind("k", "人", (State("m", "", "有"),)))),
        "",
    ),
    (
        "E014",
        and_(Act("x", "错", by=CLERK, at=NEW, about=PERSON, subject_at=STRANGE)),
        "没有状态“陌生”",
    ),
    (
        "E014",
        and_(Act("x", "错", by=CLERK, at=NEW, about=PERSON, subject_to=STRANGE)),
        "没有状态“陌生”",
    ),
    ("E014", and_(Act("x", "错", by=CLERK, at=NEW, adds=True)), "没有写明是哪一类"),
    ("E014", and_(Act("x", "错", by=CLERK, at=NEW, by_owner=True)), "却不涉及任何事项"),
    ("E014", with_(handled_by=STRANGER), "承办人“外人”不是"),
    (
        "E015",
        and_(Act("x", "错", by=CLERK, at=NEW, writes="t"), texts={"t": ("a",)}),
        "须是 Writing",
    ),
    ("E015", and_(Act("x", "错", by=CLERK, at=NEW, writes="t", asks=Writing)), "没有声明"),
    ("E015", and_(Act("x", "错", by=CLERK, at=NEW, moves=True)), "须是 Destination"),
    ("E015", with_(ledgers=(Ledger(PERSON, (puts("a", begin, "sums"),)),)), "字段“sums”不存在"),
    ("E015", with_(ledgers=(Ledger(PERSON, (puts("a", other, "x"),)),)), "不是本规程的办理行为"),
    ("E015", with_(limits=(limit(starts=after(begin, day="when")),)), "日期“when”不存在"),
    ("E015", with_(limits=(limit(extended=Extension(by=end, most=5)),)), "延长日数“days”不存在"),
    ("E015", with_(rounds=(round_(sign=other),)), "意见须是 Answer"),
    ("E015", with_(rounds=(round_(text="t"),)), "所签文本“t”没有声明"),
    ("E015", with_(rounds=(round_(slots=(Slot(CLERK, ("a",)),)),)), "部分“a”不在文本中"),
    ("E016", with_(limits=(limit(starts=()),)), "从不起算"),
    ("E016", with_(limits=(limit(stops=other),)), "“外来”不是本规程的办理行为"),
    ("E016", with_(limits=(limit(on_lapse=body_late(opens=other)),)), "“外来”不是本规程"),
    ("E016", with_(limits=(limit(not_counted=(Between(other, end, "停"),)),)), "“外来”不是本规程"),
    ("E018", and_(Act("x", "错", by=CLERK, at=NEW, asks=BadlySealed)), "保密字段“age”须是文字"),
    ("E023", and_(Act("x" * 41, "长", by=CLERK, at=NEW)), "须为1至40个字符"),
    ("E023", and_(Act("a/b", "斜", by=CLERK, at=NEW)), "不含"),
]


@pytest.mark.parametrize(("code", "procedure", "words"), PLANTED)
def test_a_planted_fault_is_found_and_named(code, procedure, words):
    found = [str(f) for f in checks.faults(procedure) if f.code == code]
    assert any(words in line for line in found), found
    assert all(line.startswith("plain（2020-01-01）") for line in found)


def target(**change):
    opens = Act("open", "移入", by=HANDED, at=(), to=NEW, about=PERSON, adds=True)
    return replace(PLAIN, **({"code": "target", "opens": opens} | change))


HAND = Handover(end, "target", nothing, LAW)
BETWEEN = [
    ("E008", [with_(handovers=(HAND,))], "规程“target”不存在"),
    ("E008", [with_(handovers=(HAND,)), replace(PLAIN, code="target")], "不能由移交立案"),
    ("E008", [with_(handovers=(replace(HAND, takes=(STRANGER,)),)), target()], "所带“外人”不是"),
    ("E008", [with_(handovers=(replace(HAND, after=other),)), target()], "“外来”不是本规程"),
    (
        "E008",
        [
            with_(handovers=(replace(HAND, unless=Reply(end, "target", "end", nothing, LAW)),)),
            target(),
        ],
        "写明所涉的人",
    ),
    ("E009", [target(replies=(Reply(end, "plain", "no", nothing, LAW),)), PLAIN], "没有“no”"),
    ("E009", [target(replies=(Reply(end, "gone", "no", nothing, LAW),))], "没有“no”"),
    (
        "E009",
        [target(replies=(Reply(end, "plain", "end", nothing, LAW),)), PLAIN],
        "不能由回告办理",
    ),
    ("E009", [target(replies=(Reply(end, "plain", "end", nothing, LAW),)), PLAIN], "从不移交"),
    ("E009", [target(replies=(Reply(other, "plain", "end", nothing, LAW),)), PLAIN], "“外来”不是"),
    ("E017", [PLAIN, replace(PLAIN, code="b", put_right_by=(replace(CLERK, level=4),))], "不一致"),
]


@pytest.mark.parametrize(("code", "procedures", "words"), BETWEEN)
def test_a_fault_between_procedures_is_found(code, procedures, words):
    found = [str(f) for f in checks.faults_between(procedures) if f.code == code]
    assert any(words in line for line in found), found


def test_documents_nobody_issues_and_papers_without_a_layout_are_found():
    def draw(_issue):
        raise AssertionError

    paper, orphan = Paper("p", "通知"), Paper("q", "孤本")
    line = catalogue.Line(
        "line",
        "业务",
        "file",
        (with_(opens=replace(begin, issues=paper)),),
        documents=(
            Template(orphan, draw),
            Draft("d", "草稿", "elsewhere", draw),
            Draft("e", "稿", "plain", draw, states=("nowhere",)),
        ),
    )
    found = {(f.code, f.words) for f in checks.faults_of_documents([line])}
    assert found == {
        ("E005", "文书“孤本”有样式，却没有办理行为制作它"),
        ("I005", "文书“通知”没有专用样式，以通用版式制作"),
        ("E005", "文稿“草稿”所属的规程“elsewhere”不存在"),
        ("E005", "文稿“稿”所限的状态“nowhere”不存在"),
    }


def test_a_sound_declaration_has_no_fault():
    sound = replace(
        and_(
            Act("sealed", "保密", by=PARTY, at=NEW, asks=WellSealed),
            Act("move", "移转", by=CLERK, at=NEW, asks=Destination, moves=True),
            limits=(limit(),),
            onces=(Once(never, at=NEW, to=DONE),),
        )
    )
    assert checks.faults(sound) == []
    assert checks.faults_between([sound]) == []


def test_the_examples_and_every_line_of_the_house_have_no_fault():
    procedures = [*EXAMPLES.procedures, *catalogue.every_version()]
    found = [str(f) for p in procedures for f in checks.faults(p)]
    assert found == []
    assert checks.faults_between(EXAMPLES.procedures) == []
    assert checks.faults_between(catalogue.every_version()) == []


def test_an_article_nobody_has_checked_may_not_give_effect():
    with pytest.raises(ValueError, match="nobody has checked"):
        limit(cites=article("某规定", 1, verified=False), on_lapse=takes_effect(end))
    sound = limit(cites=article("某规定", 1, verified=False))
    with pytest.raises(ValueError, match="nobody has checked"):
        sound.but(on_lapse=takes_effect(end))


def test_django_stops_at_a_fault():
    broken = catalogue.Line("broken", "坏", "x", (with_(code="broken.one", put_right_by=()),))
    catalogue.enter(broken)
    try:
        found = checks.check_catalogue()
    finally:
        catalogue.strike("broken")
    assert [(m.id, m.is_serious()) for m in found if "broken.one" in m.msg] == [
        ("procedure.E003", True)
    ]

"""Every paper of arbitration, drawn from a life and read back: its words, amounts, numbers, and the rights it tells."""

from __future__ import annotations

import re

import pytest

from tongzhou.law import CALENDAR
from tongzhou.lines.arbitration import facts, papers
from tongzhou.lines.arbitration.documents.tables import asked, schedule
from tongzhou.lines.arbitration.offices import ARBITRATOR, CLERK
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.lines.arbitration.tests import paper_lives as lives
from tongzhou.lines.arbitration.tests.court import FIRM, Court, day
from tongzhou.lines.arbitration.tests.paper_lives import COMMISSION, NUMBER, ONE
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import PARTY, Paper
from tongzhou.procedure.models import Entry
from tongzhou.procedure.papers import Document, Table, drafts_for
from tongzhou.procedure.papers.served import draft, issue_of
from tongzhou.procedure.papers.word import docx_of

pytestmark = pytest.mark.long

# What no paper may ever say: keys, unfilled places, marks that meet.
SLIPS = re.compile(r"None|claimant/|respondent/|[{}]|。。|；。|，。|：。|，，|（）|《》")


def award(court: Court, act: str, head: str, fen: int, **more: object) -> Entry:
    """Let one worker who asks for 30 000 wages and 9 600 severance be awarded one item."""
    case = court.simple("2026-03-02", claims={"wages": 30_000, "severance": 9_600})
    stated = facts.Award(
        items={ONE: {head: fen}},
        reasons="理由成立。",
        minimum_wage=231_000,
        minimum_wage_version="自治区2025年最低工资标准，二类地区",
        **more,  # type: ignore[arg-type]
    )
    return court.does(case, act, ARBITRATOR, "2026-04-01", stated, (ONE,))


def said(entry: Entry) -> str:
    return lives.words_of(docx_of(lives.drawn(entry)))


def test_every_paper_is_drawn_by_its_own_template_and_says_nothing_odd(court: Court) -> None:
    lives.registers()
    case, entries = lives.tried(court)
    entries += lives.intake(court) + lives.decided(court, case) + lives.others(court)
    entries += lives.closed(court, case) + lives.group(court)[1]
    entries.append(award(court, "award_other", "wages", 3_000_000))
    found = {e.issued["paper"]: said(e) for e in entries}
    assert set(found) == {p.code for p in vars(papers).values() if isinstance(p, Paper)}
    for entry in entries:
        words = found[entry.issued["paper"]]
        assert COMMISSION in words, entry.act
        assert not SLIPS.search(words), (entry.act, SLIPS.search(words))
        assert "〇二六年" in words or entry.issued["paper"] == "minutes", entry.act
    numbered = [e for e in entries if e.issued.get("number")]
    assert len(numbered) > 25
    assert all(e.issued["number"] in said(e) for e in numbered[:6])


def test_the_pages_say_the_same_as_word(court: Court) -> None:
    lives.registers()
    entry = award(court, "award_final", "severance", 950_050)
    flat = lives.in_pdf(lives.drawn(entry)).replace(" ", "")
    for line in said(entry).replace(" ", "").split("\n"):
        assert line.replace("　", "") in flat.replace("　", ""), line


def test_an_award_states_parties_sums_test_and_rights(court: Court) -> None:
    lives.registers()
    case, _ = lives.tried(court)
    final = lives.decided(court, case)[1]
    words = said(final)
    assert f"示例职工1，女，1990年5月20日出生，公民身份号码{NUMBER}" in words
    assert f"统一社会信用代码{lives.CREDIT}" in words
    assert "支付劳动报酬（拖欠工资）9600.00元（大写：玖仟陆佰元整）。" in words
    assert "月工资4800.00元×2个月=9600.00元" in words
    assert (
        "最低工资标准为2310.00元（依据：自治区2025年最低工资标准，二类地区），十二个月金额为27720.00元"
        in words
    )
    assert "约定月工资\n4800\n4500\n有争议\n4800.00元" in words
    assert "入职日期\n2023-02-20\n2023-02-20\n无争议\n2023-02-20" in words
    assert "工作地点" not in words  # of which nobody has said anything
    assert (
        "收到裁决书之日起十五日内向人民法院提起诉讼（《中华人民共和国劳动争议调解仲裁法》第四十八条）"
        in words
    )
    assert "三十日内向本委所在地的中级人民法院申请撤销裁决" in words
    assert words.rstrip().count("仲裁员　示例仲裁员2") == 1
    assert "二〇二六年四月十日" in words


def test_an_award_that_is_not_final_says_why_and_that_both_may_sue(court: Court) -> None:
    words = said(award(court, "award_other", "wages", 3_000_000))
    assert "该项数额超过27720.00元，不适用终局裁决" in words
    assert "当事人不服本裁决的，可以自收到裁决书之日起十五日内" in words
    assert "期满不起诉的，裁决书发生法律效力" in words
    assert "中级人民法院" not in words
    assert "终局裁决\n" not in words


def test_what_was_asked_beyond_the_award_is_refused_in_words(court: Court) -> None:
    less = said(award(court, "award_final", "severance", 500_000))
    assert "二、驳回申请人示例职工1关于经济补偿的其他请求。" in less
    nought = said(award(court, "award_final", "severance", 0))
    assert "一、驳回申请人示例职工1关于经济补偿的请求。" in nought


def test_a_mediation_statement_tells_when_it_takes_effect(court: Court) -> None:
    lives.registers()
    words = said(lives.others(court)[-1])
    assert (
        "于2026年4月30日前向申请人示例职工1支付劳动报酬（拖欠工资）8000.00元（大写：捌仟元整）。"
        in words
    )
    assert "本调解书经双方当事人签收后，发生法律效力" in words
    assert "双方就本案争议再无其他争议。" in words


def test_each_notice_tells_the_days_and_the_way_to_the_court(court: Court) -> None:
    lives.registers()
    found = {e.issued["paper"]: said(e) for e in lives.intake(court)}
    assert "（至迟于2026年3月9日）" in found["receipt"]
    assert "1.身份证复印件。" in found["correction"]
    assert "请于2026年3月10日前补正" in found["correction"]
    assert "可以就该劳动争议事项向人民法院提起诉讼" in found["refusal"]
    assert "期限于2026年3月16日届满" in found["not_decided"]
    tried = {e.issued["paper"]: said(e) for e in lives.tried(court)[1]}
    assert "十个工作日内向本委提交答辩书" in tried["summons"]
    assert "解除、终止劳动关系" in tried["evidence_period"]  # what the employer proves of severance
    assert "2026年4月8日09:00" in tried["hearing_notice"]
    assert "审理期限延长10日" in tried["extension"]


def test_an_application_brings_everything_that_must_stand_in_it(court: Court) -> None:
    lives.registers()
    case = lives.opened(court, "2026-03-02", channel="口头申请笔录")
    form = next(d for d in drafts_for(court.view(case)) if d.code == "application")
    words = lives.words_of(draft(case, form, "docx", calendar=CALENDAR))
    assert "劳动人事争议口头申请笔录" in words
    for piece in (NUMBER, "13800000001", "示例嘎查1号", "1990年5月20日", "示例法人", lives.CREDIT):
        assert piece in words, piece
    assert "1.劳动报酬（拖欠工资）9600.00元（大写：玖仟陆佰元整）" in words
    assert "以上笔录已向申请人宣读" in words


@pytest.mark.parametrize("name", ["王喆", "李堃", "赵赟", "龚䶮", "巴图·斯琴"])
def test_a_rare_name_stands_in_word_and_on_the_page(court: Court, name: str) -> None:
    case = court.door.open_case(
        "arbitration.dispute",
        by=court.who(PARTY),
        at=lives.at("2026-03-02"),
        region=lives.COUNTY,
        facts=facts.Application(
            names={ONE: name, FIRM: "示例建筑有限公司"},
            claims={ONE: (ClaimItem(head="wages", amount=1),)},
            story="拖欠工资。",
        ),
    )
    document = lives.drawn(Entry.objects.get(case=case))
    assert name in lives.words_of(docx_of(document))
    assert name in lives.in_pdf(document)


def tables_of(document: Document) -> list[Table]:
    return [b for b in document.every_block() if isinstance(b, Table)]


def test_the_schedule_of_five_hundred_is_whole_and_right_to_the_fen(court: Court) -> None:
    lives.registers(people=3)
    case = court.group("2026-03-02", n=500)
    items = {f"claimant/w{n}": {"wages": 900_000 + n} for n in range(1, 501)}
    stated = facts.Award(items=items, reasons="理由成立。", minimum_wage=231_000)
    entry = court.does(case, "award_final", ARBITRATOR, "2026-04-01", stated, tuple(items))
    document = lives.drawn(entry)
    (annex,) = document.annexes
    assert annex.landscape
    table = annex.blocks[0]
    assert isinstance(table, Table)
    assert [row[1] for row in table.rows[:-1]] == [f"示例职工{n}" for n in range(1, 501)]
    fen = [int(row[-1].replace(",", "").replace(".", "")) for row in table.rows]
    assert sum(fen[:-1]) == fen[-1] == 450_125_250
    assert table.rows[0][2] == "150***********0128"
    words = lives.words_of(docx_of(document))
    assert (
        "向示例职工1等500人支付共计4501252.50元（大写：肆佰伍拾万壹仟贰佰伍拾贰元伍角整）" in words
    )
    assert NUMBER not in words
    assert "示例职工500\n" in words


def test_a_schedule_has_a_column_and_a_total_for_each_head(court: Court) -> None:
    case, (accepted, _) = lives.group(court)
    issue = issue_of(accepted, CALENDAR)
    table = schedule(issue, asked(issue.view.of(CLAIMANT)))
    assert table.head[3:] == ("劳动报酬", "加班工资", "合计")
    assert table.rows[-1] == ("", "合计", "12人", "115,200.00", "14,400.00", "129,600.00")
    assert case.number in said(accepted)


def test_a_court_is_told_only_what_is_in_force_and_unpaid(court: Court) -> None:
    lives.registers()
    case, _ = lives.tried(court)
    lives.decided(court, case)
    enforced = lives.closed(court, case)[1]
    words = said(enforced)
    assert (
        "尚应支付18200.50元（大写：壹万捌仟贰佰元伍角整）" in words
    )  # 9 600.00 less 1 000.00, and 9 600.50
    for issued in Entry.objects.filter(case=case, seq__lte=enforced.seq).exclude(issued={}):
        assert issued.digest[:32] in words


def test_an_award_sued_upon_is_not_enforced(court: Court) -> None:
    lives.registers()
    case = court.simple("2026-03-02")
    court.does(
        case, "award_final", ARBITRATOR, "2026-04-01", court.award({ONE: {"wages": 9_600}}), (ONE,)
    )
    court.serves(case, "serve_final", "2026-04-02", ONE, FIRM)
    suit = facts.Suit(filed_on=day("2026-04-03"), court="示例旗人民法院")
    court.does(case, "sue_final", CLERK, "2026-04-03", suit, (ONE,))
    asked_for = facts.Enforcement(filed_on=day("2026-04-07"), court="示例旗人民法院")
    entry = court.does(case, "enforce", CLERK, "2026-04-07", asked_for, (ONE,))
    assert "尚应支付0.00元" in said(entry)
    assert "劳动者已起诉，裁决不发生法律效力" in said(entry)


def test_the_list_of_the_archive_says_until_when_the_file_is_kept(court: Court) -> None:
    lives.registers()
    case, _ = lives.tried(court)
    lives.decided(court, case)
    words = said(lives.closed(court, case)[-1])
    assert "以裁决结案，自归档之日起不少于10年，至2036年5月20日" in words
    assert "申请仲裁" in words
    assert "终局裁决" in words

"""Lives in which every paper of arbitration is issued, and what a drawn page says, read back."""

from __future__ import annotations

import io
from collections.abc import Iterable
from typing import Any

import docx

from tongzhou.law import CALENDAR
from tongzhou.lines.arbitration import facts
from tongzhou.lines.arbitration.offices import ARBITRATOR, CHAIR, CLERK, HEAD
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.declare import PARTY
from tongzhou.procedure.models import Case, Entry
from tongzhou.procedure.papers.pdf import drawn_pages
from tongzhou.procedure.papers.served import document_of, issue_of, paper_file
from tongzhou.registry.models import Body, Employer, Region, Worker

from .court import COUNTY, FIRM, Court, at, day

ONE = "claimant/w1"
NUMBER = "150221199005200128"
CREDIT = "91150221MA0N3X5T8D"
COMMISSION = "土默特右旗劳动人事争议仲裁委员会"
ITEMS = (
    ClaimItem(
        head="wages",
        amount=960_000,
        since=day("2025-11-01"),
        until=day("2026-01-31"),
        basis="月工资4800.00元×2个月=9600.00元",
    ),
    ClaimItem(head="severance", amount=1_440_000, basis="月平均工资4800.00元×3个月=14400.00元"),
    ClaimItem(head="certificate"),
)


def registers(*, people: int = 1) -> None:
    """Let the commission, the firm and the workers stand in the registers."""
    for code, name, level, parent in (
        ("15", "内蒙古自治区", "province", None),
        ("1502", "包头市", "league", "15"),
        (COUNTY, "土默特右旗", "county", "1502"),
        ("150223", "达尔罕茂明安联合旗", "county", "1502"),
    ):
        Region.objects.create(
            code=code, name=name, short_name=name, level=level, parent_id=parent, basis="gbt2260"
        )
    Body.objects.create(
        kind="arbitration",
        name=COMMISSION,
        short_name="达茂旗仲裁委",
        region_id=COUNTY,
        document_prefix="达劳人仲",
    )
    Employer.objects.create(
        pk=1,
        name="示例建筑有限公司",
        uscc=CREDIT,
        region_id=COUNTY,
        legal_representative="示例法人",
        address="土默特右旗示例路1号",
    )
    for n in range(1, people + 1):
        number = NUMBER if n == 1 else f"15022119900520{n:03d}X"
        Worker(
            pk=n,
            name=f"示例职工{n}",
            id_number=number,
            phone="13800000001",
            address=f"示例嘎查{n}号",
        ).save()


def opened(court: Court, on: str, **more: Any) -> Case:
    """Let one worker apply for wages, severance and a certificate, with all that is asked on the way."""
    return court.door.open_case(
        "arbitration.dispute",
        by=court.who(CLERK),
        at=at(on),
        region=COUNTY,
        facts=facts.Application(
            names={ONE: "示例职工1", FIRM: "示例建筑有限公司"},
            claims={ONE: ITEMS},
            story="我在示例工地做瓦工，公司拖欠两个月工资，并口头通知我不用来了。",
            hired_on=day("2023-02-20"),
            left_on=day("2026-02-10"),
            post="瓦工",
            monthly_wage=480_000,
            **more,
        ),
    )


def intake(court: Court) -> list[Entry]:
    """Papers is asked for, the clerk is late, one application is refused; another is proposed to a mediator."""
    case = opened(court, "2026-03-02")
    first = Entry.objects.filter(case=case).get()
    missing = facts.Missing(items=("身份证复印件", "劳动合同"), due=day("2026-03-10"))
    asked = court.does(case, "ask_papers", CLERK, "2026-03-04", missing)
    court.does(
        case, "supply_own", PARTY, "2026-03-09", facts.Supplement(note="已补"), ("claimant/w1",)
    )
    late = court.does(case, "certify_not_decided", CLERK, "2026-03-17")
    refused = court.does(
        case,
        "refuse",
        CLERK,
        "2026-03-18",
        facts.Refusal(
            ground="不属于本仲裁委员会管辖",
            detail="履行地在外地",
            door="示例旗劳动人事争议仲裁委员会",
        ),
    )
    many = court.opens("2026-03-02", n=12)
    proposed = court.does(
        many, "suggest", CLERK, "2026-03-03", facts.Suggestion(body="示例园区调解委员会")
    )
    return [first, asked, late, refused, proposed]


def tried(court: Court) -> tuple[Case, list[Entry]]:
    """One case from its acceptance to the minutes of its hearing, with everything that may come between."""
    case = opened(court, "2026-03-02")
    ground = facts.SimpleAcceptance(ground="双方同意", suited=True)
    out = [court.does(case, "accept_simple", CLERK, "2026-03-03", ground)]
    court.sits(case, "2026-03-03")
    out.append(court.does(case, "summon", CLERK, "2026-03-03"))
    court.serves(case, "serve_copy", "2026-03-04", FIRM)
    out.append(court.does(case, "notify_tribunal", CLERK, "2026-03-04"))
    out += _objections(court, case)
    said = facts.Defence(words="工资已结清，系其自行离职。")
    court.does(case, "answer", CLERK, "2026-03-12", said, (FIRM,))
    out.append(court.does(case, "forward_defence", CLERK, "2026-03-13", None, (FIRM,)))
    period = facts.EvidencePeriod(until=day("2026-03-24"), words="请提交考勤记录")
    out.append(court.does(case, "set_evidence", CLERK, "2026-03-13", period))
    _elements(court, case)
    out += _hearing(court, case)
    return case, out


def _objections(court: Court, case: Case) -> list[Entry]:
    """An objection rejected, a recusal denied, a counterclaim taken, a third party joined."""
    raised = facts.Objection(names={"objection/1": "管辖异议"}, by=FIRM, ground="履行地不在本旗")
    court.does(case, "object", CLERK, "2026-03-05", raised)
    no = facts.Reason(reason="劳动合同履行地在本旗")
    out = [court.does(case, "reject_objection", ARBITRATOR, "2026-03-06", no, ("objection/1",))]
    asked = facts.RecusalRequest(
        names={"recusal/1": "申请回避"}, member="member/102", ground="与本案有利害关系"
    )
    court.does(case, "ask_recusal", PARTY, "2026-03-06", asked)
    answer = facts.RecusalDecision(
        request="recusal/1", member="member/102", granted=False, reason="经查不属实"
    )
    out.append(court.does(case, "decide_recusal", HEAD, "2026-03-09", answer, ("recusal/1",)))
    items = (ClaimItem(head="training_fee", amount=300_000, basis="培训费3000.00元"),)
    back = facts.CounterClaim(
        names={"counterclaim/1": "反申请"}, by=FIRM, items=items, story="违反服务期约定"
    )
    court.does(case, "counterclaim", CLERK, "2026-03-09", back)
    yes = facts.Reason(reason="在答辩期内提出")
    out.append(court.does(case, "take_counterclaim", CLERK, "2026-03-10", yes, ("counterclaim/1",)))
    third = facts.Joining(names={"third/e2": "示例劳务有限公司"}, ground="系劳务分包单位")
    out.append(court.does(case, "join", ARBITRATOR, "2026-03-11", third))
    return out


def _elements(court: Court, case: Case) -> None:
    mine = facts.Elements(of={ONE: {"hired_on": "2023-02-20", "wage": "4800", "post": "瓦工"}})
    court.does(case, "state_elements", PARTY, "2026-03-13", mine, (ONE,))
    theirs = facts.Elements(of={ONE: {"hired_on": "=", "wage": "4500", "post": "="}})
    court.does(case, "state_elements", CLERK, "2026-03-16", theirs, (FIRM,))
    found = facts.Findings(of={ONE: {"wage": "4800.00元"}}, reasons="银行流水载明每月4800.00元。")
    court.does(case, "find_facts", ARBITRATOR, "2026-03-17", found, (ONE,))


def _hearing(court: Court, case: Case) -> list[Entry]:
    set_down = facts.Hearing(
        names={"hearing/1": "第一次开庭"},
        hearing_on=day("2026-04-08"),
        starts="09:00",
        room="第一仲裁庭",
    )
    court.does(case, "set_hearing", CLERK, "2026-03-27", set_down)
    out = [court.does(case, "notify_hearing", CLERK, "2026-03-30", None, ("hearing/1",))]
    still = facts.Stay(ground="其他应当中止审理的情形", detail="等待核实")
    out.append(court.does(case, "stay", HEAD, "2026-03-31", still))
    out.append(court.does(case, "resume", HEAD, "2026-04-02", facts.Resumption()))
    more = facts.More(days=10, reason="需要核对考勤原始记录")
    out.append(court.does(case, "extend", CHAIR, "2026-04-03", more))
    held = facts.Minutes(
        present=("申请人示例职工1", "被申请人委托代理人示例律师"),
        focus="月工资数额",
        words="仲裁员：现在开庭。\n申请人：请求同申请书。",
    )
    out.append(court.does(case, "hear", CLERK, "2026-04-08", held, ("hearing/1",)))
    return out


def decided(court: Court, case: Case) -> list[Entry]:
    """Advance execution, a partial award, a final and another one; enforcement and the archive."""
    now = facts.Advance(
        items={ONE: {"wages": 200_000}}, clear=True, hardship=True, court="示例旗人民法院"
    )
    out = [court.does(case, "advance", ARBITRATOR, "2026-04-09", now, (ONE,))]
    final = facts.Award(
        items={ONE: {"wages": 960_000}},
        found="申请人2026年1月工资未发。",
        reasons="用人单位应当按月足额支付劳动报酬。",
        minimum_wage=231_000,
        minimum_wage_version="自治区2025年最低工资标准，二类地区",
    )
    out.append(court.does(case, "award_final", ARBITRATOR, "2026-04-10", final, (ONE,)))
    other = facts.Award(
        items={ONE: {"certificate": 0}},
        reasons="用人单位应当在解除时出具证明。",
        orders=("被申请人于本裁决生效之日起十五日内为申请人出具解除劳动合同的证明",),
        minimum_wage=231_000,
        minimum_wage_version="自治区2025年最低工资标准，二类地区",
    )
    out.append(court.does(case, "award_partial", ARBITRATOR, "2026-04-13", other, (ONE,)))
    return out


def closed(court: Court, case: Case) -> list[Entry]:
    """The last item is awarded in part, everything is served, enforced and archived."""
    rest = facts.Award(
        items={ONE: {"severance": 960_050}},
        reasons="解除违法但工作年限按二年计算。",
        minimum_wage=231_000,
        minimum_wage_version="示例标准",
    )
    out = [court.does(case, "award_final", ARBITRATOR, "2026-04-14", rest, (ONE,))]
    court.serves(case, "serve_final", "2026-04-15", ONE, FIRM)
    court.serves(case, "serve_other", "2026-04-15", ONE, FIRM, "third/e2")
    court.does(
        case,
        "pay",
        CLERK,
        "2026-05-06",
        facts.Given(items={ONE: {"wages": 100_000}}, received_on=day("2026-05-06")),
        (ONE,),
    )
    asked = facts.Enforcement(filed_on=day("2026-05-11"), court="示例旗人民法院")
    out.append(court.does(case, "enforce", CLERK, "2026-05-11", asked, (ONE,)))
    kept = facts.Archive(volume="2026-1", pages=88)
    out.append(court.does(case, "archive", CLERK, "2026-05-20", kept))
    return out


def others(court: Court) -> list[Entry]:
    """Cases that end otherwise: converted, late, transferred, withdrawn, defaulted, cancelled, ended, settled."""
    out = []
    case = court.simple("2026-03-02")
    turned = facts.Conversion(reason="案情复杂")
    out.append(court.does(case, "convert", ARBITRATOR, "2026-03-20", turned))
    out.append(court.does(case, "certify_late", CLERK, "2026-04-20"))
    away = facts.Transfer(region="150223", ground="劳动合同履行地在达茂旗")
    out.append(court.does(case, "transfer", HEAD, "2026-04-21", away))
    case = court.simple("2026-03-03")
    gone = facts.Withdrawal(reason="双方和解")
    out.append(court.does(case, "withdraw", CLERK, "2026-03-10", gone, (ONE,)))
    case = court.simple("2026-03-04")
    absent = facts.Hearing(
        names={"hearing/1": "第一次开庭"},
        hearing_on=day("2026-03-26"),
        starts="09:00",
        room="第二仲裁庭",
    )
    court.does(case, "set_hearing", CLERK, "2026-03-10", absent)
    why = facts.Reason(reason="申请人经书面通知，无正当理由拒不到庭。")
    out.append(court.does(case, "treat_as_withdrawn", ARBITRATOR, "2026-03-26", why, (ONE,)))
    for act, reason in (("cancel", "属于行政争议"), ("terminate", "人民法院已受理同一争议")):
        case = court.simple("2026-03-05")
        out.append(court.does(case, act, HEAD, "2026-03-20", facts.Decision(reason=reason)))
    case = court.simple("2026-03-06")
    agreed = facts.Settlement(items={ONE: {"wages": 800_000}}, pay_on=day("2026-04-30"))
    out.append(court.does(case, "settle", ARBITRATOR, "2026-03-20", agreed, (ONE,)))
    return out


def group(court: Court, n: int = 12) -> tuple[Case, list[Entry]]:
    """A group: accepted, told everything at once."""
    case = court.opens("2026-03-02", n=n, claims={"wages": 9_600, "overtime": 1_200})
    court.speak_through(case, "2026-03-03")
    out = [court.does(case, "accept_collective", CLERK, "2026-03-03", facts.Acceptance())]
    court.sits(case, "2026-03-03", three=True)
    set_down = facts.Hearing(
        names={"hearing/1": "第一次开庭"},
        hearing_on=day("2026-03-27"),
        starts="09:00",
        room="第一仲裁庭",
    )
    court.does(case, "set_hearing", CLERK, "2026-03-05", set_down)
    told = facts.Notice(defence_until=day("2026-03-20"), evidence_until=day("2026-03-24"))
    out.append(court.does(case, "one_notice", CLERK, "2026-03-05", told))
    return case, out


def group_of_the_registered(court: Court) -> tuple[Case, list[Entry]]:
    """The same group, with everybody in the registers."""
    registers(people=12)
    return group(court)


def drawn(entry: Entry) -> Any:
    """Return the document of an entry, before it is a file."""
    return document_of(issue_of(entry, CALENDAR))


def words_of(content: bytes) -> str:
    """Return what a Word file says: paragraphs in order, then every cell."""
    read = docx.Document(io.BytesIO(content))
    cells = [c.text for table in read.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in read.paragraphs), *cells])


def in_word(entry: Entry) -> str:
    """Return what the kept Word file of a paper says."""
    kept = paper_file(entry, "docx", at=at("2026-06-01"), calendar=CALENDAR)
    with kept.file.file.open() as content:
        return words_of(content.read())


def in_pdf(document: Any) -> str:
    """Return what the laid-out pages of a document say."""
    return "".join(_texts(drawn_pages(document).pages))


def _texts(pages: Iterable[Any]) -> Iterable[str]:
    for page in pages:
        for box in page._page_box.descendants(placeholders=True):
            if type(box).__name__ == "TextBox" and box.text:
                yield box.text

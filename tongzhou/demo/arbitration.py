"""Disputes of the demo county, at every state and on every track, as they stand on the demo day."""

from __future__ import annotations

from datetime import date, timedelta

from tongzhou.lines.arbitration import facts

from .court import ARBITRATORS, CHAIR, CLERK, HEAD, Court, money
from .scene import Scene

MINE, SITE, LORRY, FOOD, MILK, GUARD = range(6)


def arbitration(scene: Scene, *, on: date) -> None:
    """Play the disputes of the county up to this day."""
    court = Court.open(scene, on)
    earlier(court)
    coming_in(court)
    under_way(court)
    ending(court)
    a_group(court)


def earlier(court: Court) -> None:
    """A year of ordinary business: one dispute a month or so, settled or awarded, most of it archived."""
    claims = (
        money(wages=15_600), money(severance=18_000), money(overtime=7_300),
        money(double_wage=22_000), money(annual_leave=4_100), money(unlawful_dismissal=31_200),
    )  # fmt: skip
    for n, of in enumerate(claims):
        ago = 330 - 50 * n
        case = court.brings(ago, n % 6, of)
        court.takes(case, ago - 3, chief=n % 3)
        court.summons(case, ago - 5)
        (key,) = court.claimants(case)
        if n % 2:
            court.settles(case, ago - 25, 80, key, chief=n % 3)
            court.signed(case, ago - 27, key)
        else:
            given = court.award(ago - 35, 100 if n == 2 else 70, key, case=case)
            court.does(ARBITRATORS[n % 3], case, "award_final", given, ago - 35, key)
            court.serves(case, "serve_final", ago - 36, key, court.firm(case))
        court.does(
            CLERK, case, "archive", facts.Archive(volume=f"示例卷{n + 1}", pages=40 + n), ago - 45
        )


def coming_in(court: Court) -> None:
    """Applications that wait for a decision, for papers, or were refused."""
    court.brings(0, MINE, money(wages=10_400), online=True)
    court.brings(2, FOOD, money(wages=6_800, overtime=2_400))
    court.brings(5, SITE, money(injury_benefit=86_000), left_on=None)
    missing = court.brings(9, GUARD, money(severance=12_000))
    asked = facts.Missing(
        items=("劳动合同或者其他能证明劳动关系的材料",), due=court.day(7) + timedelta(days=14)
    )
    court.does(CLERK, missing, "ask_papers", asked, 7)
    elsewhere = court.brings(30, LORRY, money(wages=9_000), place="150203", seat="150203")
    words = facts.Refusal(
        ground="不属于本仲裁委员会管辖", detail="劳动合同履行地和用人单位所在地都在昆都仑区。",
        door="昆都仑区劳动人事争议仲裁委员会",
    )  # fmt: skip
    court.does(CLERK, elsewhere, "refuse", words, 28)
    # The same worker again, after not coming to the hearing: the examination shows the earlier case.
    absent = court.brings(75, MILK, money(wages=5_200))
    court.takes(absent, 72, chief=1)
    court.summons(absent, 70)
    court.hears(absent, 45, set_on=58, held=False)
    (key,) = court.claimants(absent)
    reason = facts.trying.Reason(reason="申请人收到书面通知，无正当理由拒不到庭。")
    court.does(ARBITRATORS[1], absent, "treat_as_withdrawn", reason, 44, key)
    court.serves(absent, "serve_paper", 43, key, court.firm(absent))
    court.brings(1, MILK, money(wages=5_200), who=court.workers[-1])


def under_way(court: Court) -> None:
    """Cases being tried, from the first paper to the hearing."""
    fresh = court.brings(4, MINE, money(wages=12_000), online=True)
    court.takes(fresh, 1)
    posted = court.brings(14, LORRY, money(overtime=8_600))
    court.takes(posted, 11, chief=1)
    court.summons(posted, 9, way="邮寄送达")
    gone = court.brings(26, GUARD, money(wages=7_700))
    court.takes(gone, 23, chief=2)
    court.summons(gone, 20, way="邮寄送达", failed="原址已搬离，退回")
    answering = court.brings(16, MILK, money(severance=26_000, annual_leave=3_300))
    court.takes(answering, 12, way="ordinary", chief=0)
    court.summons(answering, 8)
    answered(court)
    set_down(court)
    heard(court)
    delayed(court)


def answered(court: Court) -> None:
    """The employer has answered at the portal; evidence is being handed in and facts are stated."""
    case = court.brings(30, MINE, money(wages=15_600, severance=20_800), online=True)
    court.takes(case, 27, chief=1)
    court.summons(case, 25)
    firm, (key,) = court.firm(case), court.claimants(case)
    answer = facts.Defence(words="欠付两个月工资属实，经济补偿不同意，系申请人自行离职。")
    court.party(firm, case, "answer", answer, 16, firm)
    court.does(CLERK, case, "forward_defence", None, 15, firm)
    until = court.day(15) + timedelta(days=21)
    court.does(ARBITRATORS[1], case, "set_evidence", facts.EvidencePeriod(until=until), 15)
    said = {"hired_on": "2024-03-01", "wage": "5200", "left_why": "劳动者因单位过错解除"}
    court.party(key, case, "state_elements", facts.Elements(of={key: said}), 12, key)
    theirs = {"hired_on": "2024-03-01", "wage": "5200", "left_why": "劳动者自行辞职"}
    court.party(firm, case, "state_elements", facts.Elements(of={key: theirs}), 10, firm)
    court.hears(case, -5, set_on=9, held=False)


def set_down(court: Court) -> None:
    """Two more hearings this week and next."""
    for n, firm in enumerate((SITE, FOOD)):
        case = court.brings(34 + n, firm, money(wages=9_100 + 800 * n))
        court.takes(case, 31, chief=n + 1)
        court.summons(case, 29)
        court.hears(case, -(1 + n), set_on=13, held=False)


def heard(court: Court) -> None:
    """Heard, and the award is nearly due; another one is late."""
    near = court.brings(46, SITE, money(wages=11_700, overtime=6_200))
    court.takes(near, 42, way="ordinary", chief=2)
    court.summons(near, 40)
    court.hears(near, 12, set_on=25, held=True)
    late = court.brings(58, GUARD, money(unlawful_dismissal=41_600))
    court.takes(late, 54, chief=0)
    court.summons(late, 52)
    court.hears(late, 20, set_on=32, held=True)
    both = court.brings(40, FOOD, money(wages=4_800))
    court.takes(both, 37, chief=0)
    court.summons(both, 35)
    court.hears(both, 8, set_on=20, held=True)
    court.settles(both, 2, 90, *court.claimants(both))


def delayed(court: Court) -> None:
    """Stayed, converted, extended, entrusted: what moves the day of an award."""
    stayed = court.brings(80, MINE, money(injury_medical=14_000, injury_benefit=96_000))
    court.takes(stayed, 77, way="ordinary", chief=1)
    court.summons(stayed, 75)
    ground = facts.trying.Stay(
        ground="案件处理需要等待工伤认定、伤残等级鉴定以及其他鉴定结论",
        detail="已申请劳动能力鉴定。",
    )
    court.does(HEAD, stayed, "stay", ground, 60)
    converted = court.brings(44, LORRY, money(relation=0, double_wage=33_000))
    court.takes(converted, 41, chief=2)
    court.summons(converted, 39)
    reason = facts.trying.Conversion(reason="劳动关系存在争议，案情复杂。")
    court.does(ARBITRATORS[2], converted, "convert", reason, 30)
    court.sits(converted, 29, three=True, chief=2)
    more = facts.More(days=10, reason="需要向银行调取工资流水。")
    court.does(CHAIR, converted, "extend", more, 10)
    entrusted = court.brings(24, MILK, money(sick_pay=5_400))
    court.takes(entrusted, 21, chief=0)
    court.summons(entrusted, 19)
    trust = facts.trying.Entrusting(body="示例工业园区劳动争议调解中心", consent=True)
    court.does(ARBITRATORS[0], entrusted, "entrust", trust, 6)


def ending(court: Court) -> None:
    """Awards being served, sued against, annulled; a withdrawal; an employer's claim."""
    serving = court.brings(48, FOOD, money(wages=8_400))
    court.takes(serving, 45, chief=1)
    court.summons(serving, 43)
    (key,) = court.claimants(serving)
    given = court.award(6, 100, key, case=serving)
    court.does(ARBITRATORS[1], serving, "award_final", given, 6, key)
    court.serves(serving, "serve_final", 5, key)
    court.serves(serving, "serve_final", 4, court.firm(serving), way="邮寄送达")
    running = court.brings(66, SITE, money(wages=52_000))
    court.takes(running, 62, way="ordinary", chief=0)
    court.summons(running, 60)
    (key,) = court.claimants(running)
    given = court.award(20, 90, key, case=running)
    court.does(ARBITRATORS[0], running, "award_other", given, 20, key)
    court.serves(running, "serve_other", 9, key, court.firm(running))
    sued_and_annulled(court)
    left = court.brings(38, LORRY, money(wages=3_900))
    court.takes(left, 35, chief=2)
    (key,) = court.claimants(left)
    court.party(key, left, "withdraw", facts.Withdrawal(reason="单位已付清。"), 18, key)


def sued_and_annulled(court: Court) -> None:
    """One award changed by the court, one final award that the employer attacks."""
    sued = court.brings(260, MILK, money(unlawful_dismissal=62_000))
    court.takes(sued, 256, way="ordinary", chief=1)
    court.summons(sued, 254)
    (key,) = court.claimants(sued)
    given = court.award(215, 50, key, case=sued)
    court.does(ARBITRATORS[1], sued, "award_other", given, 215, key)
    court.serves(sued, "serve_other", 213, key, court.firm(sued))
    suit = facts.Suit(filed_on=court.day(204), court="土默特右旗人民法院")
    court.does(CLERK, sued, "sue_other", suit, 203, key)
    ruling = facts.Ruling(outcome="部分改判", received_on=court.day(60), reason="计算年限有误。")
    court.does(CLERK, sued, "court_ruled", ruling, 58, key, court.firm(sued))
    attacked = court.brings(90, MINE, money(wages=9_600), online=True)
    court.takes(attacked, 87, chief=2)
    court.summons(attacked, 85)
    (key,) = court.claimants(attacked)
    given = court.award(50, 100, key, case=attacked)
    court.does(ARBITRATORS[2], attacked, "award_final", given, 50, key)
    court.serves(attacked, "serve_final", 49, key, court.firm(attacked))
    asked = facts.Annulment(
        filed_on=court.day(30), court="包头市中级人民法院", ground="适用法律、法规确有错误"
    )
    court.does(CLERK, attacked, "ask_annulment", asked, 29, court.firm(attacked))


def a_group(court: Court) -> None:
    """Twenty-four workers against one contractor, through three representatives; sixteen have settled."""
    case = court.brings(
        33, SITE, money(wages=14_400), people=24, story="工程完工后拖欠两个月工资。"
    )
    keys = court.claimants(case)
    names = {
        key.replace("claimant", "representative"): name
        for key, name in case.subjects.filter(key__in=keys[:3]).values_list("key", "name")
    }
    stated = facts.Election(names=names, way="网上推选", votes=dict.fromkeys(names, 8))
    court.does(CLERK, case, "represent", stated, 32)
    accepted = facts.Acceptance(remark="二十四人，请求相同，优先受理。")
    court.does(CLERK, case, "accept_collective", accepted, 31)
    court.online(case, 31, *keys)
    court.sits(case, 31, three=True, chief=0)
    hearing = facts.Hearing(
        names={"hearing/1": "第一次开庭"}, hearing_on=court.day(13), starts="09:00", minutes=180,
        room="第一仲裁庭",
    )  # fmt: skip
    court.does(CLERK, case, "set_hearing", hearing, 30)
    notice = facts.Notice(defence_until=court.day(15), evidence_until=court.day(14))
    court.does(CLERK, case, "one_notice", notice, 30)
    court.summons(case, 30)
    court.serves(case, "serve_paper", 29, *keys, court.firm(case))
    minutes = facts.Minutes(
        present=("三名代表人", "被申请人委托代理人"),
        words="双方对欠薪数额无争议，仲裁庭主持调解（演示内容）。",
    )
    court.does(CLERK, case, "hear", minutes, 13, "hearing/1")
    court.settles(case, 8, 95, *keys[:16])
    court.signed(case, 5, *keys[:16])

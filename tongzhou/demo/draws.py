"""Random inspection in the banner of the zone: the rosters, a batch whose results are out, one that waits for reveals."""

from __future__ import annotations

import hashlib
from datetime import date, timedelta

from tongzhou.law import CALENDAR
from tongzhou.lines.draws import drawing, facts, freezing, rules
from tongzhou.lines.draws.algorithm.seeding import commitment
from tongzhou.lines.draws.models import DrawItem, DrawObject, DrawOfficer, OfficerTie
from tongzhou.lines.draws.trades import PROPOSED
from tongzhou.procedure.models import Case
from tongzhou.registry import certifying, credit_code, employing, journal
from tongzhou.registry.models import Body, Employer, Person

from .scene import Scene, actor, at, worked

COUNTY, BATCH = "150221", "draws.batch"
CLERK, HEAD = "t-choucha", "t-choucha2"
WITNESSES = ("t-jz-renshe", "t-jz-fagai", "t-jz-gonghui", "t-jz-gongshang")
OFFICERS = ("敖日格乐", "乌兰图雅", "李秀峰", "苏日娜", "赵文革", "哈达", "白雪梅", "特木尔")
TRADES = ("餐饮", "建筑", "劳务", "商贸", "物流", "乳业", "机械", "家政")
FIRMS = 72
ITEMS = (
    (
        "S01",
        "工资支付",
        "是否按月足额支付工资、有无克扣拖欠",
        "《劳动保障监察条例》第十一条",
        "B01、B02",
    ),
    ("S02", "劳动合同", "是否依法订立书面劳动合同", "《劳动保障监察条例》第十一条", "A02、A04"),
    ("S03", "工作时间", "是否遵守工作时间和休息休假规定", "《劳动保障监察条例》第十一条", "C01"),
)


def opened(day: date) -> date:
    """Return the day, or the first after it on which offices are open."""
    while CALENDAR.why_rest(day):
        day += timedelta(days=1)
    return day


def draws(scene: Scene, *, on: date) -> None:
    """Play two batches up to this day."""
    registers(scene, on)
    shown(scene, on - timedelta(days=70))
    awaiting(scene, on)


def registers(scene: Scene, on: date) -> None:
    """Enter items, employers and officers with their certificates."""
    by, moment = scene.people[CLERK], at(worked(on - timedelta(days=150)))
    since = date(on.year - 2, 1, 1)
    for code, name, content, basis, checklist in ITEMS:
        item = DrawItem(
            region_id=COUNTY,
            code=code,
            name=name,
            content=content,
            basis=basis,
            checklist=checklist,
            since=since,
        )
        journal.add(item, by=by, at=moment, reason="演示")
    firms = [_firm(n, by, moment.date()) for n in range(FIRMS)]
    body = Body.objects.get(region=COUNTY, kind="inspection")
    for n, name in enumerate(OFFICERS):
        person = Person.objects.create_user(f"t-zfry{n + 1}", name=name, is_staff=True)
        certifying.certify(
            person,
            number=f"150221{n + 1:05d}",
            body=body,
            since=since,
            until=date(on.year + 3, 12, 31),
            specialties=("工程建设、工资", "工资", "劳务派遣")[n % 3],
            by=None,
            at=moment,
            reason="演示",
        )
        officer = DrawOfficer(person=person, body=body, post="监察员")
        journal.add(officer, by=by, at=moment, reason="演示")
        if n == 1:
            tie = OfficerTie(officer=officer, employer=firms[7], why="近亲属在该单位任职")
            journal.add(tie, by=by, at=moment, reason="演示")


def _firm(n: int, by: Person, day: date) -> Employer:
    trade = TRADES[n % len(TRADES)]
    seventeen = f"91150221MA9D{n + 1:05d}"
    firm = employing.register_employer(
        name=f"示例{trade}{n + 1:02d}号有限公司",
        region_id=COUNTY,
        uscc=seventeen + credit_code.check_character(seventeen),
        by=None,
        at=at(day),
        reason="演示",
    )
    record = DrawObject(
        employer=firm,
        grade="ABBBC"[n % 5],
        risk="high" if n % 24 == 7 else "middle" if n % 3 == 0 else "low",
        tags={"建筑": "工程建设", "劳务": "劳务派遣"}.get(trade, ""),
        since=date(day.year - 1 - n % 6, 3, 1),
        excluded="已停业" if n == 40 else "",
    )
    journal.add(record, by=by, at=at(day), reason="演示")
    return firm


def planned(scene: Scene, title: str, day: date) -> Case:
    """Draw up a batch and freeze its roster."""
    seats = {p: scene.people[p].appointments_on(day)[0].body for p in WITNESSES}
    terms = facts.Terms(
        title=title,
        items=tuple(code for code, *_rest in ITEMS),
        strata=PROPOSED,
        names={f"body/{b.pk}": b.short_name for b in seats.values()},
        commit_by=day + timedelta(days=6),
        reveal_by=day + timedelta(days=12),
        check_by=day + timedelta(days=50),
        public_source="中国福利彩票双色球（演示期次）",
        public_on=day + timedelta(days=13),
    )
    case = scene.opens(CLERK, BATCH, on=day, region=COUNTY, facts=terms, about=tuple(terms.names))
    view = scene.door.view(case)
    moment = at(worked(day), 10)
    roster = freezing.roster_of(COUNTY, terms, on=worked(day))
    stated = drawing.frozen(case, view, roster, at=moment)
    by = actor(scene.people[HEAD], on=worked(day))
    scene.door.act(case, "freeze", by=by, at=moment, facts=stated)
    case.refresh_from_db()
    return case


def chosen(who: str) -> tuple[str, str]:
    """Return what a body of the demonstration chose, and its nonce: known, so that anybody can play on."""
    throws = [1 + int(x, 16) % 6 for x in hashlib.sha256(who.encode()).hexdigest()[:3]]
    return f"掷骰得{throws}", hashlib.sha256(f"演示 {who}".encode()).hexdigest()


def seat_of(scene: Scene, who: str, day: date) -> str:
    """Return the key of the body for which somebody contributes."""
    return f"body/{scene.people[who].appointments_on(day)[0].body_id}"


def commits(scene: Scene, case: Case, who: str, day: date) -> None:
    """Let a body commit."""
    view = scene.door.view(case)
    terms, frozen = rules.read(view), rules.frozen_of(view)
    assert terms
    assert frozen
    key = seat_of(scene, who, day)
    value, nonce = chosen(who)
    sealed = commitment(terms, frozen.root, rules.code_of(key), value, nonce)
    stated = facts.Commitment(commitment=sealed)
    scene.does(who, case, "commit", stated, on=day, about=(key,))


def reveals(scene: Scene, case: Case, who: str, day: date) -> None:
    """Let a body reveal."""
    value, nonce = chosen(who)
    stated = facts.Reveal(value=value, nonce=nonce)
    scene.does(who, case, "reveal", stated, on=day, about=(seat_of(scene, who, day),))


def shown(scene: Scene, day: date) -> None:
    """Take a batch to its published results; one of four bodies did not reveal."""
    day = opened(day)
    case = planned(scene, f"{day.year}年劳动用工双随机抽查（演示一）", day)
    for who in WITNESSES:
        commits(scene, case, who, opened(day + timedelta(days=1)))
    for who in WITNESSES[:3]:
        reveals(scene, case, who, opened(day + timedelta(days=3)))
    over = opened(day + timedelta(days=13))
    scene.does(CLERK, case, "note_silent", facts.Unopened(), on=over)
    value = facts.PublicValue(value="03 09 12 18 26 31+07", seen_at="演示")
    scene.does(CLERK, case, "state_public", value, on=over)
    by = actor(scene.people[CLERK], on=over)
    drawing.perform(case, by=by, at=at(over, 11), door=scene.door)
    keys = [*rules.picks(scene.door.view(case))]
    checked = opened(over + timedelta(days=12))
    for n, key in enumerate(keys):
        told = facts.Checked(
            target=key,
            outcome="已责令改正" if n == 1 else "立案查处" if n == 4 else "未发现问题",
            words="加班工资未足额支付，已限期改正" if n == 1 else "",
            checked_on=checked,
        )
        scene.does(CLERK, case, "record_result", told, on=checked, about=(key,))
    publication = facts.Publication(words="检查结果公布")
    last = opened(checked + timedelta(days=5))
    scene.does(HEAD, case, "publish", publication, on=last, about=tuple(keys))


def awaiting(scene: Scene, on: date) -> None:
    """Take a batch as far as the reveals: two bodies have revealed, two have not."""
    day = worked(on - timedelta(days=5))
    case = planned(scene, f"{on.year}年劳动用工双随机抽查（演示二）", day)
    for who in WITNESSES:
        commits(scene, case, who, opened(day + timedelta(days=1)))
    for who in WITNESSES[:2]:
        reveals(scene, case, who, worked(on))

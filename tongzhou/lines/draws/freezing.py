"""名录快照 — objects and officers of a region as they stand on a day, as lines of the bundle, each with its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _

from tongzhou.law.reckoning import add_months
from tongzhou.registry.certifying import ENFORCEMENT
from tongzhou.registry.models import Certificate

from . import facts
from .algorithm.roster import object_line, officer_line, out_line
from .algorithm.terms import CODE, Stratum
from .models import Drawn, DrawObject, DrawOfficer, OfficerTie
from .trades import TAGS, skills_of

NEEDS = ("construction", "dispatch")  # tags for which one of the officers must be trained


@dataclass
class Roster:
    """名录: the lines, sorted, and what somebody should know before it is frozen."""

    objects: list[bytes] = field(default_factory=list)
    officers: list[bytes] = field(default_factory=list)
    out: list[tuple[str, str, str]] = field(default_factory=list)  # of, id, why
    sizes: Counter[str] = field(default_factory=Counter)
    warnings: list[str] = field(default_factory=list)
    people: dict[str, tuple[int, str]] = field(default_factory=dict)  # id → number, name
    skilled: Counter[str] = field(default_factory=Counter)
    needed: Counter[str] = field(default_factory=Counter)

    def lines(self) -> Iterator[bytes]:
        """Yield all lines in the order of the bundle."""
        yield from self.objects
        yield from self.officers
        for of, id_, why in sorted(set(self.out)):
            yield out_line(id_, of, why)


def within(region: str, prefix: str = "") -> Q:
    """Return what lies in a region: a county, a league or all of it."""
    level = {2: "province", 4: "league"}.get(len(region), "county")
    return Q(**{f"{prefix}{level}": region[:6] if level == "county" else region})


def object_id(uscc: str | None, number: int) -> str:
    """Return the id of an employer in a roster: its credit code, or its number while it has none."""
    return uscc or f"E{number}"


def officer_id(certificate: str, number: int) -> str:
    """Return the id of an officer in a roster: the number of the certificate, where it can stand there."""
    return certificate if CODE.fullmatch(certificate) else f"P{number}"


def roster_of(region: str, terms: facts.Terms, *, on: date) -> Roster:
    """Return the roster of a region on a day. A fixed number of queries, whatever its size."""
    roster = Roster()
    ids = _objects(roster, region, terms, on)
    _officers(roster, region, terms, on, ids)
    _warn(roster, terms)
    return roster


def _objects(roster: Roster, region: str, terms: facts.Terms, on: date) -> dict[int, str]:
    taken, seen = _history(on)
    ids: dict[int, str] = {}
    found: list[tuple[str, bytes]] = []
    rows = DrawObject.objects.filter(within(region)).select_related("employer__industry")
    for known in rows.iterator(chunk_size=2000):
        employer = known.employer
        id_ = object_id(employer.uscc, employer.pk)
        if why := _left_out(known, terms, taken[employer.pk], seen.get(employer.pk), on):
            roster.out.append(("object", id_, why))
            continue
        stratum = stratum_of(known, terms, on)
        if stratum is None:
            roster.out.append(("object", id_, "不属于本批次的任何分层"))
            continue
        needs = tuple(t for t in known.tag_codes if t in NEEDS)[: terms.seats]
        ids[employer.pk] = id_
        roster.sizes[stratum] += 1
        roster.needed.update(needs)
        found.append((id_, object_line(id_, stratum, needs)))
    roster.objects = [line for _id, line in sorted(found)]
    return ids


def _history(on: date) -> tuple[Counter[int], dict[int, date]]:
    """Return how often each employer was drawn this year, and when a draw last led to a check. One query."""
    this_year = Q(drawn_on__year=on.year) & ~Q(state="replaced")
    rows = Drawn.objects.values("employer").annotate(
        times=Count("pk", filter=this_year), seen=Max("checked_on")
    )
    taken, seen = Counter[int](), dict[int, date]()
    for row in rows:
        taken[row["employer"]] = row["times"]
        if row["seen"]:
            seen[row["employer"]] = row["seen"]
    return taken, seen


def _left_out(
    known: DrawObject, terms: facts.Terms, times: int, seen: date | None, on: date
) -> str:
    if known.employer.merged_into_id or not known.employer.is_active:
        return "已注销或已并入其他单位"
    if known.excluded:
        return known.excluded
    cap = terms.cap_a if known.grade == "A" else terms.cap
    if times >= cap:
        return f"本年度已抽中{times}次，达到上限"
    latest = max(filter(None, (known.last_checked, seen)), default=None)
    if terms.rest and latest and add_months(latest, terms.rest) > on:
        return f"最近一次检查后不满{terms.rest}个月"
    return ""


def stratum_of(known: DrawObject, terms: facts.Terms, on: date) -> str | None:
    """Return the first stratum an object fits; None for none."""
    industry = known.employer.industry_id or ""
    for s in terms.strata:
        fits = (not s.grade or known.grade == s.grade) and (not s.risk or known.risk == s.risk)
        fits = fits and (not s.tag or s.tag in known.tag_codes)
        fits = fits and (not s.industry or str(industry).startswith(s.industry))
        if fits and (not s.fresh or add_months(known.since, s.fresh) > on):
            return s.code
    return None


def _officers(
    roster: Roster, region: str, terms: facts.Terms, on: date, ids: dict[int, str]
) -> None:
    officers = list(DrawOfficer.objects.filter(within(region)).select_related("person"))
    people = [o.person_id for o in officers]
    certificates: dict[int, Certificate] = {}
    held = Certificate.objects.on(on).filter(kind=ENFORCEMENT, person__in=people)
    for certificate in held.order_by("-until", "-pk"):
        certificates.setdefault(certificate.person_id, certificate)
    ties: dict[int, list[str]] = {}
    known = OfficerTie.objects.filter(officer__in=officers, is_over=False)
    for by, employer in known.values_list("officer", "employer"):
        if employer in ids:
            ties.setdefault(by, []).append(ids[employer])
    loads = loads_of()
    until = terms.check_by or terms.reveal_by
    lines: list[tuple[str, bytes]] = []
    for officer in officers:
        held_by = certificates.get(officer.person_id)
        id_ = officer_id(held_by.number if held_by else "", officer.person_id)
        if why := _absent(officer, held_by, on, until):
            roster.out.append(("officer", id_, why))
            continue
        assert held_by
        skills = skills_of(held_by.trades)
        roster.skilled.update(skills)
        roster.people[id_] = (officer.person_id, officer.name)
        line = officer_line(id_, loads[officer.person_id], skills, tuple(ties.get(officer.pk, ())))
        lines.append((id_, line))
    roster.officers = [line for _id, line in sorted(lines)]


def _absent(officer: DrawOfficer, held: Certificate | None, on: date, until: date) -> str:
    """Return why an officer takes no part, in words that tell nothing about the person; empty: does."""
    if not officer.is_active:
        return "未列入本次抽取"
    if held is None:
        return "没有有效的执法证件"
    begins, ends = officer.away_since, officer.away_until
    if begins and begins <= until and (ends is None or ends >= on):
        return "检查期间不在岗"
    return ""


def loads_of() -> Counter[int]:
    """Return how many checks from earlier draws each officer still has to make. One query."""
    open_ = Drawn.objects.filter(state__in=("waiting", "sent")).values_list("officers", flat=True)
    return Counter(o for officers in open_ for o in officers)


def _warn(roster: Roster, terms: facts.Terms) -> None:
    if len(roster.officers) < terms.seats:
        roster.warnings.append(
            _("可参加的检查人员只有%(n)s人，不足%(seats)s人，请先登记检查人员和执法证件。")
            % {"n": len(roster.officers), "seats": terms.seats}
        )
    if not roster.objects:
        roster.warnings.append(_("没有可以抽取的检查对象，请先登记检查对象名录库。"))
    for code, count in sorted(roster.needed.items()):
        if not roster.skilled[code]:
            roster.warnings.append(
                _("%(n)s个对象需要“%(trade)s”专长，没有检查人员的证件载有这一专长。")
                % {"n": count, "trade": TAGS[code]}
            )


def sizes(roster: Roster, terms: facts.Terms) -> list[dict[str, Any]]:
    """Return for each stratum its size and how many would be drawn."""
    rows = []
    for s in terms.strata:
        size = roster.sizes[s.code]
        drawn = Stratum(s.code, (s.num, 100), s.least, s.most).drawn(size)
        rows.append({"label": s.label, "num": s.num, "size": size, "drawn": drawn})
    return rows

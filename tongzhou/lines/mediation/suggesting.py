"""分派建议的资料 — from the registers and the open cases to the cards that the routing weighs."""

from __future__ import annotations

from collections import Counter
from datetime import date

from tongzhou.procedure.models import SubjectRow
from tongzhou.procedure.view import View

from . import rules
from .models import Mediator
from .procedure import CASE
from .routing import Card, Suggestion, Wish, suggest
from .shapes import HANDLER


def loads(people: list[str]) -> Counter[str]:
    """Return how many open cases each of these persons carries. One query."""
    rows = SubjectRow.objects.filter(
        registry="person",
        ref__in=people,
        kind=HANDLER.code,
        state=HANDLER.states[0].code,
        case__procedure=CASE.code,
        case__is_open=True,
    )
    return Counter(rows.values_list("ref", flat=True))


def cards(county: str, *, on: date) -> list[Card]:
    """Return every mediator of a county whose term has begun, with load and conflicts. Three queries."""
    rows = list(
        Mediator.objects.filter(county=county, since__lte=on, body__is_active=True)
        .select_related("body__body", "person")
        .prefetch_related("conflicts")
        .order_by("name", "pk")
    )
    carried = loads([str(m.person_id) for m in rows])
    return [
        Card(
            person=str(m.person_id),
            name=m.name,
            body=str(m.body.body_id),
            body_name=m.body.body.name,
            region=m.body.region_id,
            way=m.body.way,
            gold=m.grade == Mediator.Grade.GOLD,
            senior=m.grade == Mediator.Grade.SENIOR,
            mongolian=m.mongolian,
            languages=m.languages,
            fields=tuple(filter(None, m.fields.replace("，", "、").split("、"))),
            load=carried[str(m.person_id)],
            capacity=m.body.capacity,
            until=m.until,
            employer=str(m.body.employer_id or ""),
            conflicts=tuple(
                (str(c.employer_id), c.why) for c in m.conflicts.all() if not c.is_over
            ),
        )
        for m in rows
        if m.person.is_active
    ]


def wish_of(view: View) -> Wish:
    """Return what a case asks of its mediator."""
    said = rules.application(view)
    sides = [*rules.subjects(view, "claimant"), *rules.subjects(view, "respondent")]
    items = [item for mine in rules.claims_of(view).values() for item in mine]
    return Wish(
        region=view.region,
        way=rules.way_of(view).code,
        language=said.language,
        employers=frozenset(s.ref[1:] for s in sides if s.ref.startswith("e")),
        heads=frozenset(item.of.label for item in items),
        claimants=len(rules.subjects(view, "claimant", "claiming")),
    )


def for_case(view: View, *, on: date) -> list[Suggestion]:
    """Return the mediators of the county, weighed for this case; who was recused is left out."""
    gone = {s.ref for s in rules.subjects(view, "mediator", "recused", "carrying")}
    known = [card for card in cards(view.region[:6], on=on) if card.person not in gone]
    return suggest(wish_of(view), known, on=on)

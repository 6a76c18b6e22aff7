"""Who may enforce the law: certificates with a term, taken back for a reason."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tongzhou.registry import certifying
from tongzhou.registry.appointing import appoint
from tongzhou.registry.journal import RegisterEntry
from tongzhou.registry.models import Certificate
from tongzhou.registry.registers import REGISTERS

from .conftest import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db
LAST = date(2030, 12, 31)


def card(cast: Cast, number: str = "NM-15022101", **more: object) -> Certificate:
    said: dict[str, object] = {"since": TODAY, "until": LAST, "specialties": "工资、社会保险"}
    return certifying.certify(
        cast.bateer, number=number, body=cast.banner, by=cast.qimuge, at=NOW, **(said | more)
    )  # type: ignore[arg-type]


def test_a_card_counts_from_its_first_day_to_its_last(cast: Cast) -> None:
    card(cast)
    people = [cast.bateer.pk, cast.wuyun.pk, "nobody"]
    assert certifying.valid(people, on=TODAY) == {cast.bateer.pk}
    assert certifying.valid(people, on=LAST) == {cast.bateer.pk}
    for outside in (date(2026, 3, 1), date(2031, 1, 1)):
        assert certifying.valid(people, on=outside) == set()
    assert certifying.valid(people, on=TODAY, kind="legal_review") == set()


def test_a_card_that_is_taken_back_does_not_count_from_that_day_on(cast: Cast) -> None:
    mine = card(cast)
    day = date(2026, 6, 1)
    taken = certifying.withdraw(mine, on=day, by=cast.qimuge, at=NOW, reason="调离执法岗位")
    assert certifying.valid([cast.bateer.pk], on=date(2026, 5, 31)) == {cast.bateer.pk}
    assert certifying.valid([cast.bateer.pk], on=day) == set()
    assert [e.what for e in RegisterEntry.objects.about(taken)] == ["ended", "added"]
    with pytest.raises(ValidationError, match="事由"):
        certifying.withdraw(mine, on=day, by=cast.qimuge, at=NOW, reason=" ")


@pytest.mark.parametrize(
    ("more", "says"),
    [
        (
            {"number": "NM-2", "since": date(2032, 1, 1), "until": date(2031, 1, 1)},
            "有效期止不能早于有效期起",
        ),
        ({"number": "NM-2"}, "换证请先收回旧证"),
        ({"number": "NM-15022101", "since": date(2031, 1, 1), "until": date(2035, 1, 1)}, "已登记"),
    ],
)
def test_a_card_that_cannot_be_is_refused_in_words(
    cast: Cast, more: dict[str, object], says: str
) -> None:
    card(cast)
    with pytest.raises(ValidationError, match=says):
        card(cast, **more)
    assert Certificate.objects.count() == 1


def test_the_officers_of_a_place_are_found_from_the_place_and_from_above(cast: Cast) -> None:
    mine = card(cast)
    assert certifying.holders("150221", on=TODAY) == [mine]
    assert certifying.holders("1502", on=TODAY) == [mine]
    assert certifying.holders("150621", on=TODAY) == []
    assert mine.trades == {"工资", "社会保险"}


def test_a_banner_sees_the_cards_of_its_own_officers_only(cast: Cast) -> None:
    card(cast)
    for person, body in ((cast.wuyun, cast.other_banner), (cast.qimuge, cast.league)):
        appoint(person, office="registrar", body=body, since=TODAY, by=None, at=NOW)
    seen = {
        who.name: [c.number for c in REGISTERS["certificates"].rows(who, on=TODAY)]
        for who in (cast.bateer, cast.wuyun, cast.qimuge)
    }
    assert list(seen.values()) == [["NM-15022101"], [], ["NM-15022101"]]

"""One case is found by the same rule as a list of cases."""

from __future__ import annotations

import pytest

from tongzhou.procedure.models import Case, ShareRow, SubjectRow
from tongzhou.procedure.scope import Reach, Sight, places

pytestmark = pytest.mark.django_db
KIND = "example.inspection"
SIGHTS = [
    Sight(1, (Reach("county", "150221", KIND),), ("150221",), (KIND,)),
    Sight(1, (Reach("league", "1502", KIND),), ("1502",), (KIND,)),
    Sight(1, (Reach("province", "15", KIND),), ("15",), (KIND,)),
    Sight(1, (Reach("county", "150303", KIND),), ("150303",), (KIND,)),
    Sight(1, (Reach("county", "150221", "example.dispute"),), ("150221",), ("example.dispute",)),
    Sight(1, ()),
]


def cases() -> list[Case]:
    """A case as it is; one shared with 150303; one in which person 1 is named; one barred to them."""
    made = [
        Case.objects.create(
            procedure=KIND, version="", state="", region="150221", head="", calendar="",
            **places("150221"),
        )
        for _ in range(4)
    ]  # fmt: skip
    ShareRow.objects.create(case=made[1], region="150303", **places("150303"))
    for case, sees in ((made[2], True), (made[3], False)):
        SubjectRow.objects.create(
            case=case, key="officer/1", kind="officer", state="x", since="2026-01-01",
            registry="person", ref="1", sees=sees,
        )  # fmt: skip
    return made


@pytest.mark.parametrize("sight", SIGHTS, ids=lambda s: "".join(r.code for r in s.reaches))
def test_a_page_of_one_case_opens_where_the_list_shows_it_and_nowhere_else(sight: Sight) -> None:
    for case in cases():
        listed = Case.objects.visible_to(sight).filter(uid=case.uid).first()
        assert Case.objects.seen(sight, case.uid) == listed
    assert Case.objects.seen(sight, "no such case") is None

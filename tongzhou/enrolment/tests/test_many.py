"""A list of thousands: some queries for each thousand, none for each row; killed between two writes it goes on where it stood."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext

from tongzhou.columns import files, loading
from tongzhou.columns.models import Delivery
from tongzhou.enrolment import landing, standing
from tongzhou.registry import employing, journal
from tongzhou.registry.models import Employer, Region, RegisterEntry

from .cast import HERE, NOW, League, code

HEAD = "统一社会信用代码,名称,所在地区,行业"


def rows(many: int, *, first: int = 1) -> list[str]:
    return [f"{code(n)},示例第{n}有限公司,{HERE},52" for n in range(first, first + many)]


def registered() -> int:
    """Return how many employers there are; each has one entry of the journal."""
    many = Employer.objects.count()
    entries = RegisterEntry.objects.filter(register="employer", what="added")
    assert entries.values("key").distinct().count() == entries.count() == many
    return many


def test_a_thousand_cost_no_query_each_new_or_known(league: League) -> None:
    def asked(many: int, first: int, *, head: str = HEAD) -> list[str]:
        with CaptureQueriesContext(connection) as found:
            done = league.brings(*rows(many, first=first), head=head)
        assert done.landed + done.duplicate == many
        return [q["sql"] for q in found if not q["sql"].startswith("INSERT")]

    few, many = asked(10, 1), asked(900, 101)
    assert len(many) <= len(few) + 2
    assert registered() == 910
    known = asked(900, 101, head=HEAD.replace("行业", "行业代码"))
    assert len(known) <= len(few)
    assert registered() == 910


def test_the_same_file_twice_changes_nothing(league: League) -> None:
    path = league.writes(*rows(50), head=HEAD)
    for _ in range(2):
        assert league.loads(path, league.sends(path)).landed == 50
    assert (Delivery.objects.count(), RegisterEntry.objects.count(), registered()) == (1, 50, 50)


@pytest.fixture
def small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let a file be read by some dozen rows, and land by ten."""
    monkeypatch.setattr(files, "BLOCK", 1_500)
    monkeypatch.setattr(landing, "TOGETHER", 10)


DOORS = {
    "before an employer": (landing, "register_employers"),
    "between employers and their entries": (RegisterEntry.objects.__class__, "bulk_create"),
    "before the part is written": (loading, "_accounted"),
}


@pytest.mark.usefixtures("small_parts")
@pytest.mark.parametrize("door", DOORS)
def test_killed_in_the_middle_it_goes_on_where_it_stood(league: League, monkeypatch: pytest.MonkeyPatch, door: str) -> None:  # fmt: skip
    path = league.writes(*rows(120), f"{code(500)},示例,150299,", head=HEAD)
    sent = league.sends(path)
    where, name = DOORS[door]
    real, calls = getattr(where, name), iter(range(100))

    def killed(*args: Any, **kwargs: Any) -> Any:
        if next(calls) == 2:
            raise KeyboardInterrupt
        return real(*args, **kwargs)

    with monkeypatch.context() as broken:
        broken.setattr(where, name, killed)
        with pytest.raises(KeyboardInterrupt):
            league.loads(path, sent)
    sent.refresh_from_db()
    # What is committed is whole, and is what the delivery says of itself.
    assert registered() == sent.landed < 120
    done = league.loads(path, sent)
    assert (done.state, done.sent, done.landed, done.rejected, done.duplicate) == ("done", 121, 120, 1, 0)  # fmt: skip
    assert registered() == 120


def test_one_who_is_registered_at_this_moment_by_somebody_else_is_known(league: League, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    real, quick = landing.register_employers, iter([True])

    def late(*args: Any, **kwargs: Any) -> Any:
        if next(quick, False):
            raise IntegrityError("unique")
        return real(*args, **kwargs)

    league.registers(1)
    stands, seen = standing.known, iter([True])
    monkeypatch.setattr(landing, "register_employers", late)
    monkeypatch.setattr(landing, "known", lambda told: {} if next(seen, False) else stands(told))
    done = league.brings(f"{code(1)},示例奶食品有限公司,{HERE},", f"{code(2)},示例乙,{HERE},", head=HEAD)  # fmt: skip
    assert (done.landed, done.duplicate, registered()) == (1, 1, 2)


@pytest.mark.usefixtures("league")
def test_many_are_registered_as_one_by_one_and_one_that_cannot_be_keeps_all_out() -> None:
    here = Region.objects.get(code=HERE)
    given = [{"uscc": code(n), "name": f"示例{n}", "region": here} for n in (1, 2)]
    with pytest.raises(ValidationError, match="18位"):
        employing.register_employers([*given, {"uscc": "1", "name": "示例", "region": here}], by=None, at=NOW)  # fmt: skip
    assert registered() == 0
    firms = employing.register_employers(given, by=None, at=NOW, reason="名册")
    assert [one.uscc for one in firms] == [code(1), code(2)]
    assert registered() == 2
    # Who is pointed to is not asked for again; a region nobody has given whole is.
    with pytest.raises(ValidationError, match="999999"):
        journal.check(Employer(name="示例", region_id="999999"), alone=True)


def test_a_list_with_its_head_alone_registers_nobody(league: League) -> None:
    done = league.brings(head=HEAD)
    assert (done.state, done.sent, registered()) == ("done", 0, 0)


def test_what_is_no_list_breaks_off_in_words(league: League) -> None:
    path = league.writes("1,2", head="甲,乙")
    done = league.loads(path, league.sends(path))
    assert (done.state, "统一社会信用代码" in done.why) == ("broken", True)

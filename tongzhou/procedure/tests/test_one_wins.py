"""Two people press at the same moment: one wins, the other is told; and nothing is ever half done."""

import sqlite3
import threading
from datetime import date

import pytest
from django.db import connection

from tongzhou.law import CALENDAR
from tongzhou.procedure import door as door_module
from tongzhou.procedure import handing, journal, project
from tongzhou.procedure.catalogue import versions_of
from tongzhou.procedure.door import Door
from tongzhou.procedure.examples import dispute, plan
from tongzhou.procedure.models import Case, CaseLink, Entry, Passage, Secret, Series
from tongzhou.procedure.project import rebuild
from tongzhou.procedure.refusal import Refused

from .cast import (
    ARBITRATOR,
    CHAIR,
    CLERK,
    COUNTY,
    a_complaint,
    a_dispute,
    a_plan_at_league,
    at,
    who,
)
from .test_shape_handovers import handed_over, ordered


@pytest.fixture
def crowd(transactional_db, examples, tmp_path):  # noqa: ARG001
    """Give a door that several threads may use: SQLite in a file, as in an installation."""
    if connection.vendor != "sqlite":
        yield Door(CALENDAR)
    else:
        memory, name = connection.connection, connection.settings_dict["NAME"]
        path = tmp_path / "crowd.sqlite3"
        copy = sqlite3.connect(path)
        memory.backup(copy)
        copy.close()
        connection.connection, connection.settings_dict["NAME"] = None, str(path)
        yield Door(CALENDAR)
        connection.close()
        connection.connection, connection.settings_dict["NAME"] = memory, name


def race(*calls):
    """Let all of them begin at once; return what each got, a refusal included."""
    ready, out = threading.Barrier(len(calls)), []

    def run(call):
        ready.wait()
        try:
            out.append(call())
        except Refused as refusal:
            out.append(refusal)
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=(c,)) for c in calls]
    for t in threads:
        t.start()
    for t in threads:
        t.join()
    assert len(out) == len(calls), "somebody got neither an entry nor a refusal"
    assert not list(rebuild(Case.objects.all(), CALENDAR, versions_of))
    return out


def test_one_accepts_or_one_refuses(crowd):
    ground = dispute.Ground(ground="不属于受案范围")
    for _ in range(5):
        case = a_dispute(crowd, accept=False)
        out = race(
            *[lambda c=case: crowd.act(c, "accept", by=CLERK, at=at("2026-03-03"))] * 3,
            *[lambda c=case: crowd.act(c, "refuse", by=CLERK, at=at("2026-03-03"), facts=ground)]
            * 3,
        )
        assert sum(not isinstance(o, Refused) for o in out) == 1
        told = {str(o) for o in out if isinstance(o, Refused)}
        assert all("案件现为" in words for words in told)
        assert case.entries.count() == 2
        assert journal.first_broken(case.entries.order_by("seq"), case=case.uid) is None


def test_four_bodies_signing_at_once_all_count(crowd):
    case = a_plan_at_league(crowd)
    seen = plan.Opinion(signed=dict(crowd.view(case).texts["plan"]))

    def signs(body):
        by = who(body, "1502")
        return lambda: crowd.act(case, "league_sign", by=by, at=at("2026-04-08"), facts=seen)

    out = race(*map(signs, ("hrss_4", "drc_4", "union_4", "fic_4")))
    assert not any(isinstance(o, Refused) for o in out)
    assert crowd.view(case).state == "at_region"


def test_one_request_sent_twice_at_once_is_done_once(crowd):
    case = a_dispute(crowd)
    ground = dispute.Ground(ground="等待")

    def call():
        return crowd.act(case, "stay", by=CHAIR, at=at("2026-03-05"), facts=ground, request="r-1")

    first, second = race(call, call)
    assert first.pk == second.pk


def test_numbers_given_out_at_once_are_distinct_and_without_gap(crowd):
    cases = [a_dispute(crowd, accept=False) for _ in range(6)]
    out = race(*[lambda c=c: crowd.act(c, "accept", by=CLERK, at=at("2026-03-03")) for c in cases])
    assert {o.issued["number"].partition("〕")[2] for o in out} == {f"第{n}号" for n in range(1, 7)}


def test_a_reply_and_an_act_of_the_other_case_do_not_lock_each_other_out(crowd):
    case, listing = handed_over(crowd)
    lister, at_noon = who("lister"), at("2026-05-08")
    out = race(
        lambda: crowd.act(listing, "drop", by=lister, at=at_noon),
        lambda: crowd.act(listing, "tell", by=lister, at=at_noon),
        lambda: crowd.let_time_pass(case, at=at_noon),
        lambda: crowd.let_time_pass(listing, at=at_noon),
    )
    assert all(not isinstance(o, Refused) or "案件现为" in str(o) for o in out)
    assert case.entries.filter(act="note_listing").count() == 1


# 中途失败，一无所留


class Failure(Exception):
    """The machine fails in the middle."""


def state_of_the_house():
    """Return how much stands in every table that cannot be computed again."""
    counts = {m.__name__: m.objects.count() for m in (Case, Entry, Secret, Passage, CaseLink)}
    return counts, list(Series.objects.values_list("kind", "last")), list(Case.objects.values())


def fails(*_args, **_kwargs):
    raise Failure


@pytest.mark.parametrize(
    ("module", "name"),
    [
        (door_module, "write"),
        (door_module.sealed, "keep"),
        (project, "_write_table"),
        (handing, "_hand_over"),
        (handing, "brought"),
        (CaseLink, "save"),
    ],
)
def test_a_crash_inside_an_act_leaves_nothing(door, monkeypatch, module, name):
    case = ordered(door)
    before = state_of_the_house()
    with monkeypatch.context() as broken:
        broken.setattr(module, name, fails)
        with pytest.raises(Failure):
            door.act(case, "confirm_unpaid", by=who("inspection_head"), at=at("2026-05-06"))
    assert state_of_the_house() == before
    door.act(case, "confirm_unpaid", by=who("inspection_head"), at=at("2026-05-06"))


def test_a_crash_while_a_number_is_out_gives_the_number_back(door, monkeypatch):
    case = a_dispute(door, accept=False)
    with monkeypatch.context() as broken:
        broken.setattr(door_module, "write", fails)
        with pytest.raises(Failure):
            door.act(case, "accept", by=CLERK, at=at("2026-03-03"))
    entry = door.act(case, "accept", by=CLERK, at=at("2026-03-03"))
    assert entry.issued["number"].endswith("第1号")


def test_a_crash_while_a_case_is_opened_leaves_no_case(door, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(door_module.sealed, "keep", fails)
        with pytest.raises(Failure):
            a_complaint(door)
    assert state_of_the_house()[0] == dict.fromkeys(state_of_the_house()[0], 0)


def test_a_reply_that_crashes_undoes_the_act_it_replies_to(door, monkeypatch):
    _, listing = handed_over(door)
    before = state_of_the_house()
    with monkeypatch.context() as broken:
        broken.setattr(handing, "_reply", fails)
        with pytest.raises(Failure):
            door.act(listing, "drop", by=who("lister"), at=at("2026-05-08"))
    assert state_of_the_house() == before


def test_an_act_costs_few_questions_to_the_database(door, django_assert_max_num_queries):
    case = a_dispute(door)
    door.act(case, "represent", by=CLERK, at=at("2026-03-03"), about=("representative/1",))
    with django_assert_max_num_queries(10):
        door.act(case, "stay", by=CHAIR, at=at("2026-03-04"), facts=dispute.Ground(ground="等待"))
    everybody = dispute.Hearing(hearing_on=date(2026, 4, 16))
    with django_assert_max_num_queries(11):
        door.act(
            case,
            "set_hearing",
            by=ARBITRATOR,
            at=at("2026-03-09"),
            about=("hearing/1",),
            facts=everybody,
        )
    assert case.region == COUNTY


def test_a_journal_read_before_the_lock_is_not_read_again_under_it(
    door, django_assert_max_num_queries
):
    case = a_dispute(door)
    door.act(case, "represent", by=CLERK, at=at("2026-03-03"), about=("representative/1",))
    door.view(case)
    with django_assert_max_num_queries(9):
        done = door.act(
            case,
            "stay",
            by=CHAIR,
            at=at("2026-03-04"),
            facts=dispute.Ground(ground="等待"),
            request="once",
        )
    assert list(case.entries.filter(request="once")) == [done]


def test_what_somebody_else_did_after_it_was_read_is_not_overlooked(door):
    case = a_dispute(door)
    door.view(case)
    Door(door.calendar).act(
        case, "represent", by=CLERK, at=at("2026-03-03"), about=("representative/1",), request="a"
    )
    again = door.act(
        case, "represent", by=CLERK, at=at("2026-03-03"), about=("representative/1",), request="a"
    )
    stayed = door.act(
        case, "stay", by=CHAIR, at=at("2026-03-04"), facts=dispute.Ground(ground="等待")
    )
    assert stayed.seq == again.seq + 1
    assert journal.first_broken(case.entries.order_by("seq"), case=case.uid) is None

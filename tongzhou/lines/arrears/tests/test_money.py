"""Money is neither made nor lost: shares, payers in order, and any run of payments through the door's own judgment."""

from __future__ import annotations

import csv
from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tongzhou.law import CALENDAR
from tongzhou.lines.arrears import facts, rules
from tongzhou.lines.arrears.conclusions import read, table
from tongzhou.lines.arrears.procedure import MATTER
from tongzhou.lines.arrears.rules import payers as paying
from tongzhou.lines.arrears.rules.sharing import WAYS, shared
from tongzhou.procedure.facts import stored
from tongzhou.procedure.fold import fold
from tongzhou.procedure.judge import check_can
from tongzhou.procedure.refusal import Refused
from tongzhou.procedure.view import Record

from .cast import MONDAY, at, wage

FOLDER = Path(__file__).parent


def examples(name):
    with (FOLDER / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.mark.parametrize(
    "row", examples("payers.csv"), ids=lambda r: f"{r['situation']}-{r['expected']}"
)
def test_who_pays_in_which_order(row):
    roles = dict(pair.split("=") for pair in row["parties"].split())
    owes = int(row["owner_owes"]) if row["owner_owes"] else None
    asked = {"on": MONDAY, "arrears": 30_000_000, "owner_owes": owes}
    if ":" not in row["expected"]:
        with pytest.raises(ValueError, match=row["expected"]):
            paying.payers(row["situation"], roles, **asked)
        return
    found = paying.payers(row["situation"], roles, **asked)
    said = " ".join(f"{p.key}:{p.rank}" + (f"<{p.limit}" if p.limit else "") for p in found)
    assert said == row["expected"]
    assert all(p.articles and p.why for p in found)
    assert (
        sum(p.ask or 0 for p in found) == 30_000_000
    )  # what is asked of all of them is what is owed


@pytest.mark.parametrize("row", examples("sharing.csv"), ids=lambda r: "-".join(r.values()))
def test_how_a_sum_that_is_not_enough_is_shared(row):
    owed = {chr(97 + i): int(v) for i, v in enumerate(row["owed"].split())}
    if not row["expected"][0].isdigit():
        with pytest.raises(ValueError, match=row["expected"]):
            shared(int(row["total"]), owed, row["way"])
        return
    got = shared(int(row["total"]), owed, row["way"])
    assert " ".join(str(got[k]) for k in owed) == row["expected"]


OWED = st.dictionaries(
    st.text("abcdefgh", min_size=1, max_size=3), st.integers(0, 10**9), max_size=12
)


@settings(max_examples=200, deadline=None)
@given(OWED, st.integers(0, 10**10), st.sampled_from(WAYS))
def test_whatever_is_shared_is_the_sum_and_nobody_gets_more_than_they_are_owed(owed, total, way):
    whole = sum(owed.values())
    if total > whole:
        with pytest.raises(ValueError, match="超过"):
            shared(total, owed, way)
        total = whole
    got = shared(total, owed, way)
    assert sum(got.values()) == total
    assert all(0 <= got[k] <= owed[k] for k in got)
    if way != "先清小额":
        same = {}
        for key, value in got.items():
            same.setdefault(owed[key], []).append(value)
        assert all(max(v) - min(v) <= 1 for v in same.values())


class OnPaper:
    """A matter without a database: acts judged and folded as the door would."""

    def __init__(self, sums):
        self.records, self.on = [], MONDAY
        self.keys = [f"worker/w{n}" for n in range(len(sums))]
        rows = {k: (wage("2026-01", yuan),) for k, yuan in zip(self.keys, sums, strict=True)}
        names = dict.fromkeys(self.keys, "某人")
        opening = facts.TakenUp(names=names | {"employer/e1": "某公司"}, claims={}, story="欠薪")
        self.write("take_up", opening, (*self.keys, "employer/e1"))
        self.write("establish", facts.Established(rows=rows), tuple(self.keys))
        self.paid = self.bounced = 0

    @property
    def view(self):
        return fold({MATTER.version: MATTER}, self.records, CALENDAR)

    def write(self, act, stated, about):
        self.records.append(
            Record(
                len(self.records),
                act,
                MATTER.version,
                ("1",),
                "inspector",
                "150223",
                self.on,
                at(self.on),
                about,
                stored(stated),
            )
        )

    def tries(self, act, stated, about):
        try:
            stated.check()
            check_can(self.view, MATTER.by_code[act], stated, on=self.on, about=about)
        except (Refused, ValueError):
            return False
        self.write(act, stated, about)
        return True

    def pays(self, act, amounts):
        view = self.view
        left = {k: rules.outstanding(view, k) - v for k, v in amounts.items()}
        kind = facts.Advance if act == "advance" else facts.Payment
        more = {"approval": "批"} if act == "advance" else {}
        stated = kind(received_on=self.on, amounts=amounts, left=left, reference="1", **more)
        if self.tries(act, stated, tuple(amounts)):
            self.paid += sum(amounts.values())

    def bounces(self, amounts):
        if self.tries("bounce", facts.Bounced(amounts=amounts, words="退票"), tuple(amounts)):
            self.bounced += sum(amounts.values())

    def confirms(self, key, total):
        known = rules.sums(self.view, key)
        new = total - known.received
        stated = facts.Confirmed(
            received_on=self.on,
            total={key: total},
            amounts={key: new},
            left={key: known.left - new},
            how="录音",
        )
        if self.tries("confirm_all" if known.left == new else "confirm", stated, (key,)):
            self.paid += new


STEPS = st.lists(
    st.tuples(
        st.sampled_from(["pay", "advance", "bounce", "confirm"]),
        st.integers(0, 3),
        st.integers(-5, 700_000),
    ),
    max_size=14,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.integers(1, 6000), min_size=1, max_size=4), STEPS)
def test_whatever_is_paid_bounced_and_confirmed_the_ledger_adds_up(sums, steps):
    life = OnPaper(sums)
    for act, n, amount in steps:
        key = life.keys[n % len(life.keys)]
        if act == "bounce":
            life.bounces({key: amount})
        elif act == "confirm":
            life.confirms(key, amount)
        else:
            life.pays(act, {key: amount})
        view = life.view
        total = rules.sums(view)
        by_worker = [rules.sums(view, k) for k in life.keys]
        assert total.received == life.paid - life.bounced == sum(s.received for s in by_worker)
        assert all(s.left >= 0 and s.received >= 0 for s in by_worker)
        assert total.found == sum(sums) * 100
        for worker, s in zip(rules.workers(view), by_worker, strict=True):
            assert (worker.state == "paid") == (s.left == 0)
        row = rules.matter_row(view)[""]
        assert (row["collected"], row["left"]) == (total.received, total.left)
        life.on += timedelta(days=1)
    assert rules.ready_to_close(life.view) == (rules.sums(life.view).left == 0)


def test_the_table_of_conclusions_asks_evidence_of_all_that_is_not_money():
    assert len(table()) >= 10
    assert all(c.paid or c.evidence for c in table().values())
    assert all(c.suggested and c.model for c in table().values())
    good = {"code": "x", "label": "甲", "paid": True, "of": "case", "counts": "collected"}
    for wrong, told in (
        ({"since": date(2026, 1, 1), "conclusions": [good | {"paid": False}]}, "要有什么证据"),
        ({"since": date(2026, 1, 1), "conclusions": [good, good]}, "重复"),
        ({"since": date(2026, 1, 1), "conclusions": [good | {"of": "all"}]}, "不在可填的范围"),
        ({"since": date(2026, 1, 1), "conclusions": []}, "没有“已到账”"),
        ({"conclusions": [good]}, "since"),
    ):
        with pytest.raises(ValueError, match=told):
            read(wrong)


def test_lines_that_contradict_themselves_are_named_by_person_month_and_item():
    one = "worker/w1"
    for rows, told in (
        ((wage("2026-01", 10), wage("2026-01", 20)), "列了两行"),
        ((wage("2026-01", 10, paid=11),), "超过应发"),
        ((wage("2026-01", -1),), "不能为负数"),
    ):
        with pytest.raises(ValueError, match=f"包晓东的2026-01“计时工资”.*{told}"):
            facts.Wages(rows={one: rows}, names={one: "包晓东"}).check()

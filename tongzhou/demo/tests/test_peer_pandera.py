"""What the bench of filings measures against is the same answer: in pandas with pandera the same rows stay out, for the same reasons."""

from __future__ import annotations

import csv
from datetime import date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from tongzhou.columns import deliveries, loading, refused
from tongzhou.demo import filings, peer_pandera
from tongzhou.demo.bench_filing_run import Nowhere
from tongzhou.lines.filing.bulk.table import FILINGS
from tongzhou.registry import identity

ON = date(2026, 11, 26)
AT = datetime(2026, 11, 26, 9, tzinfo=ZoneInfo("Asia/Shanghai"))
ROWS = 2_400
JOB, REGION, SIGNED = 9, 10, 11


def born(day: date, order: str = "017") -> str:
    seventeen = f"150102{day:%Y%m%d}{order}"
    return seventeen + identity.check_character(seventeen)


# What is changed in a row that is right, and the codes it is then told under.
CHANGES: dict[str, tuple[dict[int, str], set[str]]] = {
    "elsewhere": ({REGION: "110101"}, {"F101"}),
    "a child": ({filings.NUMBER: born(date(2012, 5, 1))}, {"F102"}),
    "no end": ({filings.ENDS: ""}, {"F106"}),
    "open with an end": ({filings.TERM: "无固定期限"}, {"F107"}),
    "next year": ({filings.STARTS: "2027-03-01", filings.ENDS: "2030-02-28", filings.PROBATION: "0"}, {"F108"}),
    "two months": ({filings.STARTS: "2025-01-01", filings.ENDS: "2025-02-28", filings.PROBATION: "1"}, {"F111"}),
    "the end of February": ({filings.STARTS: "2023-11-30", filings.ENDS: "2024-02-28", filings.PROBATION: "1"}, set()),
    "a month too long": ({filings.STARTS: "2024-01-31", filings.ENDS: "2025-01-30", filings.PROBATION: "3"}, {"F112"}),
    "no pay": ({filings.PAY: ""}, {"F113"}),
    "nothing for pay": ({filings.PAY: "0"}, {"F114", "F115"}),
    "half a fen": ({filings.PAY: "3000.005"}, {"pay!"}),
    "two years of probation": ({filings.PROBATION: "25"}, {"probation_months!"}),
    "not signed": ({SIGNED: ""}, set()),
    "no term": ({filings.TERM: "长期"}, {"term!"}),
    "a formula": ({JOB: "=1+1"}, {"job!"}),
    "garbled": ({filings.NAME: "巴特\ufffd"}, {"name!"}),
    "more than anybody earns": ({filings.PAY: "99999999"}, {"pay!"}),
}  # fmt: skip


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A file of the bench, and below it a row for each fault that file has not."""
    rows = list(filings.rows(ROWS))
    right = next(
        row
        for row in rows
        if row[filings.TERM] == "固定期限" and row[filings.ENDS] > row[filings.STARTS] and len(row[filings.NAME]) > 1
    )  # fmt: skip
    for n, (changed, _) in enumerate(CHANGES.values()):
        row = list(right)
        row[filings.NUMBER] = born(date(1990, 1, 1) + timedelta(days=n))
        row[filings.STARTS], row[filings.ENDS], row[filings.PROBATION] = (
            "2024-03-01",
            "2027-02-28",
            "2",
        )
        row[filings.PAY] = "6000.00"
        for at, text in changed.items():
            row[at] = text
        rows.append(row)
    path = tmp_path / "filings.csv"
    with path.open("w", encoding="utf-8", newline="") as out:
        csv.writer(out, lineterminator="\n").writerows([filings.HEAD, *rows])
    return path


@pytest.mark.django_db
def test_pandera_keeps_out_the_same_rows_for_the_same_reasons(file: Path) -> None:
    delivery, _ = deliveries.begin(FILINGS, file, by=deliveries.Sender("示例", ""), on=ON, at=AT)
    delivery = loading.load(FILINGS, file, delivery, Nowhere(ON))
    assert delivery.state == "done", delivery.why
    theirs = peer_pandera.answer(file, on=ON)
    ours = [
        (row.line, code)
        for kept in refused.of(delivery)
        for row in kept.wrong
        for code in sorted({fault.code for fault in row.why})
    ]
    assert list(theirs.refused.itertuples(index=False, name=None)) == ours
    told = {line: {code for at, code in ours if at == line} for line, _ in ours}
    for n, (name, (_, codes)) in enumerate(CHANGES.items(), ROWS + peer_pandera.FIRST_LINE):
        assert told.get(n, set()) == codes, name
    remarked = [
        (line, code)
        for code, lines in refused.remarked(delivery, most=ROWS * 2).items()
        for line in lines
    ]
    assert list(theirs.remarked.itertuples(index=False, name=None)) == sorted(remarked)
    assert {code for _, code in remarked} == {"F103", "F104", "F123", "F126"}
    assert theirs.repeats == [line for line, _ in refused.doubled(delivery, most=ROWS)]
    assert theirs.fen == delivery.sums["pay"]["sent"]

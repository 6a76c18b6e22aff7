"""The figures of a month: medians, what was found to be nothing, and every row of a table."""

from __future__ import annotations

import io
from collections import Counter
from datetime import date, timedelta

import docx
import pytest

from tongzhou.warning.cases import facts
from tongzhou.warning.reporting import figures, word
from tongzhou.warning.reporting.figures import Month

from .station import HERE, MONDAY, Station, at

LATER = MONDAY + timedelta(days=40)


def month(**told) -> Month:
    return Month(HERE, "达茂旗", date(2026, 11, 1), date(2026, 11, 30), **told)


@pytest.mark.parametrize(
    ("days", "middle"), [([], None), ([4], "4"), ([1, 10], "5.5"), ([2, 4], "3"), ([1, 2, 9], "2")]
)
def test_the_middle_of_two_lies_between_them(days, middle):
    assert month(days=days).median_days == middle


def test_no_row_of_a_table_is_left_out_and_no_share_of_few_is_told():
    """Eleven places and nine verified: the report names all eleven, and tells no per cent."""
    told = month(
        causes=Counter({"资金周转困难": 6, "订单减少": 3}),
        places=Counter({f"第{n}镇": n for n in range(1, 12)}),
        opened=Counter({"red": 66}),
    )
    made = docx.Document(io.BytesIO(word.report(told, body="达茂旗人社局", on=MONDAY)))
    cells = {row.cells[0].text: row.cells[1].text for table in made.tables for row in table.rows}
    assert {cells[f"第{n}镇"] for n in range(1, 12)} == {str(n) for n in range(1, 12)}
    words = "".join(p.text for p in made.paragraphs)
    assert "“资金周转困难”最多，6件。" in words


def closed(station: Station, firm: int, found: str, resolved: str) -> None:
    case = station.signed(
        station.dispatched(station.issued(station.candidate(firm, wage_arrears_months="1")))
    )
    station.verifies(case, found=found)
    told = facts.Feedback(resolved=resolved, words="已核", advice="解除预警")  # type: ignore[arg-type]
    station.does("handler", case, "feed_back", told, hour=17)
    station.does("analyst", case, "close", facts.Closing(words="同意"), hour=18)


def test_a_visit_that_found_nothing_is_no_recovery(station: Station):
    """Two visits, both closed the same day: one paid up, at the other there was nothing. Of one that could recover, one did."""
    closed(station, 0, "属实", "已化解")
    closed(station, 1, "不属实", "不属实")
    visits = next(e for e in figures.effects(HERE, today=LATER) if e.kind == "visit")
    assert (visits.responses, visits.recovered) == (1, 1)
    told = figures.of_month(HERE, "2026-11", today=LATER, at=at(LATER))
    assert (told.total, told.people, told.amount) == (2, 12, 36_000_000)


def test_whose_township_nobody_knows_is_not_counted_as_the_county_itself(station: Station):
    station.candidate(0)
    told = figures.of_month(HERE, "2026-11", today=MONDAY, at=at(MONDAY))
    assert told.places == {"未写明苏木乡镇": 1}
    above = figures.of_month("1502", "2026-11", today=MONDAY, at=at(MONDAY))
    assert above.places == {"达尔罕茂明安联合旗": 1}

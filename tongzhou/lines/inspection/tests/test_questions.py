"""The pages of inspection ask the database as much for one case as for many, for one worker as for twelve."""

from __future__ import annotations

from django.urls import reverse

from tongzhou.lines.inspection.facts.performing import Publication
from tongzhou.lines.inspection.offices import INSPECTOR
from tongzhou.lines.inspection.tests.station import Station
from tongzhou.lines.inspection.tests.test_transfer import sent
from tongzhou.procedure.models import Case
from tongzhou.procedure.tests.counting import counted, grown

OWN = ("inspection:board", "inspection:discretion", "inspection-checks:list", "inspection-reviews:list",
       "inspection-transfers:list", "inspection-field:home")  # fmt: skip
CASE_PAGES = ("inspection:record", "inspection:conclude", "inspection-field:record")


def lists() -> list[str]:
    """Return the lists of the line at the desk."""
    found = [reverse(name) for name in OWN]
    return [
        *found,
        *(reverse("desk:list", args=[f"inspection.{c}"]) for c in ("case", "transfer", "check")),
    ]


def shown(station: Station) -> Case:
    """Return a case whose fine is served and published."""
    case = station.fined()
    station.serves(case, "serve_punishment", "2026-03-25")
    station.does(case, "publish", INSPECTOR, "2026-03-26", Publication(where="示例平台"))
    return case


def test_a_list_of_five_asks_as_much_as_a_list_of_one(station: Station) -> None:
    sent(station)
    shown(station)
    public = reverse("inspection-public:list")
    before = counted(station.one.client, [*lists(), public])
    for n in range(4):
        shown(station)
        other = station.files("2026-04-01", "wage_arrears", workers=2)
        if n % 2:
            station.team(other, "2026-04-01")
    after = counted(station.one.client, [*lists(), public])
    assert not grown(before, after)


def test_a_case_of_twelve_workers_asks_as_much_as_one_of_two(station: Station) -> None:
    def pages(workers: int, codes: tuple[str, ...]) -> dict[str, int]:
        case = station.files("2026-03-02", *codes, workers=workers)
        station.team(case, "2026-03-03")
        station.visits(case, "2026-03-04")
        urls = [
            reverse("desk:case", args=[case.uid]),
            *(reverse(p, args=[case.uid]) for p in CASE_PAGES),
        ]
        return dict(
            zip(("case", *CASE_PAGES), counted(station.one.client, urls).values(), strict=True)
        )

    few = pages(2, ("overtime_illegal",))
    many = pages(12, ("overtime_illegal", "contract_missing", "deposit_taken"))
    assert not grown(few, many)

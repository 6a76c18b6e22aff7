"""The pages of random inspection ask the database as much for many batches, and many drawn, as for few."""

from __future__ import annotations

from datetime import date

from django.test import Client
from django.urls import reverse

from tongzhou.lines.draws import facts
from tongzhou.procedure.tests.counting import counted, grown

from .cast import Cast


def test_the_boards_ask_as_much_for_four_batches_as_for_one(cast: Cast) -> None:
    cast.drawn()
    desk = [reverse("draws:board"), reverse("desk:list", args=["draws.batch"])]
    desk += [reverse("desk:register", args=[f"draw-{r}"]) for r in ("items", "objects", "officers")]
    public = [reverse("draws-public:batches")]
    before = counted(cast.clerk.client, desk) | counted(Client(), public)
    for _ in range(3):
        cast.frozen()
    assert not grown(before, counted(cast.clerk.client, desk) | counted(Client(), public))


def test_the_result_of_many_asks_as_much_as_that_of_few(cast: Cast) -> None:
    def pages(**more: int) -> dict[str, int]:
        case = cast.drawn(**more)
        keys = list(cast.picks(case))
        for key in keys[1:]:
            told = facts.Checked(target=key, outcome="未发现问题", checked_on=date(2026, 11, 20))
            cast.does("clerk", case, "record_result", told, on=date(2026, 11, 23), about=(key,))
        names = ("room", "result")
        urls = [
            *(reverse(f"draws:{n}", args=[case.uid]) for n in names),
            reverse("desk:case", args=[case.uid]),
        ]
        found = counted(cast.clerk.client, urls)
        found |= counted(Client(), [reverse("draws-public:batch", args=[case.uid])])
        return dict(zip((*names, "case", "public"), found.values(), strict=True)) | {
            "drawn": len(keys)
        }

    few = pages()
    cast_more = cast.terms().strata
    wide = tuple(
        facts.Stratum(code=s.code, label=s.label, grade=s.grade, risk=s.risk, num=60)
        for s in cast_more
    )
    many = pages(strata=wide)  # type: ignore[arg-type]
    assert many.pop("drawn") > 3 * few.pop("drawn")
    assert not grown(few, many)

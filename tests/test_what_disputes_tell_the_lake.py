"""What the warehouse is told of a dispute: one row from the application to the end, about whoever stands for the employer today."""

from __future__ import annotations

from typing import Any

import pytest
from django.utils.timezone import now

from tongzhou.lines.arbitration.exporting import disputes
from tongzhou.lines.arbitration.models import Dispute
from tongzhou.lines.arbitration.tests.court import COUNTY, FIRM, Court
from tongzhou.procedure.models import Case, SubjectRow
from tongzhou.procedure.tests.cast import a_region
from tongzhou.registry.models import Employer
from tongzhou.warehouse import exporting
from tongzhou.warehouse.lake import kept
from tongzhou.warehouse.lake.engines import connect
from tongzhou.warehouse.lake.here import open_lake

CODE, OTHER = "91150221MA0000001X", "91150221MA00000020"


@pytest.fixture
def court(db: None) -> Court:  # noqa: ARG001
    return Court()


def against_a_firm_with_a_code(court: Court) -> tuple[Case, Employer]:
    case = court.opens("2026-03-02")
    a_region(COUNTY)
    firm = Employer.objects.create(uscc=CODE, name="示例建筑有限公司", region_id=COUNTY)
    SubjectRow.objects.filter(case=case, key=FIRM).update(registry="employer", ref=str(firm.pk))
    return case, firm


def test_an_application_that_is_accepted_and_numbered_stays_the_one_dispute_it_was(
    court: Court, settings: Any, tmp_path: Any
) -> None:
    settings.LAKE = str(tmp_path / "lake")
    case, _ = against_a_firm_with_a_code(court)
    assert exporting.export(["disputes"], at=now()) == {"disputes": 1}
    Case.objects.filter(pk=case.pk).update(number="达劳人仲案字〔2026〕第1号")  # on its acceptance
    Dispute.objects.filter(case=case).update(people=3)
    exporting.export(["disputes"], at=now())
    lake = open_lake()
    engine = connect(lake)
    kept.refresh(lake, engine, feeds=["disputes"])
    rows = engine.arrow(kept.read(engine, "disputes")).to_pylist()
    engine.close()
    assert len([row for row in rows if row["superseded_on"] == kept.FAR]) == 1


def test_a_dispute_follows_its_employer_through_a_merger_and_back(court: Court) -> None:
    _, firm = against_a_firm_with_a_code(court)
    (told,) = disputes()
    keep = Employer.objects.create(uscc=OTHER, name="示例集团有限公司", region_id=COUNTY)
    firm.merged_into = keep
    firm.save()
    assert [row["uscc"] for row in disputes()] == [OTHER]
    firm.merged_into = None
    firm.save()
    assert list(disputes()) == [told]

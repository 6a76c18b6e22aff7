"""Under which code an employer is told of: that of whoever stands for it."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from tongzhou.registry import standing
from tongzhou.registry.models import Employer, Region


@pytest.mark.django_db
def test_an_employer_is_told_of_under_the_code_of_the_last_it_was_merged_into() -> None:
    here = Region.objects.create(code="15", name="内蒙古自治区", level="province")

    def firm(name: str, uscc: str | None, into: Employer | None = None) -> Employer:
        return Employer.objects.create(name=name, uscc=uscc, region=here, merged_into=into)

    last = firm("示例集团", "91150221MA0000001X")
    middle = firm("示例公司", "91150221MA00000020", last)
    first = firm("还没有代码的示例队", None, middle)
    nameless = firm("另一个示例队", None)
    kept = firm("示例商店", "91150221MA00000033", nameless)
    with CaptureQueriesContext(connection) as asked:
        found = standing.codes()
    assert len(asked) == 1
    assert found == {
        last.pk: "91150221MA0000001X",
        middle.pk: "91150221MA0000001X",
        first.pk: "91150221MA0000001X",
        kept.pk: "91150221MA00000033",  # who stands for it has none
    }

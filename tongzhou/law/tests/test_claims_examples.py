"""The worked examples of the calculators come out to the cent, through the command that others call."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from click.testing import CliRunner

from tongzhou.law.claims import KINDS
from tongzhou.law.command import law
from tongzhou.law.tests.examples import rows, titled

TODAY = "2026-11-26"


def calc(kind: str, inputs: Any, *words: str) -> dict[str, Any]:
    """Return what `tongzhou law calc` answers to an object on its standard input."""
    line = ["calc", kind, "--json", "-", "--on", TODAY, *words]
    result = CliRunner().invoke(law, line, input=json.dumps(inputs, ensure_ascii=False))
    assert result.exit_code == 0, result.output
    told: dict[str, Any] = json.loads(result.output)
    return told


def written(cell: str) -> Any:
    """Read a cell such as {start: 2019-03-01, avg_wage: 8000}; everything stays as it is written."""
    return yaml.load(cell, Loader=yaml.BaseLoader) if cell else {}


@pytest.mark.parametrize("row", rows("claims.csv"), ids=titled)
def test_the_example_comes_out_as_the_officer_wrote_it(row: dict[str, str]) -> None:
    told = calc(row["种类"], written(row["输入"]))
    assert told["amount"] == (row["金额"] or None)
    more = written(row["另给"])
    items = {item["code"]: item["amount"] for item in told["items"]}
    for code, amount in more.pop("items", {}).items():
        assert items[code] == amount
    for name, value in more.items():
        assert str(told[name]).lower() == value


def test_every_calculator_has_an_example() -> None:
    assert {row["种类"] for row in rows("claims.csv")} == set(KINDS)

"""An office's own config for its model: four words are filled in, every other brace is its own."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest

from tongzhou.warning import history

DAY = date(2026, 11, 27)


def test_the_config_that_comes_with_the_program_is_filled_in() -> None:
    told = tomllib.loads(history._config(history.TEMPLATE, DAY))
    assert told["data"]["snapshot"] == DAY
    assert told["capacity"]["names"] == [history.CAPACITY]
    assert told["asof"]["test"]["first"] < told["asof"]["test"]["last"] < DAY


@pytest.mark.parametrize(
    "written",
    [
        'name = "{本地}模型"\nsnapshot = {snapshot}\ntest = { first = {first}, last = {last} }\nnames = [{names}]\n',
        'name = "{{本地}}模型"\nsnapshot = {snapshot}\ntest = {{ first = {first}, last = {last} }}\nnames = [{names}]\n',
    ],
)  # fmt: skip
def test_a_brace_in_an_office_s_own_config_stands_as_it_is(tmp_path: Path, written: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(written, "utf-8")
    told = tomllib.loads(history._config(path, DAY))
    assert told["name"] == "{本地}模型"
    assert (told["snapshot"], told["names"]) == (DAY, [history.CAPACITY])

"""Putting codes to the names of a file, as suppliers and Excel write it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner

from tongzhou.procedure.tests.cast import a_region
from tongzhou.registry.models import Employer
from tongzhou.warehouse.loading.command import feed as command
from tongzhou.warehouse.matching.models import UnknownName

from .test_feeds import code

NAMES = "名称,用量\n示例乳业有限公司,12\n示例不明队,3,多出的一格\n,5\n"


@pytest.fixture
def dairy(db: None) -> Employer:  # noqa: ARG001
    return Employer.objects.create(uscc=code(1), name="示例乳业有限公司", region=a_region("150221"))


def identified(tmp_path: Path, content: bytes, county: str = "150221") -> Any:
    given, out = tmp_path / "in.csv", tmp_path / "out.csv"
    given.write_bytes(content)
    asked = ["identify", str(given), str(out), "--county", county, "--source", "供水公司"]
    return CliRunner().invoke(command, asked)


@pytest.mark.usefixtures("dairy")
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_codes_are_put_to_names_in_either_encoding(tmp_path: Path, encoding: str) -> None:
    said = identified(tmp_path, NAMES.encode(encoding))
    assert (said.exit_code, said.output) == (0, "名称相符1；等待决定1；没有名称1\n")
    assert f"示例乳业有限公司,12,{code(1)}" in (tmp_path / "out.csv").read_text("utf-8-sig")


@pytest.mark.usefixtures("dairy")
@pytest.mark.parametrize(
    ("county", "words"), [("15022", "不是旗县代码"), ("150299", "没有代码为“150299”的地区")]
)
def test_a_county_that_is_none_is_refused_before_any_name_waits(
    tmp_path: Path, county: str, words: str
) -> None:
    said = identified(tmp_path, NAMES.encode(), county)
    assert (said.exit_code, words in said.output) == (1, True)
    assert not UnknownName.objects.exists()


@pytest.mark.usefixtures("dairy")
def test_letters_of_no_known_encoding_are_refused_in_words(tmp_path: Path) -> None:
    said = identified(tmp_path, b"\xff\xff\xff\xff")
    assert (said.exit_code, "无法识别的文字编码" in said.output) == (1, True)

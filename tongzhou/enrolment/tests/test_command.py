"""`tongzhou registry load`: a list from the machine's own disk, for a region or for all, by somebody or by nobody."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from tongzhou.columns.models import Delivery
from tongzhou.enrolment.command import registry
from tongzhou.registry.models import Employer, RegisterEntry

from .cast import HERE, THERE, League, code


def load(*args: object) -> Result:
    return CliRunner().invoke(registry, ["load", *map(str, args)])


def test_it_says_what_came_of_a_list_and_ends_with_nought(league: League) -> None:
    path = league.writes(f"{code(1)},示例甲有限公司,{HERE}", f"{code(2)},示例乙有限公司,{THERE}")
    told = load(path)
    assert told.exit_code == 0, told.output
    assert "报送 2 行 = 入库 2 + 退回 0 + 重复 0（已对平）" in told.output
    assert (Employer.objects.count(), Delivery.objects.get().owner) == (2, "")
    assert {e.by for e in RegisterEntry.objects.filter(register="employer")} == {None}
    again = load(path)
    assert again.exit_code == 0
    assert "这个文件已于" in again.output
    assert (Delivery.objects.count(), RegisterEntry.objects.count()) == (1, 2)


def test_rows_to_mend_are_written_and_it_ends_with_two(league: League, tmp_path: Path) -> None:
    path = league.writes(f"{code(1)},示例甲有限公司,{HERE}", f"{code(2)},示例乙有限公司,{THERE}")
    out = tmp_path / "退回.csv"
    told = load(path, "--region", "1502", "--by", "qimuge", "--rejects", out, "--json")
    assert told.exit_code == 2, told.output
    said = json.loads(told.stdout)
    assert (said["landed"], said["rejected"], said["faults"], said["reconciled"]) == (1, 1, {"E102": 1}, True)  # fmt: skip
    assert "不在本机关的地区以内" in out.read_text("utf-8-sig")
    entry = RegisterEntry.objects.get(register="employer")
    assert entry.by == league.people["qimuge"]
    # The mended rows name the delivery they mend.
    mended = out.with_name("改好.csv")
    mended.write_text(out.read_text("utf-8-sig").replace(THERE, HERE, 1), "utf-8")
    told = load(mended, "--region", "1502", "--mends", said["number"])
    assert (told.exit_code, Delivery.objects.get(mends__isnull=False).landed) == (0, 1), told.output


def test_what_cannot_be_read_ends_with_one(league: League) -> None:
    path = league.writes("1,2", head="甲,乙")
    assert load(path).exit_code == 1


@pytest.mark.parametrize(
    ("options", "words"),
    [
        (("--region", "9999"), "没有代码为“9999”的地区"),
        (("--by", "somebody"), "没有用户“somebody”"),
        (("--by", "inspector"), "不是该地区的登记管理员"),
        (("--by", "bateer", "--region", "1502"), "不是该地区的登记管理员"),
        (("--mends", "EMPLOYERS-0"), "没有批次“EMPLOYERS-0”"),
    ],
    ids=lambda one: str(one),
)
def test_whoever_may_not_register_there_is_refused_in_words(league: League, options: tuple[str, ...], words: str) -> None:  # fmt: skip
    told = load(league.writes(f"{code(1)},示例甲有限公司,{HERE}"), *options)
    assert (told.exit_code, words in told.output) == (1, True), told.output
    assert not Employer.objects.exists()


def test_by_a_registrar_without_a_region_it_is_for_theirs(league: League) -> None:
    told = load(league.writes(f"{code(1)},示例甲有限公司,{THERE}"), "--by", "bateer")
    assert (told.exit_code, Delivery.objects.get().owner) == (2, HERE), told.output

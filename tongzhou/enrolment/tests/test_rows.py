"""A registrar brings the list of the market regulator: who is new is registered, who is known is left alone unless the row asks for a change."""

from __future__ import annotations

from collections.abc import Iterator

import polars as pl
import pytest
from xlsxwriter import Workbook

from tongzhou.columns import refused
from tongzhou.columns.models import Delivery
from tongzhou.enrolment.models import AwaitedHead
from tongzhou.registry.employing import change_employer, merge
from tongzhou.registry.models import Employer, EmployerAlias, RegisterEntry

from .cast import BESIDE, HEAD, HERE, NOW, THERE, TODAY, League, code

WHOLE = "统一社会信用代码,企业名称,行政区划,企业类型,行业门类,法定代表人,住所,联系电话,企业规模,从业人数,经营状态,网格,备案事项"


def counts(delivery: Delivery) -> tuple[int, int, int]:
    return delivery.landed, delivery.rejected, delivery.duplicate


def entries(employer: Employer) -> list[RegisterEntry]:
    return list(RegisterEntry.objects.about(employer))


def test_a_new_code_is_registered_with_all_that_the_list_says_and_its_entry(league: League) -> None:
    done = league.brings(
        f"{code(1)},示例（包头）奶食品有限责任公司,{HERE},有限责任公司（自然人独资）,5212,王示例,示例路1号,0472-5550001,微型,12,存续（在营、开业、在册）,三网格,",
        head=WHOLE,
    )
    assert counts(done) == (1, 0, 0)
    firm = Employer.objects.get()
    assert (firm.uscc, firm.name, firm.region_id, firm.county) == (code(1), "示例（包头）奶食品有限责任公司", HERE, HERE)  # fmt: skip
    assert (firm.form, firm.industry_id, firm.size, firm.headcount) == ("company", "52", "micro", 12)  # fmt: skip
    assert (firm.legal_representative, firm.address, firm.telephone, firm.grid) == ("王示例", "示例路1号", "0472-5550001", "三网格")  # fmt: skip
    assert (firm.is_active, firm.provisional) == (True, False)
    # What follows from the name is filled as `save` fills it.
    derived = (firm.name_key, firm.pinyin, firm.initials)
    firm.save()
    assert derived == (firm.name_key, firm.pinyin, firm.initials)
    assert derived[1].startswith("shilibaotounaishipin")
    (entry,) = entries(firm)
    assert (entry.what, entry.by, entry.changes["region_id"]) == ("added", league.people["qimuge"], [None, "土默特右旗"])  # fmt: skip
    assert entry.reason == f"按文件成批登记（批次 {done.number}）"


def test_it_is_registered_as_at_the_desk(league: League) -> None:
    at_desk = league.registers(1, headcount=12, industry_id="52")  # type: ignore[arg-type]
    league.brings(f"{code(2)},示例奶食品有限公司,{HERE},52,12", head=f"{HEAD},行业,职工人数")
    by_file = Employer.objects.get(uscc=code(2))
    told, ours = entries(at_desk)[0].changes, entries(by_file)[0].changes
    assert ours | {"uscc": told["uscc"]} == told


def test_of_two_columns_that_mean_the_same_the_finer_is_read_and_the_other_named(league: League) -> None:  # fmt: skip
    head = f"{HEAD},行业门类,行业代码,市场主体类型,企业类型,经营场所,住所"
    done = league.brings(
        f"{code(1)},示例分公司,{HERE},F,5212,企业,有限责任公司分公司,示例路2号,示例路1号", head=head
    )
    firm = Employer.objects.get()
    assert (firm.industry_id, firm.form, firm.address) == ("52", "branch", "示例路1号")
    assert done.unknown == ["行业门类", "市场主体类型", "经营场所"]


def test_a_stroke_is_nothing(league: League) -> None:
    head = (
        f"{HEAD},法定代表人,住所,联系电话,规模,从业人数,经营状态,总公司信用代码,网格,行业,备案事项"
    )
    done = league.brings(f"{code(1)},示例奶食品有限公司,{HERE},-,无,/,—,-,-,无,-,-,-", head=head)
    firm = Employer.objects.get()
    assert (counts(done), done.counts) == ((1, 0, 0), {})
    assert not any((firm.legal_representative, firm.address, firm.telephone, firm.size, firm.grid))
    assert (firm.headcount, firm.industry, firm.parent, firm.is_active) == (None, None, None, True)


def test_a_known_code_that_says_the_same_is_a_duplicate_however_it_is_written(
    league: League,
) -> None:
    firm = league.registers(
        1, "示例（包头）奶食品有限公司", region_id="150221100", industry_id="52"
    )
    done = league.brings(f"{code(1)},示例(包头) 奶食品有限公司,{HERE},F", head=f"{HEAD},行业")
    assert (counts(done), done.counts) == ((0, 0, 1), {})
    assert len(entries(firm)) == 1


def test_one_that_says_something_else_is_told_and_not_changed(league: League) -> None:
    league.registers(1, telephone="0472-1")
    done = league.brings(f"{code(1)},示例新名有限公司,{HERE},0472-2", head=f"{HEAD},联系电话")
    assert (counts(done), done.counts) == ((0, 0, 1), {"E131": 1})
    assert refused.remarked(done, most=9) == {"E131": [2]}
    assert Employer.objects.get().name == "示例奶食品有限公司"


def test_a_row_that_asks_for_a_change_changes_what_it_says_and_takes_nothing_back(league: League) -> None:  # fmt: skip
    firm = league.registers(1, telephone="0472-1", grid="三网格", industry_id="13")
    done = league.brings(
        f"{code(1)},示例新名有限公司,{BESIDE},,注销,变更", head=f"{HEAD},联系电话,登记状态,办理事项"
    )
    assert (counts(done), done.counts) == ((1, 0, 0), {})
    firm.refresh_from_db()
    assert (firm.name, firm.region_id, firm.is_active) == ("示例新名有限公司", BESIDE, False)
    assert (firm.telephone, firm.grid, firm.industry_id) == ("0472-1", "三网格", "13")
    # The former name stays findable; the history says who, what and why.
    assert EmployerAlias.objects.get().name == "示例奶食品有限公司"
    assert EmployerAlias.objects.get().until == TODAY
    entry = entries(firm)[0]
    assert (entry.what, entry.by) == ("changed", league.people["qimuge"])
    assert entry.changes == {
        "name": ["示例奶食品有限公司", "示例新名有限公司"],
        "region_id": ["土默特右旗", "达尔罕茂明安联合旗"],
        "is_active": [True, False],
    }
    # Asked once more, the change is nothing new.
    again = league.brings(f"{code(1)},示例新名有限公司,{BESIDE},变更", head=f"{HEAD},办理事项")
    assert (counts(again), again.counts, len(entries(firm))) == ((0, 0, 1), {}, 2)


def test_a_change_of_nobody_is_a_registration(league: League) -> None:
    done = league.brings(f"{code(1)},示例奶食品有限公司,{HERE},变更", head=f"{HEAD},办理事项")
    assert (counts(done), Employer.objects.count()) == ((1, 0, 0), 1)


def test_a_code_that_was_merged_into_another_is_told(league: League) -> None:
    keep, gone = league.registers(1), league.registers(2, "示例奶食品厂")
    merge(keep, gone, by=league.people["qimuge"], at=NOW, reason="同一家")
    done = league.brings(
        f"{code(2)},示例奶食品厂,{HERE},",
        f"{code(2)},示例新厂,{HERE},变更",
        head=f"{HEAD},办理事项",
    )
    assert (counts(done), done.counts) == ((0, 0, 2), {"E134": 2})
    assert Employer.objects.get(pk=gone.pk).name == "示例奶食品厂"


def test_a_provisional_employer_of_that_name_in_the_county_is_told_and_never_merged(league: League) -> None:  # fmt: skip
    league.registers(name="示例奶食品厂", uscc="")
    league.registers(name="示例皮革厂", uscc="", region_id=BESIDE)
    done = league.brings(
        f"{code(1)},示例奶食品厂,150221100", f"{code(2)},示例皮革厂,{HERE}", f"{code(3)},示例奶食品厂,{BESIDE}"
    )  # fmt: skip
    assert (counts(done), done.counts) == ((3, 0, 0), {"E135": 1})
    assert refused.remarked(done, most=9) == {"E135": [2]}
    assert Employer.objects.standing().count() == 5


def test_an_employer_of_another_region_is_not_changed_from_here(league: League) -> None:
    firm = league.registers(1, region_id=THERE)
    done = league.brings(f"{code(1)},示例新名有限公司,{HERE},变更", head=f"{HEAD},办理事项")
    assert (counts(done), done.counts) == ((0, 0, 1), {"E132": 1})
    firm.refresh_from_db()
    assert (firm.name, firm.region_id) == ("示例奶食品有限公司", THERE)


def test_a_change_that_the_register_refuses_is_told(league: League, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from django.core.exceptions import ValidationError

    from tongzhou.enrolment import standing

    def refuses(*_args: object, **_kwargs: object) -> None:
        raise ValidationError("不行")

    league.registers(1)
    monkeypatch.setattr(standing, "change_employer", refuses)
    done = league.brings(f"{code(1)},示例新名有限公司,{HERE},变更", head=f"{HEAD},办理事项")
    assert (counts(done), done.counts) == ((0, 0, 1), {"E133": 1})


def test_who_stands_twice_in_a_list_is_registered_once_and_told_where_it_differs(league: League) -> None:  # fmt: skip
    row = f"{code(1)},示例奶食品有限公司,{HERE},"
    done = league.brings(
        row, row, f"{code(1)},示例别名有限公司,{HERE},", f"{code(1)},示例新名有限公司,{HERE},变更", head=f"{HEAD},办理事项"
    )  # fmt: skip
    assert (counts(done), done.counts) == ((2, 0, 2), {"E131": 1})
    assert refused.doubled(done, most=9) == [(3, 2), (4, 0)]
    assert Employer.objects.get().name == "示例新名有限公司"


REJECTS = {
    f"{code(1)[:-1]}{'0' if code(1)[-1] != '0' else '1'},示例,{HERE},,": ("uscc!", "校验位不符"),
    f",示例,{HERE},,": ("uscc?", "没有填"),
    f"{code(1)},,{HERE},,": ("name?", "没有填"),
    f"{code(1)},无,{HERE},,": ("E108", "没有填名称"),
    f"{code(1)},示例,,,": ("region?", "没有填"),
    f"{code(1)},示例,150299,,": ("E101", "没有这个旗县"),
    f"{code(1)},示例,150271,,": ("E101", "没有这个旗县"),
    f"{code(1)},示例,150207001,,": ("E111", ""),
    f"{code(1)},示例,{THERE},,": ("E102", "不在本机关的地区以内"),
    f"{code(1)},示例,达拉特旗,,": ("E102", "不在本机关的地区以内"),
    f"{code(1)},示例,150200,,": ("E104", "只写到盟市"),
    f"{code(1)},示例,包头市,,": ("E104", "只写到盟市"),
    f"{code(1)},示例,某某旗,,": ("E101", "没有这个旗县"),
    f"{code(1)},示例,{HERE},X99,": ("E106", "不是《国民经济行业分类》"),
    f"{code(1)},示例,{HERE},,不明白": ("E105", "不认得的主体类型"),
}


@pytest.mark.parametrize("row", REJECTS, ids=lambda row: row[18:])
def test_a_row_that_cannot_be_comes_back_with_column_rule_and_how_to_mend_it(league: League, row: str) -> None:  # fmt: skip
    fault, words = REJECTS[row]
    done = league.brings(row, head=f"{HEAD},行业,主体类型")
    assert done.counts == {fault: 1}
    if not words:
        assert counts(done) == (1, 0, 0)
        return
    assert counts(done) == (0, 1, 0)
    (line, why), *_ = refused.faults(done, most=9)
    assert (line, why.code, words in why.rule, bool(why.mend)) == (2, fault, True, True)
    assert not Employer.objects.exists()


def test_a_name_that_two_banners_bear_decides_only_where_the_office_has_one_of_them(league: League) -> None:  # fmt: skip
    row = f"{code(1)},示例奶食品有限公司,九原区"
    wide = league.brings(row, regions=("15",))
    assert (counts(wide), wide.counts) == ((0, 1, 0), {"E103": 1})
    assert counts(league.brings(row)) == (1, 0, 0)
    assert Employer.objects.get().region_id == "150207"


def test_what_stood_in_a_rejected_row_is_masked_on_the_screen(league: League) -> None:
    done = league.brings(
        f"{code(1)},示例,{HERE},王示例示例{'长' * 100},13912345678", head=f"{HEAD},法定代表人,电话"
    )
    ((_, why),) = refused.faults(done, most=9)
    assert (why.column, why.shown) == ("法定代表人（负责人）", "王**")


def test_only_the_mended_rows_are_sent_again(league: League) -> None:
    first = league.brings(f"{code(1)},示例甲有限公司,{HERE}", f"{code(2)},示例乙有限公司,150299")
    assert counts(first) == (1, 1, 0)
    head, row = b"".join(refused.lines(first)).decode("utf-8-sig").splitlines()
    assert row.startswith(f"3,{code(2)},示例乙有限公司,150299,所在地区：没有这个旗县")
    again = league.brings(row.replace("150299", HERE, 1), head=head)
    assert counts(again) == (1, 0, 0)
    assert Employer.objects.count() == 2


def test_a_number_of_a_row_that_is_told_twice_confuses_nobody(league: League) -> None:
    league.registers(1)
    rows = [f"3,{code(1)},示例奶食品有限公司,{HERE},", f"3,{code(2)},示例乙有限公司,{HERE},"]
    done = league.brings(*rows, head=f"原行号,{HEAD},问题和改法")
    assert counts(done) == (1, 0, 1)


def test_a_branch_belongs_to_its_head_wherever_that_stands_in_the_list(league: League) -> None:
    head = f"{HEAD},所属单位信用代码"
    rows = [
        f"{code(2)},示例公司甲分公司,{HERE},{code(1)}", f"{code(1)},示例公司,{HERE},",
        f"{code(3)},示例公司乙分公司,{HERE},{code(9)}", f"{code(4)},示例公司,{HERE},{code(4)}",
    ]  # fmt: skip
    done = league.brings(*rows, head=head)
    assert (counts(done), done.counts) == ((3, 1, 0), {"E107": 1, "E136": 1})
    assert Employer.objects.get(uscc=code(2)).parent == Employer.objects.get(uscc=code(1))
    assert AwaitedHead.objects.get().uscc == code(9)
    # Sent again, the branch whose head is awaited says nothing new.
    again = league.brings(rows[2], rows[0], head=head)
    assert (counts(again), again.counts) == ((0, 0, 2), {})
    # Its head comes with a later list: the register notes it, and says so in the history.
    league.brings(f"{code(9)},示例集团有限公司,{BESIDE}")
    branch = Employer.objects.get(uscc=code(3))
    assert (branch.parent.uscc if branch.parent else "", AwaitedHead.objects.count()) == (code(9), 0)  # fmt: skip
    newest = entries(branch)[0]
    assert (newest.by, newest.changes) == (None, {"parent_id": [None, "示例集团有限公司"]})


def test_two_that_belong_to_each_other_are_both_registered(league: League) -> None:
    done = league.brings(
        f"{code(1)},示例甲,{HERE},{code(2)}", f"{code(2)},示例乙,{HERE},{code(1)}",
        head=f"{HEAD},所属单位信用代码",
    )  # fmt: skip
    assert (counts(done), done.counts) == ((2, 0, 0), {"E136": 2})


def test_a_row_moves_a_branch_to_another_head_when_it_asks_for_it(league: League) -> None:
    league.registers(1, "示例甲")
    league.registers(2, "示例乙")
    branch = league.registers(3, "示例分公司")
    change_employer(branch, by=None, at=NOW, on=TODAY, reason="登记", parent=Employer.objects.get(uscc=code(1)))  # fmt: skip
    rows = [
        f"{code(3)},示例分公司,{HERE},{code(2)},",
        f"{code(3)},示例分公司,{HERE},{code(2)},变更",
    ]
    done = league.brings(*rows, head=f"{HEAD},总公司信用代码,办理事项")
    assert (counts(done), done.counts) == ((1, 0, 1), {"E131": 1})
    branch.refresh_from_db()
    assert branch.parent == Employer.objects.get(uscc=code(2))


def _kinds(league: League) -> Iterator[tuple[str, object]]:
    head, row = HEAD.split(","), [code(1), "示例奶食品有限公司", HERE]
    yield "gb.csv", f"{HEAD}\n{','.join(row)}\n".encode("gb18030")
    pl.DataFrame(dict(zip(head, ([one] for one in row), strict=True))).write_parquet(league.folder / "p.parquet")  # fmt: skip
    yield "p.parquet", (league.folder / "p.parquet").read_bytes()
    with Workbook(str(league.folder / "x.xlsx")) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, ["市场主体名册"])
        sheet.write_row(1, 0, head)
        sheet.write_row(2, 0, [*row[:2], int(HERE)])
    yield "x.xlsx", (league.folder / "x.xlsx").read_bytes()


def test_a_list_is_read_in_gb18030_as_a_workbook_and_as_parquet(league: League) -> None:
    found = []
    for name, content in _kinds(league):
        path = league.folder / f"送来的{name}"
        path.write_bytes(content)  # type: ignore[arg-type]
        found.append(counts(league.loads(path, league.sends(path))))
    assert found == [(1, 0, 0), (0, 0, 1), (0, 0, 1)]

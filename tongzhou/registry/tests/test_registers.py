"""The registers as a counter shows them."""

from __future__ import annotations

import pytest
from django.db.models import Model

from tongzhou.registry import journal
from tongzhou.registry.appointing import appoint, delegate
from tongzhou.registry.certifying import certify
from tongzhou.registry.employing import add_alias, merge
from tongzhou.registry.loading import load_codes
from tongzhou.registry.models import Employer, EmployerUser, Industry, Person, Project
from tongzhou.registry.registers import REGISTERS, Register, field_label
from tongzhou.registry.representing import let_act_for

from .conftest import NOW, TODAY, Cast
from .test_employing import code, firm

pytestmark = pytest.mark.django_db

LAST = TODAY.replace(year=TODAY.year + 4)
# The registers of this room; a line tries its own.
OWN = {code: r for code, r in REGISTERS.items() if r.model._meta.app_label == "registry"}


@pytest.fixture
def stage(cast: Cast) -> Cast:
    """巴特尔 works in 土默特右旗, 乌云 in 达拉特旗, 其木格 over all of 包头市; a firm in each banner."""
    for person, body in (
        (cast.bateer, cast.banner),
        (cast.wuyun, cast.other_banner),
        (cast.qimuge, cast.league),
    ):
        appoint(person, office="registrar", body=body, since=TODAY, by=None, at=NOW)
    Industry.objects.create(code="B", name="采矿业")
    Industry.objects.create(code="06", name="煤炭开采和洗选业", parent_id="B")
    mine = firm("示例矿业有限公司", 1, industry_id="06", size="large", address="示例路1号")
    dairy = firm("示例乳业有限公司", 2, region_id="150621")
    Project.objects.create(name="示例一期", code="GC-1", contractor=mine, region_id="150221")
    Project.objects.create(name="示例二期", contractor=mine, client=dairy, region_id="150621")
    let_act_for(
        cast.wuyun,
        mine,
        role=EmployerUser.Role.CLERK,
        since=TODAY,
        confirmed_by=cast.bateer,
        at=NOW,
    )
    certify(cast.bateer, number="NM-1", body=cast.banner, since=TODAY, until=LAST, by=None, at=NOW)
    return cast


def names(register: str, person: Person, words: str = "", **chosen: str) -> list[str]:
    rows = REGISTERS[register].rows(person, on=TODAY, words=words, chosen=chosen)
    return sorted(str(row) for row in rows)


def test_each_banner_sees_its_own_employers_and_the_league_those_below_it(stage: Cast) -> None:
    assert names("employers", stage.bateer) == ["示例矿业有限公司"]
    assert names("employers", stage.wuyun) == ["示例乳业有限公司"]
    assert names("employers", stage.qimuge) == ["示例矿业有限公司"]
    assert names("projects", stage.wuyun) == ["示例二期"]
    nobody = Person.objects.create_user("nobody", name="无职务", is_staff=True)
    assert names("employers", nobody) == names("projects", nobody) == []


def test_what_one_may_not_see_does_not_exist(stage: Cast) -> None:
    mine = Employer.objects.get(name="示例矿业有限公司")
    employers = REGISTERS["employers"]
    assert employers.get(stage.bateer, str(mine.pk), on=TODAY) == mine
    for person, key in ((stage.wuyun, str(mine.pk)), (stage.bateer, "nonsense")):
        with pytest.raises(Employer.DoesNotExist):
            employers.get(person, key, on=TODAY)


@pytest.mark.parametrize(
    "words", ["矿业", "slky", "shilikuangye", "SLKY", code(1), code(1)[:6].lower(), "老矿"]
)
def test_an_employer_is_found_by_name_former_name_pinyin_and_code(words: str, stage: Cast) -> None:
    mine = Employer.objects.get(name="示例矿业有限公司")
    add_alias(mine, name="老矿", by=stage.bateer, at=NOW)
    assert names("employers", stage.bateer, words) == ["示例矿业有限公司"]
    assert names("employers", stage.bateer, "没有这家") == []


def test_what_was_merged_twice_over_is_found_at_what_stands(stage: Cast) -> None:
    mine = Employer.objects.get(name="示例矿业有限公司")
    middle, first = firm("示例中间名", 4), firm("示例最早名", 5)
    merge(middle, first, by=stage.bateer, at=NOW, reason="同一企业")
    merge(mine, middle, by=stage.bateer, at=NOW, reason="同一企业")
    assert names("employers", stage.bateer) == ["示例矿业有限公司"]
    assert names("employers", stage.bateer, "最早名") == ["示例矿业有限公司"]


def test_filters_narrow_and_an_unknown_value_is_left_out_of_account(stage: Cast) -> None:
    firm("示例小店", 6)
    assert names("employers", stage.bateer, industry="B") == ["示例矿业有限公司"]
    assert names("employers", stage.bateer, size="large") == ["示例矿业有限公司"]
    assert names("employers", stage.bateer, size="small") == []
    assert len(names("employers", stage.bateer, size="enormous", colour="red")) == 2
    assert len(names("employers", stage.bateer, league="1502")) == 2


def test_colleagues_below_are_seen_and_neighbours_are_not(stage: Cast) -> None:
    assert names("people", stage.qimuge) == ["其木格", "巴特尔"]
    assert names("people", stage.bateer) == ["巴特尔"]
    assert names("people", stage.qimuge, "bte") == ["巴特尔"]
    assert len(names("appointments", stage.qimuge)) == 2
    assert len(names("appointments", stage.wuyun)) == 1


def test_bodies_and_regions_are_open_to_all_staff(stage: Cast) -> None:
    assert len(names("bodies", stage.wuyun)) == 3
    assert names("bodies", stage.wuyun, "包头") == ["包头市人力资源和社会保障局"]
    assert "土默特右旗" in names("regions", stage.wuyun)
    assert names("regions", stage.wuyun, "150221", level="county") == ["土默特右旗"]


def every_record(register: Register, person: Person) -> list[Model]:
    return list(register.rows(person, on=TODAY))


@pytest.mark.parametrize("register", OWN.values(), ids=list(OWN))
def test_every_cell_and_detail_of_a_register_is_text(register: Register, stage: Cast) -> None:
    held = stage.bateer.appointments_on(TODAY)[0]
    delegate(held, to=stage.qimuge, since=TODAY, until=TODAY, reason="休假", by=None, at=NOW)
    records = every_record(register, stage.qimuge)
    assert records
    for record in records:
        for column in (*register.columns, *register.details):
            assert isinstance(column.text(record), str), column.code
        for related in register.related:
            other = REGISTERS[related.register]
            other.rows(stage.qimuge, on=TODAY).filter(related.condition(record)).count()
    assert sum(column.lead for column in register.columns) == 1


@pytest.mark.parametrize("register", OWN.values(), ids=list(OWN))
def test_a_register_is_sorted_only_where_an_index_begins(register: Register) -> None:
    leading = {index.fields[0] for index in register.model._meta.indexes}
    leading |= {f.name for f in register.model._meta.fields if f.unique}
    assert {register.order, *register.orders().values()} <= leading


@pytest.mark.parametrize("register", OWN.values(), ids=list(OWN))
def test_every_filter_offers_choices_that_do_not_fail(register: Register, stage: Cast) -> None:
    for narrowing in register.filters:
        for value, label in narrowing.choices(stage.qimuge, TODAY):
            assert label
            register.rows(stage.qimuge, on=TODAY, chosen={narrowing.code: value}).count()


def test_the_history_of_a_record_names_columns_in_chinese(stage: Cast) -> None:
    mine = Employer.objects.get(name="示例矿业有限公司")
    journal.change(mine, by=stage.bateer, at=NOW, reason="核实", region_id="1502")
    newest = REGISTERS["employers"].history(mine)[0]
    assert newest.changes == {"region_id": ["土默特右旗", "包头市"]}
    assert field_label(Employer, "region_id") == "所在地区"
    assert field_label(Employer, "merged") == "merged"


def test_a_list_of_employers_costs_the_same_for_two_and_for_twenty(
    stage: Cast, django_assert_num_queries: object
) -> None:
    for n in range(20):
        firm(f"示例{n}号", 100 + n)
    register = REGISTERS["employers"]
    rows = register.rows(stage.bateer, on=TODAY)
    with django_assert_num_queries(1):  # type: ignore[operator]
        assert len([c.text(row) for row in rows for c in register.columns]) == 21 * 5


def test_the_parts_of_a_league_add_up(stage: Cast) -> None:
    load_codes(at=NOW)
    below = REGISTERS["regions"].rows(stage.wuyun, on=TODAY, chosen={"league": "1502"})
    assert below.filter(level="county", is_administrative=True).count() == 9

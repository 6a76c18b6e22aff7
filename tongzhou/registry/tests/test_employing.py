"""Employers found, renamed, merged and unmerged."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from hypothesis import given, settings
from hypothesis import strategies as st

from tongzhou.registry import credit_code
from tongzhou.registry.employing import (
    add_alias,
    change_employer,
    find_by_name,
    find_employer,
    merge,
    register_employer,
    same_as,
    unmerge,
)
from tongzhou.registry.models import (
    Employer,
    EmployerAlias,
    EmployerMerge,
    Person,
    Project,
    Region,
    RegisterEntry,
)

from .conftest import NOW, TODAY, Cast

pytestmark = pytest.mark.django_db


def code(serial: int) -> str:
    seventeen = f"91150200{serial:09d}"
    return seventeen + credit_code.check_character(seventeen)


def firm(name: str, serial: int = 0, **more: Any) -> Employer:
    more = {"region_id": "150221", "by": None, "at": NOW} | more
    return register_employer(name=name, uscc=code(serial) if serial else "", **more)


@pytest.mark.usefixtures("cast")
def test_an_employer_is_found_by_its_code_however_it_is_written() -> None:
    mine = firm("示例矿业有限公司", 1)
    written = f" {code(1)[:4].lower()} {code(1)[4:]}"
    assert find_employer(written) == mine
    assert find_employer(code(2)) is None
    assert (mine.league, mine.county) == ("1502", "150221")


@pytest.mark.usefixtures("cast")
def test_a_wrong_or_known_code_is_refused_in_words() -> None:
    firm("示例矿业有限公司", 1)
    with pytest.raises(ValidationError, match="已登记"):
        firm("示例矿业公司", 1)
    wrong = code(2)[:-1] + ("0" if code(2)[-1] != "0" else "1")
    with pytest.raises(ValidationError, match="校验位不符"):
        register_employer(name="示例", uscc=wrong, region_id="15", by=None, at=NOW)


def test_a_sole_trader_without_a_code_is_provisional_until_it_has_one(cast: Cast) -> None:
    stall = firm("示例餐馆", form="sole_trader")
    second = firm("示例理发店", form="sole_trader")
    assert stall.provisional
    assert second.provisional
    known = change_employer(stall, by=cast.bateer, at=NOW, reason="补录", on=TODAY, uscc=code(7))
    assert not known.provisional
    with pytest.raises(IntegrityError), transaction.atomic():
        Employer.objects.filter(pk=known.pk).update(uscc=None)


def test_a_firm_that_changed_its_name_is_found_by_both(cast: Cast) -> None:
    mine = firm("示例矿业有限公司", 1)
    change_employer(mine, by=cast.bateer, at=NOW, reason="更名", on=TODAY, name="示例能源有限公司")
    assert find_by_name("示例能源有限责任公司") == [mine]
    assert find_by_name("示例矿业") == [mine]
    assert find_by_name("示例矿业", on=TODAY) == [mine]
    assert find_by_name("示例矿业", on=TODAY.replace(year=2027)) == []
    (alias,) = mine.aliases.all()
    assert (alias.name, alias.until) == ("示例矿业有限公司", TODAY)


def test_merging_loses_nothing_and_every_code_and_name_leads_to_the_one_that_stands(
    cast: Cast,
) -> None:
    keep, gone = firm("示例矿业有限公司", 1), firm("示例矿业（包头）", 2)
    add_alias(gone, name="老示例矿", by=cast.bateer, at=NOW)
    branch = firm("示例矿业分公司", 3, parent=gone)
    project = Project.objects.create(name="示例一期", contractor=gone, region_id="150221")
    done = merge(keep, gone, by=cast.bateer, at=NOW, reason="同一企业重复登记")
    assert find_employer(code(2)) == keep
    assert find_by_name("老示例矿") == [keep]
    assert list(Employer.objects.standing()) == [keep, branch]
    assert set(keep.family()) == {keep.pk, gone.pk}
    assert set(keep.all_names()) == {"示例矿业有限公司", "示例矿业（包头）", "老示例矿"}
    assert list(Project.objects.filter(contractor__in=keep.family())) == [project]
    assert list(same_as(keep)) == [gone]
    assert done.keep == keep


def snapshot() -> list[list[Any]]:
    models = (Employer, EmployerAlias, Project)
    return [list(model.objects.order_by("pk").values()) for model in models]


def test_unmerging_gives_back_what_was_and_keeps_what_was_added_since(cast: Cast) -> None:
    keep, gone = firm("示例矿业有限公司", 1), firm("示例建材有限公司", 2)
    before = snapshot()
    done = merge(keep, gone, by=cast.bateer, at=NOW, reason="误认为同一企业")
    unmerge(done, by=cast.qimuge, at=NOW, reason="经核实为两家")
    assert snapshot() == before
    again = merge(keep, gone, by=cast.bateer, at=NOW, reason="再次合并")
    add_alias(keep, name="后来的名称", by=cast.bateer, at=NOW)
    unmerge(again, by=cast.qimuge, at=NOW, reason="确为两家")
    assert find_employer(code(2)) == gone
    assert set(keep.all_names()) == {"示例矿业有限公司", "后来的名称"}
    assert EmployerMerge.objects.count() == 2


def test_a_chain_of_merges_is_undone_link_by_link(cast: Cast) -> None:
    a, b, c = firm("示例甲", 1), firm("示例乙", 2), firm("示例丙", 3)
    first = merge(b, a, by=cast.bateer, at=NOW, reason="同一")
    second = merge(c, b, by=cast.bateer, at=NOW, reason="同一")
    assert find_employer(code(1)) == c
    assert set(c.family()) == {a.pk, b.pk, c.pk}
    unmerge(second, by=cast.bateer, at=NOW, reason="不是")
    assert find_employer(code(1)) == b
    unmerge(first, by=cast.bateer, at=NOW, reason="不是")
    assert find_employer(code(1)) == a


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.booleans(), st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_any_run_of_merging_and_unmerging_leaves_everyone_found_exactly_once(
    steps: list[tuple[bool, int, int]],
) -> None:
    with transaction.atomic():
        by = Person.objects.create_user("by", name="登记员")
        Region.objects.create(
            code="15", name="内蒙古", short_name="内蒙古", level="province", basis="gbt2260"
        )
        firms = [firm(f"示例{n}", n + 1, region_id="15") for n in range(5)]
        for joining, one, other in steps:
            try:
                if joining:
                    merge(firms[one], firms[other], by=by, at=NOW, reason="同一")
                else:
                    done = EmployerMerge.objects.filter(gone=firms[one], undone_at=None).first()
                    if done:
                        unmerge(done, by=by, at=NOW, reason="不是")
            except ValidationError:
                continue
        standing = list(Employer.objects.standing())
        families = [pk for employer in standing for pk in employer.family()]
        assert sorted(families) == sorted(f.pk for f in firms)
        for n in range(5):
            found = find_employer(code(n + 1))
            assert found in standing
        transaction.set_rollback(True)


def test_what_cannot_be_merged_is_refused_in_words(cast: Cast) -> None:
    a, b, c = firm("示例甲", 1), firm("示例乙", 2), firm("示例丙", 3)
    with pytest.raises(ValidationError, match="自身"):
        merge(a, a, by=cast.bateer, at=NOW, reason="同一")
    with pytest.raises(ValidationError, match="理由"):
        merge(a, b, by=cast.bateer, at=NOW, reason=" ")
    done = merge(a, b, by=cast.bateer, at=NOW, reason="同一")
    with pytest.raises(ValidationError, match="已合并"):
        merge(c, b, by=cast.bateer, at=NOW, reason="同一")
    with pytest.raises(ValidationError, match="已合并"):
        merge(b, a, by=cast.bateer, at=NOW, reason="反过来")
    unmerge(done, by=cast.bateer, at=NOW, reason="不是")
    with pytest.raises(ValidationError, match="已经撤销"):
        unmerge(done, by=cast.bateer, at=NOW, reason="不是")


def test_a_merge_stands_in_the_history_of_both(cast: Cast) -> None:
    keep, gone = firm("示例甲", 1), firm("示例乙", 2)
    done = merge(keep, gone, by=cast.bateer, at=NOW, reason="同一企业")
    unmerge(done, by=cast.qimuge, at=NOW, reason="两家企业")
    for record in (keep, gone):
        entries = RegisterEntry.objects.about(record)
        assert [entry.what for entry in entries] == ["unmerged", "merged", "added"]
        assert [entry.reason for entry in entries][:2] == ["两家企业", "同一企业"]

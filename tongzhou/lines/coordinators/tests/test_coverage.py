"""The map of who is covered: by township, with who is missing below it, and somebody to give the employer to."""

from __future__ import annotations

from django.utils.timezone import now

from tongzhou.lines.coordinators import coverage
from tongzhou.lines.coordinators.models import ServedRow
from tongzhou.lines.coordinators.person import facts
from tongzhou.procedure.counter import Visitor
from tongzhou.registry.models import Employer, Region

from .team import COUNTY, FIRMS, Team, desk

TOWN, OTHER = "150221100", "150221101"


def towns() -> None:
    """Enter two townships, the coal firm in the first and the dairy in the second."""
    for code, name in ((TOWN, "萨拉齐镇"), (OTHER, "美岱召镇")):
        Region.objects.create(
            code=code, name=name, short_name=name, level="township", parent_id=COUNTY, basis="statistical"
        )  # fmt: skip
    Employer.objects.filter(pk=1).update(region_id=TOWN)
    Employer.objects.filter(pk=2).update(region_id=OTHER)


def found(team: Team, area: str = "") -> coverage.Coverage:
    return coverage.of(Visitor(team.chief.person, team.on, now()), COUNTY, area)


def test_who_is_suspended_covers_nobody(team: Team) -> None:
    case = team.enrolled(304, 1)
    assert found(team).employers_missing == 2
    team.does(301, case, "suspend", facts.Ground(reason="本人申请。"))
    assert found(team).employers_missing == 3
    assert FIRMS[1] in team.chief.reads(desk("coverage"))


def test_each_township_is_a_tile_that_counts_who_is_not_covered(team: Team) -> None:
    towns()
    case = team.enrolled(304, 1)
    deployed = facts.Deployment(place="社区", name="萨拉齐镇", time="专职", since=team.ago(50))
    team.does(302, case, "deploy", deployed, "coordinator/304")
    first, second, rest = found(team).parts
    assert (first.name, first.employers, first.missing, first.tone, first.deployed) == (
        "萨拉齐镇", 1, 0, "ok", True
    )  # fmt: skip
    assert (second.missing, second.tone, second.deployed) == (1, "over", False)
    assert (rest.code, rest.missing) == ("", 1)
    page = team.chief.reads(desk("coverage"), area=OTHER)
    assert "示意图，不代表行政区域界线" in page
    below = page[page.index('id="uncovered"') :]
    assert FIRMS[2] in below
    assert FIRMS[3] not in below
    assert "<c-tile" not in page


def test_more_communities_than_are_listed_are_all_counted(team: Team) -> None:
    for n in range(60):
        Region.objects.create(
            code=f"1502211{n:02d}", name=f"示例{n}苏木", short_name=f"示例{n}苏木", level="township",
            parent_id=COUNTY, basis="statistical",
        )  # fmt: skip
    assert found(team).communities_missing == 60
    page = team.chief.reads(desk("coverage"))
    assert "60 个没有派驻" in page
    assert "共 60 个，先列出 50 个" in page


def test_an_employer_nobody_serves_is_given_to_somebody_from_the_map(team: Team) -> None:
    case = team.enrolled(304, 1)
    team.enrolled(305)
    page = team.chief.reads(desk("coverage"))
    link = desk("assign", 3)
    assert link in page
    choosing = team.chief.reads(link)
    assert choosing.index("已服务 0 家") < choosing.index("已服务 1 家")
    serve = desk("serve", case.uid)
    assert f"{serve}?employer=3" in choosing
    assert FIRMS[3] in team.chief.reads(serve, employer="3")
    Employer.objects.create(pk=90, name="示例外旗公司", region_id="15", headcount=500)
    assert "示例外旗公司" not in team.chief.reads(serve, employer="90")
    assert team.chief.client.get(desk("assign", 90)).status_code == 404
    team.chief.does(
        serve, {"m-employers": FIRMS[3], "s-since": team.on.isoformat(), "request": "s"}
    )
    assert ServedRow.objects.filter(employer=3, person=304).exists()
    assert link not in team.chief.reads(desk("coverage"))
    for seat in (team.union, team.suhe):
        assert seat.client.get(link).status_code == 404

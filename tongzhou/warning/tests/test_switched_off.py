"""A rule that a county switches off: asked nowhere in it, and everywhere else as before."""

from __future__ import annotations

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.warning import keeping, replaying
from tongzhou.warning.models import Replay

from .station import ELSEWHERE, HERE, Station


def to(name, *args):
    return reverse(f"warning:{name}", args=args)


def test_a_rule_switched_off_in_a_county_is_not_asked_there_and_goes_on_elsewhere(
    station: Station, monkeypatch
):
    """停用: neither the version of the county nor the general one is asked, the page says so, and a later version switches it on."""
    client, today = station.chief.client, localdate()
    tomorrow = today + timedelta(days=1)
    typed = {
        "area": HERE, "red-0": "10", "orange-0": "5", "yellow-0": "2", "since": today.isoformat(), "why": "投诉另有平台督办",
        "on": "off",
    }  # fmt: skip
    client.post(to("change-rule", "C1"), typed | {"replay": "1"})
    monkeypatch.setattr(replaying, "computing", lambda: lambda *_a, **_k: [])
    replaying.run(Replay.objects.latest("pk"))
    assert client.post(to("change-rule", "C1"), typed).status_code == 302
    book = keeping.book_on(today)
    asked = {area: "C1" in book.asked(on=today, region=area) for area in (HERE, ELSEWHERE)}
    assert asked == {HERE: False, ELSEWHERE: True}
    assert keeping.standing("C1", HERE, today) is None
    shown = " ".join(client.get(to("rules")).content.decode().split())
    assert "没有启用的规则" in shown
    assert "投诉另有平台督办" in shown
    assert "这条规则今天没有启用" in client.get(to("rule", "C1")).content.decode()
    given = typed | {"on": "on", "since": tomorrow.isoformat(), "why": "恢复"}
    assert client.post(to("change-rule", "C1"), given).status_code == 302
    assert keeping.standing("C1", HERE, tomorrow).version == 2


def test_a_township_has_no_rules_of_its_own(station: Station):
    """Employers are judged by the county they lie in: what is asked for a township is asked for its county, and never lost."""
    page = station.chief.client.get(to("change-rule", "C1"), {"area": f"{HERE}100"})
    assert page.context["area"] == HERE
    page = station.chief.client.get(to("combination"), {"area": f"{HERE}100"})
    assert page.context["area"] == HERE

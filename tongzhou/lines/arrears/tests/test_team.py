"""To whom a matter is given: inspectors with a certificate that is valid that day, two at least."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.lines.arrears import facts, rules
from tongzhou.procedure.certified import Certificate as Shown
from tongzhou.procedure.models import Entry
from tongzhou.procedure.refusal import NotNow
from tongzhou.registry.models import Certificate

from .cast import Cast


def test_a_matter_is_given_to_those_whose_certificate_is_valid_and_to_nobody_else(cast: Cast):
    today = localdate()
    case = cast.taken(on=today)
    there = reverse("arrears:assign", args=[case.uid])
    card = Certificate.objects.get(person=cast.wuyun.person)
    Certificate.objects.filter(pk=card.pk).update(until=today - timedelta(days=1))
    page = cast.head.client.get(there).content.decode()
    assert cast.bater.person.name in page
    assert cast.wuyun.person.name not in page  # it ran out yesterday
    assert cast.stranger.person.name not in page  # of another county
    assert cast.bater.client.get(there).status_code == 404  # not for an inspector
    both = {"officer": [str(cast.people[w].person.pk) for w in ("bater", "wuyun")]}
    refused = cast.head.client.post(there, both)
    assert refused.status_code == 422
    assert "没有有效的执法证件" in refused.content.decode()
    stale = facts.Assignment(
        names={"officer/1": "甲", "officer/2": "乙"},
        certificates={f"officer/{n}": Shown(number="旧证", until=today - timedelta(days=1)) for n in (1, 2)},
    )  # fmt: skip
    with pytest.raises(NotNow, match="没有有效的执法证件"):
        cast.does("head", case, "assign", stale, on=today, about=tuple(stale.names))
    Certificate.objects.filter(pk=card.pk).update(until=today)
    alone = cast.head.client.post(there, {"officer": both["officer"][:1]})
    assert "不得少于二人" in alone.content.decode()
    assert cast.head.client.post(there, both).status_code == 302
    key = f"officer/{cast.wuyun.person.pk}"
    assert Entry.objects.get(case=case, act="assign").facts["certificates"][key]["number"]
    cast.does("head", case, "relieve", facts.Ground(words="外出学习"), on=today, about=(key,))
    assert not rules.two_officers(cast.view(case))
    back = cast.head.client.post(there, {"officer": both["officer"][1:]})
    assert back.status_code == 302
    assert rules.two_officers(cast.view(case))

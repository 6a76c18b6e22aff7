"""What a drawn list is measured by: its members with their groups, the sizes of the list, and who gets a place on it."""

from __future__ import annotations

from typing import Any

from . import verdict
from .arrays import Codes
from .baselines import group_codes
from .drawn import Drawn
from .resample import Scored
from .study import Study


def scored(study: Study, drawn: Drawn) -> Scored:
    """Return a drawn list as it is measured and listed."""
    config, cohort, picked = study.config, drawn.cohort, drawn.picked
    n = len(cohort.pick)
    ks = [verdict.size_of(config, place, n) for place in range(len(verdict.capacities(config)))]
    found = Scored(
        cohort.as_of,
        cohort.window,
        picked.entity,
        picked.visit,
        cohort.label,
        cohort.first,
        cohort.weight,
        ks,
        drawn.scores,
        drawn.probabilities,
        failed=drawn.failed,
    )
    told = study.counted(drawn.members)
    for column in config.groups.by:
        found.groups[column] = group_of(study, drawn, told, column)
    if study.question.is_visit and config.order.officer:
        found.held = drawn.held(config.order.officer)
    if config.capacity.per:
        codes, names = group_of(study, drawn, told, config.capacity.per)
        found.per, found.per_names = (codes, [min(1.0, k / n) for k in ks]), names
    return found


def group_of(study: Study, drawn: Drawn, told: Any, column: str) -> tuple[Codes, list[str]]:
    """Return the group of each member of the list; for a visit that of its own cells, which are given."""
    at = drawn.cohort.pick
    if study.question.is_visit and column in study.events.raw.names:
        codes, names = study.given.text(column)
        return codes[drawn.picked.visit], names
    codes, names = group_codes(study.builder, drawn.members, told, column)
    return codes[at], names

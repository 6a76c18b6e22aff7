"""Names of regions for the screen. They change once in years: read once, then remembered."""

from __future__ import annotations

from tongzhou.registry import codes
from tongzhou.registry.models import Region

_NAMES: dict[str, str] = {}
_BELOW: dict[tuple[str, int], list[tuple[str, str]]] = {}
WIDE = (codes.PROVINCE, codes.LEAGUE, codes.COUNTY)


def region_name(code: str) -> str:
    """Return the name of a region, or its code where the register does not know it."""
    if code not in _NAMES:
        if len(code) <= codes.LENGTHS[codes.COUNTY]:
            _NAMES.update(Region.objects.filter(level__in=WIDE).values_list("code", "name"))
        else:
            _NAMES.update(Region.objects.filter(code=code).values_list("code", "name"))
    return _NAMES.get(code, code)


def region_path(code: str) -> str:
    """Return where a region lies, from the league down: 包头市 · 达尔罕茂明安联合旗."""
    try:
        line = codes.line_of(code)
    except codes.NotACode:
        return code
    return " · ".join(region_name(c) for c in (line[1:] or line))


def forget() -> None:
    """Forget the names, after the register was loaded again."""
    _NAMES.clear()
    _BELOW.clear()


def regions_below(code: str, *, level: int) -> list[tuple[str, str]]:
    """Return (code, name) of the regions of a level (a length of code) within a region.

    A region at or below that level returns itself.
    """
    if len(code) >= level:
        return [(code, region_path(code))]
    known = _BELOW.get((code, level))
    if known:
        return known
    rows = Region.objects.filter(
        code__startswith=code, level=codes.LEVELS[level], is_administrative=True
    )
    found = [(c, region_path(c)) for c in rows.order_by("code").values_list("code", flat=True)]
    _BELOW[code, level] = found
    return found

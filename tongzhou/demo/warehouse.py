"""Names of a water supplier that wait for the keeper of data, with candidates where the libraries of analysis are installed."""

from __future__ import annotations

import importlib
from datetime import date

from tongzhou.registry.models import Employer
from tongzhou.warehouse.matching.finding import find

SUPPLIER = "示例供水公司"


def warehouse(*, on: date) -> bool:
    """Let three names wait, written as a supplier writes them; return whether candidates could be ranked."""
    firms = Employer.objects.standing().filter(county="150221").exclude(uscc=None).order_by("pk")
    for name in firms.values_list("name", flat=True)[:3]:
        find(name=f"{name[:-4]}厂", county="150221", source=SUPPLIER, on=on, rows=12)
    try:
        linking = importlib.import_module("tongzhou.warehouse.matching.linking")
    except ModuleNotFoundError:
        return False
    return bool(linking.rank())

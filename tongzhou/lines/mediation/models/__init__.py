"""Tables of the line: rows of the projection, the registers of bodies and mediators, notes, services."""

from .cases import MediationCase
from .notes import MediatorNote
from .registers import MediationBody, Mediator, MediatorConflict
from .services import ServiceRecord, Tariff

__all__ = [
    "MediationBody",
    "MediationCase",
    "Mediator",
    "MediatorConflict",
    "MediatorNote",
    "ServiceRecord",
    "Tariff",
]

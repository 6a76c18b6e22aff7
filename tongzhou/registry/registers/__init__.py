"""登记簿 — the registers as a counter shows them. Look them up in REGISTERS by code."""

from .agents import AGENTS
from .firms import EMPLOYERS, PROJECTS
from .place import REGIONS
from .register import Change, Column, Filter, Keeper, Register, Related, Saved, field_label
from .staff import APPOINTMENTS, BODIES, CERTIFICATES, PEOPLE

REGISTERS: dict[str, Register] = {
    register.code: register
    for register in (
        EMPLOYERS,
        PROJECTS,
        AGENTS,
        BODIES,
        PEOPLE,
        APPOINTMENTS,
        CERTIFICATES,
        REGIONS,
    )
}

__all__ = [
    "REGISTERS",
    "Change",
    "Column",
    "Filter",
    "Keeper",
    "Register",
    "Related",
    "Saved",
    "field_label",
]

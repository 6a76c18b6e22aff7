"""登记簿 — the registers as a counter shows them. Look them up in REGISTERS by code."""

from dataclasses import replace

from .agents import AGENTS
from .firms import EMPLOYERS, PROJECTS
from .place import REGIONS
from .register import (
    Change,
    Column,
    Filter,
    Keeper,
    KeepersPage,
    Register,
    Related,
    Saved,
    field_label,
)
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


def enter_page(code: str, page: KeepersPage) -> None:
    """Let a register offer its keepers a page of a room above. Called when that room gets ready."""
    REGISTERS[code] = replace(REGISTERS[code], pages=(*REGISTERS[code].pages, page))


__all__ = [
    "REGISTERS",
    "Change",
    "Column",
    "Filter",
    "Keeper",
    "KeepersPage",
    "Register",
    "Related",
    "Saved",
    "enter_page",
    "field_label",
]

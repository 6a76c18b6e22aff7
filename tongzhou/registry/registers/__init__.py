"""登记簿 — the registers as a counter shows them. Look them up in REGISTERS by code."""

from .firms import EMPLOYERS, PROJECTS
from .place import REGIONS
from .register import Column, Filter, Register, Related, field_label
from .staff import APPOINTMENTS, BODIES, CERTIFICATES, PEOPLE

REGISTERS: dict[str, Register] = {
    register.code: register
    for register in (EMPLOYERS, PROJECTS, BODIES, PEOPLE, APPOINTMENTS, CERTIFICATES, REGIONS)
}

__all__ = ["REGISTERS", "Column", "Filter", "Register", "Related", "field_label"]

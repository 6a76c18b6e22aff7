"""对象 — the coordinator and the employer, as every procedure of this line knows them."""

from __future__ import annotations

from tongzhou.procedure.declare import Kind, State

CARRYING = State("assigned", staff="承办", public="承办")
RELIEVED = State("relieved", staff="不再承办", public="不再承办", final=True)
COORDINATOR_OF = Kind("coordinator", "协调员", (CARRYING, RELIEVED), registry="person")

IN_CASE = State("in_case", staff="在册", public="在册")
# Of a visit and of a risk the employer is not told by us: what workers said there is not for it to read.
WATCHED = Kind("employer", "用人单位", (IN_CASE,))
# A contact employer reports itself, at the portal.
CONTACT = Kind("employer", "用人单位", (IN_CASE,), registry="party")


def number_in(key: str) -> int | None:
    """Return the number in the register of an employer's key (`employer/e34`) or a coordinator's (`coordinator/12`)."""
    ref = key.rpartition("/")[2].removeprefix("e")
    return int(ref) if ref.isdigit() else None

"""谁 — who a worker is as declared: what is sealed with a declaration as one value, put together and taken apart."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from tongzhou.registry import identity, papers, sealing

PARTED = "\t"
WOMAN, MAN = "female", "male"  # as doors state the sex, and as it is sealed
STATED = (
    3  # what is sealed beside number, phone and name where the number tells neither birth nor sex
)


def who(
    *,
    number: str,
    phone: str,
    name: str,
    born: date | None = None,
    woman: bool | None = None,
    permit: str = "",
) -> str:
    """Return what is sealed about a worker, as `Employment.identity` holds it in plain text.

    Birth, sex and work permit are of those alone whose number tells none (`papers.tells`).
    """
    parts = [number, phone, name]
    if not papers.tells(number):
        sex = "" if woman is None else WOMAN if woman else MAN
        parts += [born.isoformat() if born else "", sex, permit]
    return PARTED.join(parts)


def mask_identity(plain: str) -> str:
    """Return what a screen may show of it: the masked name and the masked number."""
    known = opened(plain)
    return f"{sealing.mask_name(known.name)} {sealing.mask_id_number(known.number)}".strip()


@dataclass(frozen=True)
class Who:
    """A worker as declared, opened: a reading of personal data. `stated_…` is what the number does not tell, `permit` the number of the work permit."""

    number: str
    phone: str
    name: str
    stated_born: date | None = None
    stated_woman: bool | None = None
    permit: str = ""

    @property
    def born(self) -> date | None:
        """The day of birth, by the number where that tells it."""
        number = identity.tidy(self.number)
        return identity.born_on(number) if papers.tells(number) else self.stated_born

    @property
    def woman(self) -> bool | None:
        """Whether it is a woman, by the number where that tells it."""
        number = identity.tidy(self.number)
        return identity.is_woman(number) if papers.tells(number) else self.stated_woman

    @property
    def kind(self) -> str:
        """Of which paper the number is."""
        return papers.kind_of(identity.tidy(self.number))


def opened(plain: str) -> Who:
    """Return what `who` has put together."""
    number, phone, name = (plain.split(PARTED, 2) + ["", ""])[:3]
    if papers.tells(number) or name.count(PARTED) < STATED:
        return Who(number, phone, name)
    name, born, sex, permit = name.rsplit(PARTED, STATED)
    woman = sex == WOMAN if sex else None
    return Who(number, phone, name, date.fromisoformat(born) if born else None, woman, permit)

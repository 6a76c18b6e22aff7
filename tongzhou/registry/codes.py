"""行政区划代码 — codes of regions, and the tree that they spell.

A region is named by the *prefix* of its code: "15" the autonomous region, "1502" a league or city,
"150221" a banner or county, "150221001" a township, twelve digits a community. So a subtree is a
prefix, and with one column for each level it is an equality.

Codes: GB/T 2260 down to the county, GB/T 10114 below it.
"""

from __future__ import annotations

PROVINCE, LEAGUE, COUNTY, TOWNSHIP, COMMUNITY = (
    "province",
    "league",
    "county",
    "township",
    "community",
)
LEVELS = {2: PROVINCE, 4: LEAGUE, 6: COUNTY, 9: TOWNSHIP, 12: COMMUNITY}
LENGTHS = {level: length for length, level in LEVELS.items()}


class NotACode(ValueError):
    """What was given is not the code of a region; the message says what is expected."""

    def __init__(self, code: str) -> None:
        super().__init__(
            f"“{code}”不是区划代码：自治区2位，盟市4位，旗县6位，苏木乡镇街道9位，嘎查社区12位。"
        )


def level_of(code: str) -> str:
    """Return the level of a region: province, league, county, township or community.

    Raises NotACode if it is not made of 2, 4, 6, 9 or 12 digits.
    """
    if len(code) not in LEVELS or not (code.isascii() and code.isdigit()):
        raise NotACode(code)
    return LEVELS[len(code)]


def within(code: str, of: str) -> bool:
    """Say whether a region lies in another; a region lies in itself."""
    return bool(of) and code.startswith(of)


def parent_of(code: str) -> str:
    """Return the region above, or "" above the autonomous region. Raises NotACode."""
    level_of(code)
    shorter = [length for length in LEVELS if length < len(code)]
    return code[: max(shorter)] if shorter else ""


def line_of(code: str) -> tuple[str, ...]:
    """Return the regions from the widest to this one: ("15", "1502", "150221"). Raises NotACode."""
    level_of(code)
    return tuple(code[:length] for length in LEVELS if length <= len(code))


def prefix_of(gb_code: str) -> str:
    """Return the prefix code for a padded one: "150200" gives "1502". Raises NotACode."""
    if len(gb_code) == LENGTHS[COUNTY]:
        gb_code = gb_code.removesuffix("00").removesuffix("00")
    level_of(gb_code)
    return gb_code


def padded(code: str) -> str:
    """Return a code as GB/T 2260 writes it: "1502" gives "150200"; below the county it is kept."""
    return code.ljust(LENGTHS[COUNTY], "0")

"""种子 — sealed contributions of several bodies, opened, and combined into what nobody chose alone."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from .canonical import Disagrees
from .digests import tagged
from .terms import MOMENT, Terms

NONCE = re.compile(r"[0-9a-f]{64}")
LONGEST = 200  # characters of a value


@dataclass(frozen=True)
class Contribution:
    """One body's part. Empty strings: it did not commit, or did not reveal."""

    body: str
    commitment: str = ""
    committed_at: str = ""
    value: str = ""
    nonce: str = ""
    revealed_at: str = ""

    @property
    def is_revealed(self) -> bool:
        """Say whether the body opened what it had sealed."""
        return bool(self.nonce)


def commitment(terms: Terms, root: str, body: str, value: str, nonce: str) -> str:
    """Return what a body publishes before it reveals: bound to batch, terms and roster by the root."""
    return tagged(terms.hash, "commit", terms.batch, root, body, value, nonce)


def seed_of(terms: Terms, root: str, parts: tuple[Contribution, ...], public: str) -> str:
    """Return the seed: over all bodies in the order of the terms, the silent ones as silent, and the public value."""
    told = [[p.body, p.commitment, p.value, p.nonce] for p in parts]
    return tagged(terms.hash, "seed", terms.batch, root, told, public)


def commit_line(part: Contribution) -> dict[str, Any]:
    """Return the line of a commitment."""
    return {
        "at": part.committed_at, "body": part.body, "commitment": part.commitment, "k": "commit"
    }  # fmt: skip


def reveal_line(part: Contribution) -> dict[str, Any]:
    """Return the line of a reveal."""
    told = {"at": part.revealed_at, "body": part.body, "k": "reveal"}
    return {**told, "nonce": part.nonce, "value": part.value}


def _wrong(code: str, chinese: str, english: str, line: int) -> Disagrees:
    return Disagrees(code, chinese, english, line)


def check_parts(
    terms: Terms, root: str, parts: tuple[Contribution, ...], public: str, *, line: int = 0
) -> None:
    """Check contributions and public value against the terms. Raises Disagrees.

    `line` is the number of the first commitment in the file; 0 where there is no file.
    """
    names = terms.names()
    reveals = line + len(parts) if line else 0
    if tuple(p.body for p in parts) != terms.bodies:
        raise _wrong(
            "bodies", "承诺的单位与规则不符", "the bodies are not those of the terms", line
        )
    for i, part in enumerate(parts):
        _check_commit(terms, part, names[part.body], line + i if line else 0)
    last = max((p.committed_at for p in parts), default="")
    for i, part in enumerate(parts):
        _check_reveal(terms, root, part, names[part.body], last, reveals + i if line else 0)
    revealed = sum(p.is_revealed for p in parts)
    if revealed < terms.raw["least_reveals"] or (
        terms.raw["absent"] == "void" and revealed < len(parts)
    ):
        raise _wrong(
            "reveals",
            f"只有{revealed}家揭示，按事先规则本批次作废",
            f"only {revealed} revealed: by the rule fixed beforehand the batch is void",
            reveals,
        )
    if bool(public) != (terms.raw["public"] is not None):
        raise _wrong(
            "public",
            "公开值与规则不符（应有而无，或应无而有）",
            "a public value is missing, or is there against the terms",
            reveals + len(parts) if line else 0,
        )


def _check_commit(terms: Terms, part: Contribution, name: str, line: int) -> None:
    if not part.commitment and not part.committed_at:
        return
    if not NONCE.fullmatch(part.commitment) or not MOMENT.fullmatch(part.committed_at):
        raise _wrong(
            "commit", f"{name}的承诺形式有误", f"the commitment of {part.body} is malformed", line
        )
    if not terms.raw["frozen_at"] <= part.committed_at <= terms.raw["commit_by"]:
        raise _wrong(
            "commit_time",
            f"{name}的承诺不在冻结之后、截止之前",
            f"{part.body} did not commit between the freeze and the deadline",
            line,
        )


def _check_reveal(
    terms: Terms, root: str, part: Contribution, name: str, last: str, line: int
) -> None:
    if not (part.nonce or part.value or part.revealed_at):
        return
    fits = NONCE.fullmatch(part.nonce) and MOMENT.fullmatch(part.revealed_at)
    if not fits or not part.value or len(part.value) > LONGEST:
        raise _wrong(
            "reveal", f"{name}的揭示形式有误", f"the reveal of {part.body} is malformed", line
        )
    if commitment(terms, root, part.body, part.value, part.nonce) != part.commitment:
        raise _wrong(
            "reveal",
            f"{name}揭示的内容与其承诺不符",
            f"what {part.body} revealed is not what it had committed to",
            line,
        )
    if not last <= part.revealed_at <= terms.raw["reveal_by"]:
        raise _wrong(
            "reveal_time",
            f"{name}的揭示不在全部承诺之后、截止之前",
            f"{part.body} did not reveal between the last commitment and the deadline",
            line,
        )

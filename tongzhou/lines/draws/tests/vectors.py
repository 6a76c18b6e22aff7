"""The test vectors of docs/draws-vectors.json: `python -m tongzhou.lines.draws.tests.vectors > docs/draws-vectors.json`."""

from __future__ import annotations

import io
import json
import sys
from typing import Any

from tongzhou.lines.draws.algorithm.canonical import Disagrees, decoded, encoded
from tongzhou.lines.draws.algorithm.choosing import Chooser
from tongzhou.lines.draws.algorithm.digests import begun, hasher, tagged
from tongzhou.lines.draws.algorithm.terms import read_terms
from tongzhou.lines.draws.algorithm.verifying import verify

from . import samples

WORDS = ("", "abc", "检查对象名录库", "a" * 119)


def subs(hash_: str) -> tuple[dict[str, Any], ...]:
    """Return one substitution of each sort in the small draw."""
    drawn, _ = small(hash_, ())
    picks = [p.id for p in drawn.picks if p.is_drawn]
    told = [
        ("officer", picks[0], drawn.teams[picks[0]][0], "recusal", "抽取后发现曾任该单位职工"),
        ("object", picks[1], picks[1], "closed", "已注销"),
        ("officer", picks[2], drawn.teams[picks[2]][1], "leave", "住院"),
    ]
    return tuple(
        {"cause": cause, "k": "sub", "no": n, "of": of, "out": out, "target": at, "words": words}
        for n, (of, at, out, cause, words) in enumerate(told, start=1)
    )


def small(hash_: str, changes: tuple[dict[str, Any], ...]) -> Any:
    """Return a draw of sixty objects among seven officers; one of four bodies stays silent."""
    told = samples.terms(hash=hash_)
    return samples.bundle(told, samples.roster(60, 7), silent=("fic",), subs=changes)


def tampered(content: bytes) -> list[dict[str, Any]]:
    """Return one changed bit at a time, from the first line to the last, and what is said of it."""
    found = []
    for at in range(3, len(content), len(content) // 40):
        changed = bytearray(content)
        changed[at] ^= 1
        try:
            verify(io.BytesIO(bytes(changed)))
        except Disagrees as d:
            found.append({"at": at, "xor": 1, "code": d.code, "line": d.line})
    return found


def of(hash_: str) -> dict[str, Any]:
    """Return every step of a draw under one hash, and whole bundles."""
    drawn, content = small(hash_, subs(hash_))
    lines = content.splitlines(keepends=True)
    terms, root = read_terms(decoded(lines[0], 1)), decoded(lines[1], 2)["root"]
    parts = samples.contributions(terms.raw, root)
    some = [b"91150221000000000X", b"91150221000000007X", b"91150221000000059X"]
    keys = {}
    for id_ in some:
        running = begun(hash_, "object", drawn.seed, "B")
        running.update(id_)
        keys[id_.decode()] = running.hexdigest()
    sizes = {code.encode(): n for code, n in decoded(lines[1], 2)["strata"]}
    assert Chooser(terms, drawn.seed, sizes).picks() == []
    return {
        "digests": {w: hasher(hash_, w.encode()).hexdigest() for w in WORDS},
        "tagged": {
            "parts": ["commit", "甲", "\n\"\\", 7, ["乙"]],
            "bytes": encoded(["tongzhou-draw/1", "commit", "甲", "\n\"\\", 7, ["乙"]]).hex(),
            "digest": tagged(hash_, "commit", "甲", "\n\"\\", 7, ["乙"]),
        },
        "commitments": [
            {"body": p.body, "value": p.value, "nonce": p.nonce, "commitment": p.commitment}
            for p in parts
        ],
        "root": root,
        "seed": drawn.seed,
        "keys_in_stratum_B": keys,
        "officers": drawn.teams,
        "result": drawn.digest,
        "bundle": content.decode(),
        "tampered": tampered(content),
    }  # fmt: skip


def text() -> str:
    """Return the vectors as they are printed."""
    told = {"format": "tongzhou-draw/1", "sm3": of("sm3"), "sha256": of("sha256")}
    return json.dumps(told, ensure_ascii=False, indent=1, sort_keys=True) + "\n"


if __name__ == "__main__":
    sys.stdout.write(text())

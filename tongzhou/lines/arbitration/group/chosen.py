"""所选的申请人 — whom somebody has ticked in the ledger of a case, until they choose again.

Other pages of the line ask `chosen_in` too: an award for part of the claimants begins with it.
"""

from __future__ import annotations

from collections.abc import Iterable

from django.http import HttpRequest

MOST_CASES = 5  # remembered in a session
SESSION = "arbitration.chosen"


def choose(request: HttpRequest, uid: str, keys: Iterable[str]) -> None:
    """Remember who was chosen in a case."""
    kept: dict[str, list[str]] = dict(request.session.get(SESSION, {}))
    kept.pop(uid, None)
    kept[uid] = list(keys)
    request.session[SESSION] = dict(list(kept.items())[-MOST_CASES:])


def chosen_in(request: HttpRequest, uid: str) -> list[str]:
    """Return the keys of the claimants chosen in a case; none where nobody was."""
    kept: dict[str, list[str]] = request.session.get(SESSION, {})
    return list(kept.get(uid, []))


def forget(request: HttpRequest, uid: str) -> None:
    """Forget the choice: it was used."""
    kept: dict[str, list[str]] = dict(request.session.get(SESSION, {}))
    if kept.pop(uid, None) is not None:
        request.session[SESSION] = kept

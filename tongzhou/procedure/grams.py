"""检索的切分 — how text is cut for search: overlapping pairs of characters, so that any two are found.

“拖欠工资” is stored as 拖欠 欠工 工资; a query is cut the same way and asked as a phrase. FTS5's own
trigrams find nothing for two Chinese characters, which is the common case. Pure.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from functools import lru_cache
from itertools import chain

LONGEST = 400  # characters of one case that are searched
GAP = "\u2063"  # between texts: no query spans two of them
SOUND = "py"  # before each word of a sound
BREAK = "0gap0"  # the gap, as a word that no query holds


def folded(text: str) -> str:
    """Return text with full-width forms, case and stray spaces folded away."""
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def pairs(text: str) -> list[str]:
    """Return the overlapping pairs of a folded text; a single character stands alone."""
    if len(text) < 2:
        return [text] if text else []
    return [text[i : i + 2] for i in range(len(text) - 1)]


def _written(pair: str) -> str:
    """Return a pair as one word of the index: letters and digits only, whatever the characters are."""
    if pair.isalnum():
        return pair
    return "".join(c if c.isalnum() else f"u{ord(c):x}" for c in pair)


def text_of(parts: Iterable[str]) -> str:
    """Return what is searched of a case, as one folded text."""
    return GAP.join(dict.fromkeys(filter(None, map(folded, parts))))[:LONGEST]


def words(text: str, mark: str = "") -> str:
    """Return the words of the index for a text made by `text_of`: pairs in order, a break at a gap.

    Each part ends with its last character alone, so that one character is found by prefix. Framed in
    spaces, so that a phrase is also a substring. `mark` is put before each word.
    """
    if not text:
        return ""
    cut = []
    for part in text.split(GAP):
        pieces = [*pairs(part), *(part[-1] if len(part) > 1 else ())]
        if not part.isalnum():
            pieces = [_written(p) for p in pieces]
        cut.append(" ".join([mark + p for p in pieces] if mark else pieces))
    return f" {f' {BREAK} '.join(cut)} "


@lru_cache(maxsize=50_000)
def sound_of(text: str) -> str:
    """Return how the Chinese of a text sounds: full pinyin, a gap, then initials."""
    if not any("\u3400" <= c <= "\u9fff" for c in text):
        return ""
    from pypinyin import lazy_pinyin  # sixty megabytes of dictionaries, which few processes need

    heard = lazy_pinyin(text, errors="ignore")
    return f"{''.join(heard)}{GAP}{''.join(syllable[0] for syllable in heard)}"


def sounds(parts: Iterable[str]) -> str:
    """Return the words of the index for how these texts sound."""
    pieces = dict.fromkeys(piece for part in parts for piece in part.split("、"))
    heard = chain.from_iterable(sound_of(piece).split(GAP) for piece in pieces)
    return words(text_of(heard), SOUND)


def place_word(code: str, procedure: str) -> str:
    """Return what stands before each word of a case that lies in a subtree: scope is part of the word.

    So a search in one place never reads the words of another, however common they are there.
    """
    return f"r{code}x" + "".join(c for c in procedure if c.isalnum()) + "x"


def places_of(region: str, procedure: str) -> dict[str, str]:
    """Return the three columns of a row of search: the place word for each level."""
    return {
        "wide": place_word(region[:2], procedure),
        "middle": place_word(region[:4], procedure),
        "near": place_word(region[:6], procedure),
    }


def query_words(query: str) -> list[str]:
    """Return the pairs of a query, as words of the index, in order."""
    return [_written(p) for p in pairs(folded(query))]


def is_sound(query: str) -> bool:
    """Say whether a query may be pinyin: Latin letters only."""
    text = folded(query)
    return bool(text) and text.isascii() and text.isalpha()

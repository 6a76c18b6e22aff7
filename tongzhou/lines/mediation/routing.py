"""分派建议 — which mediator a case should go to, and why, in words. Pure: cards in, ranked suggestions out.

By place, way, language, trade, load and conflict of interest. Nobody is left out silently: whoever cannot
take the case is listed with the reason. The head of the centre decides, and says why where differently.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from .ways import way

MONGOLIAN = ("蒙古语", "汉语和蒙古语")
GROUP = 10  # claimants from which a case wants an experienced mediator (办案规则 5)
# What speaks for a mediator, in points. Only the order matters; the words are what the reader judges by.
POINTS = {"town": 6, "county": 2, "way": 4, "language": 4, "grade": 3, "trade": 2, "free": 1}


@dataclass(frozen=True)
class Wish:
    """What a case asks of a mediator. `employers` are keys of the register of employers."""

    region: str
    way: str = ""
    language: str = "汉语"
    employers: frozenset[str] = frozenset()
    heads: frozenset[str] = frozenset()  # words of the heads claimed
    claimants: int = 1
    people: frozenset[str] = frozenset()  # keys of persons who are parties themselves


@dataclass(frozen=True)
class Card:
    """A mediator as the routing sees them."""

    person: str  # number in the register of persons
    name: str
    body: str  # number of the body
    body_name: str
    region: str
    way: str
    gold: bool = False
    senior: bool = False
    mongolian: bool = False
    languages: str = ""
    fields: tuple[str, ...] = ()
    load: int = 0
    capacity: int = 15
    until: date | None = None
    employer: str = ""  # of a committee inside an enterprise
    conflicts: tuple[tuple[str, str], ...] = ()  # (key of employer, why)


@dataclass(frozen=True)
class Suggestion:
    """One mediator: how well they fit, what speaks for them, and what stands against it."""

    card: Card
    points: int
    reasons: tuple[str, ...]
    against: tuple[str, ...] = ()
    barred: str = ""  # why they cannot take it at all

    @property
    def key(self) -> str:
        """Return the key under which the mediator enters the case."""
        return f"mediator/{self.card.person}"


@dataclass
class _Weighed:
    points: int = 0
    reasons: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)

    def counts(self, what: str, words: str) -> None:
        self.points += POINTS[what]
        self.reasons.append(words)


def suggest(wish: Wish, cards: Iterable[Card], *, on: date) -> list[Suggestion]:
    """Return every mediator, those who fit best first and those who cannot take the case last."""
    found = [_weigh(wish, card, on) for card in cards]
    return sorted(found, key=lambda s: (bool(s.barred), -s.points, s.card.load, s.card.name))


def best(suggestions: Iterable[Suggestion]) -> Suggestion | None:
    """Return the first who can take the case."""
    return next((s for s in suggestions if not s.barred), None)


def _weigh(wish: Wish, card: Card, on: date) -> Suggestion:
    if barred := _barred(wish, card, on):
        return Suggestion(card, 0, (), barred=barred)
    weighed = _Weighed()
    _place(wish, card, weighed)
    if card.way == way(wish.way).code:
        weighed.counts("way", f"属于{way(wish.way).label}")
    _language(wish, card, weighed)
    _experience(wish, card, weighed)
    left = card.capacity - card.load
    if left > 0:
        weighed.points += POINTS["free"] * min(left, 5)
        weighed.reasons.append(f"现承办{card.load}件，还可承办{left}件")
    else:
        weighed.points -= 10
        weighed.against.append(f"现承办{card.load}件，已到上限{card.capacity}件")
    return Suggestion(card, weighed.points, tuple(weighed.reasons), tuple(weighed.against))


def _barred(wish: Wish, card: Card, on: date) -> str:
    if card.until and card.until < on:
        return f"聘期已于{card.until}届满"
    if card.person in wish.people:
        return "本人是当事人"
    for employer, why in card.conflicts:
        if employer in wish.employers:
            return f"与用人单位有利益关系：{why}"
    if card.employer and card.employer not in wish.employers:
        return "企业调解委员会只调解本企业的争议"
    if card.region[:6] != wish.region[:6]:
        return "不在本旗县"
    return ""


def _place(wish: Wish, card: Card, weighed: _Weighed) -> None:
    if card.employer:
        weighed.counts("town", "争议单位自己的调解委员会")
    elif len(wish.region) > 6 and card.region == wish.region:
        weighed.counts("town", "在争议发生的苏木乡镇（街道）")
    elif len(card.region) == 6:
        weighed.counts("county", "旗县调解组织，可受理全旗县的争议")
    else:
        weighed.against.append("属于其他苏木乡镇（街道）")


def _language(wish: Wish, card: Card, weighed: _Weighed) -> None:
    if wish.language in MONGOLIAN:
        if card.mongolian:
            weighed.counts("language", "能用蒙古语调解")
        else:
            weighed.points -= POINTS["language"] * 2
            weighed.against.append("不能用蒙古语调解，须另请翻译")
    elif wish.language == "其他" and card.languages:
        weighed.counts("language", f"另会{card.languages}")


def _experience(wish: Wish, card: Card, weighed: _Weighed) -> None:
    if wish.claimants >= GROUP and (card.gold or card.senior):
        weighed.counts("grade", "集体争议由金牌或首席调解员承办")
    elif card.gold:
        weighed.points += 1
        weighed.reasons.append("金牌调解员")
    fitting = [f for f in card.fields if any(f in words for words in wish.heads)]
    if fitting:
        weighed.counts("trade", f"专长：{'、'.join(fitting)}")

"""裁决起草 — from what was put down to the awards: each item tested by itself, final and other kept apart.

The minimum wage is that of the place where the contract is performed, on the day of the award; whoever knows
better states another with a reason, and the award says so.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tongzhou.law import Amount, NotRecorded
from tongzhou.law import amount as amount_of
from tongzhou.law.heads import HEADS, head
from tongzhou.lines.arbitration.acts import deciding as acts
from tongzhou.lines.arbitration.facts.deciding import Award
from tongzhou.lines.arbitration.rules import awards, elements
from tongzhou.lines.arbitration.rules.track import application, is_worker
from tongzhou.lines.arbitration.states import CLAIMANT
from tongzhou.procedure.claims import Amounts, by_head
from tongzhou.procedure.declare import Act
from tongzhou.procedure.view import View

from .grid import Draft, Item, chosen, fen, open_items, yuan

PAY_WITHIN, MOST_DAYS = 15, 90
FEW = 3  # values of an element told apart before it is referred to the list


@dataclass(frozen=True)
class Wage:
    """The minimum wage the test is made with: fen a month, where it comes from, and what is open about it."""

    amount: int | None
    version: str
    warning: str = ""
    stated: bool = False  # by the tribunal, in the place of the one on record

    @property
    def most(self) -> int | None:
        """Up to how much an item is final at once: twelve times this."""
        return None if self.amount is None else awards.MONTHS * self.amount


def wage_on_record(view: View, *, on: date) -> Wage:
    """Return the minimum wage of the place of performance on a day, as the register of amounts has it."""
    brought = application(view)
    place = brought.place if brought and len(brought.place) >= 6 else view.region
    try:
        found = amount_of("minimum_wage", on=on, region=place[:6])
    except (NotRecorded, ValueError) as unknown:
        return Wage(None, "", _("最低工资标准查不到：%(why)s") % {"why": unknown})
    warning = "" if found.verified else _("该标准尚未与原文核对，请核对后确认或另行填写")
    return Wage(int(found.value * 100), _version(found), warning)


def _version(found: Amount) -> str:
    checked = "" if found.verified else "，未经核对"
    return f"{found.label}{found.value}元（{found.source}，{found.since}起施行{checked}）"


def wage(view: View, draft: Draft, *, on: date) -> Wage:
    """Return the minimum wage to test with: the one the tribunal states with its reason, else the one on record."""
    on_record = wage_on_record(view, on=on)
    typed, why = draft.texts.get("wage", ""), draft.texts.get("wage_why", "")
    if not typed:
        return on_record
    try:
        stated = fen(typed)
    except ValueError:
        return on_record
    if not stated or not why:
        return on_record
    return Wage(stated, f"仲裁庭采用每月{yuan(stated)}元，理由：{why}", stated=True)


def is_final(item: Item, amount: int | None, minimum: Wage) -> bool | None:
    """Say whether an item as put down is final at once; None while that cannot be said."""
    if amount is None or minimum.amount is None:
        return None
    if not is_worker(item.key):
        return False
    return awards.is_final(item.code, amount, minimum_wage=minimum.amount)


@dataclass(frozen=True)
class Making:
    """One award as it would be made: the act, what it states, about whom."""

    act: Act[Award]
    facts: Award

    @property
    def about(self) -> tuple[str, ...]:
        return tuple(self.facts.items)

    @property
    def total(self) -> int:
        return sum(self.facts.sums.values())

    @property
    def heads(self) -> dict[str, int]:
        """Head → fen, those at nought among them, in the order of the table."""
        given = by_head(self.facts.items.values())
        known = {code for of in self.facts.items.values() for code in of}
        return {head(code).label: given.get(code, 0) for code in HEADS if code in known}


def makings(view: View, draft: Draft, *, on: date) -> list[Making]:
    """Return the awards a draft amounts to: a partial one, or the final and the other items apart. 办案规则 50.

    Raises ValueError, in the reader's words, where something is still missing.
    """
    items = chosen(draft)
    if not items:
        raise ValueError(_("请先填写裁决金额"))
    minimum = wage(view, draft, on=on)
    if draft.texts.get("partial"):
        return [Making(acts.award_partial, _award(view, draft, items, minimum, whole=False))]
    if not minimum.amount:
        raise ValueError(minimum.warning or _("请填写当地月最低工资标准"))
    parts = awards.parted(items, minimum_wage=minimum.amount)
    whole = not _left(view, items)
    return [
        Making(act, _award(view, draft, part, minimum, whole=whole))
        for act, part in zip((acts.award_final, acts.award_other), parts, strict=True)
        if part
    ]


def _left(view: View, items: Amounts) -> list[Item]:
    """Return the open items that these awards leave undecided."""
    return [i for i in open_items(view) if i.code not in items.get(i.key, {})]


def left_open(view: View, draft: Draft) -> list[Item]:
    """Return the items a draft leaves undecided."""
    return _left(view, chosen(draft))


def _award(view: View, draft: Draft, items: Amounts, minimum: Wage, *, whole: bool) -> Award:
    codes = [code for code in HEADS if any(code in of for of in items.values())]
    given = suggested_reasons(view, draft)
    reasons = [draft.texts.get(f"reasons-{code}") or given.get(code, "") for code in codes]
    days = draft.texts.get("pay_within", "")
    return Award(
        items=items,
        found=draft.texts.get("found") or suggested_findings(view),
        reasons="\n".join(filter(None, [*reasons, draft.texts.get("reasons", "")])),
        orders=tuple(_orders(view, draft, items)),
        pay_within=int(days) if days.isdigit() and 1 <= int(days) <= MOST_DAYS else PAY_WITHIN,
        minimum_wage=minimum.amount,
        minimum_wage_version=minimum.version,
        whole=whole,
    )


def _orders(view: View, draft: Draft, items: Amounts) -> Iterable[str]:
    """Yield what is ordered of the claims of these items that are no sum, head by head."""
    for code, one in HEADS.items():
        if one.money:
            continue
        keys = [k for k, of in items.items() if code in of and code in draft.granted.get(k, ())]
        if keys:
            yield draft.texts.get(f"order-{code}") or suggested_order(view, code, keys)
    for line in draft.texts.get("orders", "").splitlines():
        if line.strip():
            yield line.strip()


def suggested_order(view: View, code: str, keys: list[str]) -> str:
    """Return how a claim that is no sum could be granted, for the tribunal to word."""
    names = "、".join(view.subjects[k].name for k in keys[:FEW])
    who = names + (f"等{len(keys)}人" if len(keys) > FEW else "")
    return f"支持{who}关于“{head(code).label}”的请求。"


Settled = dict[str, Counter[tuple[str, str]]]  # element → (value, how it was settled) → of how many


def _settled(view: View) -> Settled:
    """Return what is agreed or found of every element, over all claimants."""
    found: Settled = {}
    for rows in elements.tables(view).values():
        for row in rows:
            if row.settled:
                how = "经审理认定" if row.found else "双方无争议"
                found.setdefault(row.element.code, Counter())[row.settled, how] += 1
    return found


def suggested_findings(view: View) -> str:
    """Return 经审理查明 drafted from the element tables: what is agreed and what was found."""
    return "\n".join(_sentences(view, _settled(view), None))


def _sentences(view: View, settled: Settled, code: str | None) -> Iterable[str]:
    many = view.count(CLAIMANT) > 1
    for element in elements.ELEMENTS:
        values = settled.get(element.code)
        if not values or (code is not None and code not in element.heads):
            continue
        if len(values) > FEW:
            yield f"{element.label}：{len(values)}种情形，各申请人情况见所附清单。"
            continue
        said = "；".join(
            f"{value}（{how}{f'，{n}人' if many else ''}）" for (value, how), n in values.items()
        )
        yield f"{element.label}：{said}。"


def suggested_reasons(view: View, draft: Draft) -> dict[str, str]:
    """Return 本委认为 drafted head by head: what is asked, who had to prove it, what was found, what follows."""
    settled = _settled(view)
    found: dict[str, str] = {}
    asked: dict[str, list[Item]] = {}
    for item in open_items(view):
        asked.setdefault(item.code, []).append(item)
    for code, items in asked.items():
        one = head(code)
        who = f"{len(items)}名申请人" if len(items) > 1 else "申请人"
        claim = f"共请求{yuan(sum(i.asked for i in items))}元" if one.money else "提出该项请求"
        facts = "".join(_sentences(view, settled, code))
        words, cites = one.burden
        parts = [
            f"关于{one.label}。{who}{claim}。",
            f"根据{cites}，{words}。",
            facts,
            _outcome(draft, items),
        ]
        found[code] = "".join(filter(None, parts))
    return found


def _outcome(draft: Draft, items: list[Item]) -> str:
    pairs = [(i, draft.amounts.get(i.key, {}).get(i.code)) for i in items]
    known = [(i, amount) for i, amount in pairs if amount is not None]
    if not known:
        return ""
    if not known[0][0].head.money:
        granted = sum(i.code in draft.granted.get(i.key, ()) for i, _amount in known)
        return "本委予以支持。" if granted == len(known) else "本委对其中不能成立的请求不予支持。"
    given, asked = sum(amount for _i, amount in known), sum(i.asked for i, _amount in known)
    if given == asked:
        return "该请求有事实和法律依据，本委予以支持。"
    if not given:
        return "该请求缺乏事实和法律依据，本委不予支持。"
    return f"本委支持其中{yuan(given)}元，超出部分不予支持。"

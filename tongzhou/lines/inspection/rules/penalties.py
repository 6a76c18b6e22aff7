"""罚则的适用 — what the law allows for each violation of a case as it stands, on a day. Asked by every decision.

Nothing here trusts what a form says: workers, amount and months are those found when the investigation ended,
whether an order was served and has lapsed is read from the journal.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from tongzhou.law.penalties import Assessment, Measure, NoProvision, assess
from tongzhou.lines.inspection.facts.codes import code_of
from tongzhou.lines.inspection.facts.concluding import Finding
from tongzhou.lines.inspection.facts.deciding import Decision, Exemption, Finished, Notice
from tongzhou.procedure.view import View

from .deciding import findings
from .ordering import standing

BAR_YEARS = 2  # 监察条例 20; 行政处罚法 36


def assessed(view: View, key: str, on: date) -> Assessment | None:
    """Return what may be done about a violation on a day; None where it is not found or no law was in force.

    The law of the last day of the violation applies (行政处罚法 37); while it goes on, that of the day.
    """
    found = findings(view).get(key)
    if found is None or found.outcome != "查实":
        return None
    stands = standing(view, key, on)
    corrected = stands.corrected_on is not None and (
        stands.until is None or stands.corrected_on <= stands.until
    )
    try:
        return assess(
            code_of(key),
            on=found.until or on,
            workers=found.workers or None,
            amount=Decimal(found.amount) / 100 if found.amount else None,
            months=Decimal(found.months) if found.months else None,
            ordered=stands.served_on is not None,
            corrected=corrected or found.corrected,
            order_lapsed=stands.lapsed,
            unlicensed=found.unlicensed,
            found=found.weighed,
            not_found=found.not_weighed,
        )
    except (NoProvision, KeyError):
        return None


def bounds(found: Assessment | None, kind: str) -> tuple[int | None, int | None]:
    """Return from how much to how much a measure goes, in fen; two Nones where it takes no money now."""
    one = found.measure(kind) if found else None
    if one is None or one.min is None or one.max is None:
        return None, None
    return int(one.min * 100), int(one.max * 100)


def admits(found: Assessment | None, kind: str, fen: int) -> bool:
    """Say whether the law allows this amount of this measure now."""
    those: Iterable[Measure] = found.measures if found else ()
    yuan = Decimal(fen) / 100
    return any(m.kind == kind and m.admits(yuan) for m in those)


def admits_warning(found: Assessment | None) -> bool:
    """Say whether a warning may be given."""
    return found is not None and any(
        m.kind == "warning" and m.can_be_issued for m in found.measures
    )


def may_be_told(view: View, facts: Notice, on: date) -> bool:
    """Each fine and each additional payment that is intended is one the law allows as things stand."""
    return all(
        admits(assessed(view, k, on), "fine", fine) for k, fine in facts.fines.items()
    ) and all(pays_rightly(view, k, pay, on) for k, pay in facts.pays.items())


def may_be_fined(view: View, facts: Decision, on: date) -> bool:
    """Each fine and warning of the decision is one the law allows as things stand; payments are no penalty."""
    for key, line in facts.lines.items():
        found = assessed(view, key, on)
        if line.fine and not admits(found, "fine", line.fine):
            return False
        if line.warning and not admits_warning(found):
            return False
        if line.pay or not (line.fine or line.warning):
            return False
    return True


def may_be_ordered_paid(view: View, facts: Decision, on: date) -> bool:
    """What is to be paid to workers is what is owed, or with the addition that the law allows now; no fine."""
    return all(
        not line.fine and not line.warning and (not line.pay or pays_rightly(view, k, line.pay, on))
        for k, line in facts.lines.items()
    )


def pays_rightly(view: View, key: str, pay: int, on: date) -> bool:
    """Say whether a payment to workers stands: what was found due, or that with the addition of a lapsed order."""
    found = findings(view).get(key)
    due = found.amount if found else 0
    if pay <= due:
        return True
    least, most = bounds(assessed(view, key, on), "pay")
    if least is None or most is None or not admits(assessed(view, key, on), "pay", pay - due):
        return False
    return least <= pay - due <= most


def exemptions(found: Finding, stands_corrected: bool, on: date) -> list[str]:
    """Return the grounds on which nothing need be imposed, as the facts found stand. 行政处罚法 33, 36."""
    flags = set(found.flags)
    corrected = stands_corrected or found.corrected or "corrected" in flags
    grounds = []
    if corrected and {"minor", "harmless"} <= flags:
        grounds += ["轻微不罚", "违法行为轻微并及时改正"]
    if corrected and {"first", "minor"} <= flags:
        grounds.append("首违不罚")
    if found.no_fault:
        grounds.append("无主观过错")
    if found.until and is_barred(found.until, on):
        grounds.append("超过追究时效")
    return grounds


def is_barred(ended: date, on: date) -> bool:
    """Say whether two years have passed since the violation ended."""
    try:
        last = ended.replace(year=ended.year + BAR_YEARS)
    except ValueError:  # the 29th of February
        last = ended.replace(year=ended.year + BAR_YEARS, day=28)
    return on > last


def corrected(view: View, key: str, on: date) -> bool:
    """Say whether a violation was put right: by itself, or in the time of the order."""
    found, stands = findings(view).get(key), standing(view, key, on)
    return (found is not None and found.corrected) or stands.corrected_on is not None


def may_be_exempted(view: View, facts: Exemption, on: date) -> bool:
    """The ground chosen is one that the facts found of some violation bear out."""
    return any(
        facts.ground in exemptions(found, corrected(view, key, on), on)
        for key, found in findings(view).items()
        if found.outcome == "查实"
    )


def was_corrected(view: View, _facts: Finished, on: date) -> bool:
    """Something that was found has been put right."""
    return any(
        corrected(view, key, on)
        for key, found in findings(view).items()
        if found.outcome == "查实" and view.subjects[key].state == "found"
    )

"""What the pages of a plan read from and keep in the database, besides its journal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from tongzhou.lines.zones.models.plan import PlanDraft
from tongzhou.procedure.models import Case, Entry, Passage
from tongzhou.registry.models import Body, Person


def contents_of(digests: Iterable[str]) -> dict[str, str]:
    """Return the passages under these digests: digest → text. One query."""
    wanted = {d for d in digests if d}
    return dict(Passage.objects.filter(digest__in=wanted).values_list("digest", "content"))


def texts_of(digests: dict[str, str]) -> dict[str, str]:
    """Return the text of each part: part → content."""
    stored = contents_of(digests.values())
    return {part: stored.get(digest, "") for part, digest in digests.items()}


def names_of(case: Case, seqs: Iterable[int]) -> dict[int, str]:
    """Return who made these entries: seq → names."""
    rows = Entry.objects.filter(case=case, seq__in=list(seqs)).values_list("seq", "names")
    return {seq: "、".join(names) for seq, names in rows}


def drafts_of(case: Case, person: Person) -> dict[str, PlanDraft]:
    """Return what this person has typed and not submitted: part → draft."""
    return {d.part: d for d in PlanDraft.objects.filter(case=case, person=person)}


def keep_draft(
    case: Case, person: Person, part: str, *, content: str, replaces: str, at: datetime
) -> PlanDraft:
    """Keep what has been typed into a part."""
    draft, _ = PlanDraft.objects.update_or_create(
        case=case,
        person=person,
        part=part,
        defaults={"content": content, "replaces": replaces, "saved_at": at},
    )
    return draft


def forget_draft(case: Case, person: Person, part: str) -> None:
    """Drop a draft: it was submitted, or is not wanted."""
    PlanDraft.objects.filter(case=case, person=person, part=part).delete()


def others_at_work(case: Case, person: Person, part: str, *, since: datetime) -> list[str]:
    """Return who else has typed into a part lately and not submitted."""
    rows = PlanDraft.objects.filter(case=case, part=part, saved_at__gte=since)
    return list(rows.exclude(person=person).values_list("person__name", flat=True))


def units_of(county: str) -> list[str]:
    """Return the short names of the bodies of a county, which may lead and join tasks."""
    found = Body.objects.filter(region=county, is_active=True).order_by("kind", "id")
    return list(found.values_list("short_name", flat=True))

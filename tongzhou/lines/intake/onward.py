"""转出 — what goes along to the inspection, to another region, and back. Pure; nobody types it again."""

from __future__ import annotations

from typing import Any

from tongzhou.procedure.view import View

from . import facts, rules

# By which channel it came → what the inspection calls its source, where that is not 投诉 or 举报.
SOURCES = {"信访转办": "信访", "预警": "预警", "其他部门移送": "移送"}


def _matter(view: View) -> dict[str, Any]:
    """Return the dispute as every line keeps it, with all that was merged."""
    said = rules.report(view)
    names = {s.key: s.name for s in (*rules.workers(view), *rules.subjects(view, "employer"))}
    return said.carried() | {
        "names": names,
        "claims": rules.claims_of(view),
        "story": rules.story(view),
        "evidence": rules.evidence(view),
        "first_seen": view.first_seen,
    }


def to_inspection(view: View, stated: facts.Acceptance) -> dict[str, Any]:
    """Return the filing of the inspection. Whoever agrees to be named is named; others stay 投诉人n."""
    said = rules.report(view)
    matter = _matter(view)
    agreed = rules.identities(stated.named)
    names = {k: agreed.get(k, name) for k, name in matter["names"].items()}
    return matter | {
        "names": names,
        "source": SOURCES.get(said.channel, said.kind),
        "violations": stated.violations or rules.violations(view),
        "channel": said.channel,
        "confidential": said.confidential,
        "project": said.project,
        "site": rules.site(view),
        "words": matter["story"],
        "from_report": said.external,
    }


def _request(view: View, stated: facts.Passing, sort: str) -> dict[str, Any]:
    said = rules.report(view)
    since, until, ongoing = rules.period(view)
    return _matter(view) | {
        "sort": sort,
        "sender": view.region[:6],
        "receiver": stated.to,
        "words": stated.words,
        "files": stated.files,
        "violations": rules.violations(view),
        "kind": said.kind,
        "site": rules.site(view),
        "site_key": said.site_key,
        "project": said.project,
        "since": since,
        "until": until,
        "ongoing": ongoing,
        "dispatch": said.dispatch,
        "workers": said.workers,
        "representatives": tuple(s.key for s in rules.representatives(view)),
        "confidential": said.confidential,
        "external": said.external,
        "from_report": said.external,
    }


def transferred(view: View, stated: facts.Passing) -> dict[str, Any]:
    """Return the request to take the report over (移送)."""
    return _request(view, stated, "移送")


def assisted(view: View, stated: facts.Passing) -> dict[str, Any]:
    """Return the request for help (协查)."""
    return _request(view, stated, "协查")


def joined(view: View, stated: facts.Passing) -> dict[str, Any]:
    """Return the request to act together (联合办理)."""
    return _request(view, stated, "联合办理")


def receiver(_view: View, stated: facts.Passing) -> str:
    """Return the region that is asked."""
    return stated.to


def own_county(view: View, _stated: Any) -> str:
    """Return the region in charge of the request: where the report is opened anew."""
    return view.region


def opened_anew(view: View, _stated: Any) -> dict[str, Any]:
    """Return the report as the receiver takes it in: the same first day, the same names, nothing typed."""
    said = rules.request(view)
    keep = [
        "kind",
        "violations",
        "site",
        "site_key",
        "project",
        "since",
        "until",
        "ongoing",
        "dispatch",
        "workers",
        "representatives",
        "confidential",
        "external",
    ]
    return (
        said.carried()
        | {name: getattr(said, name) for name in keep}
        | {"channel": "其他地区移送", "from_region": said.sender, "first_seen": view.first_seen}
    )


def when_transfer(view: View, _stated: Any) -> bool:
    """Say whether a report goes over."""
    return rules.is_transfer(view)


def when_taken(view: View, _stated: Any) -> bool:
    """Say whether the receiver is to handle a transfer, by its own will or by the superior's."""
    return rules.is_transfer(view) and view.state == "taken_over"


def when_back(view: View, _stated: Any) -> bool:
    """Say whether a transfer comes back to who sent it."""
    return rules.is_transfer(view) and view.state == "sent_back"


def told(view: View, stated: Any) -> dict[str, Any]:
    """Return what the sender is told."""
    return {"words": getattr(stated, "words", ""), "by": view.region[:6]}

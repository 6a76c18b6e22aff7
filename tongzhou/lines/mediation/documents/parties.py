"""当事人基本情况 — who the parties of a paper are, from the registers: the journal holds none of it.

A paper is drawn once and kept, so what stands in it is what the register said on that day.
"""

from __future__ import annotations

from collections.abc import Iterable

from tongzhou.lines.mediation import rules
from tongzhou.procedure.papers import Issue, Paragraph
from tongzhou.procedure.view import Subject, View
from tongzhou.registry.models import Body, Employer, Worker

BLANK = "（未登记）"


def of_all(view: View) -> tuple[Paragraph, ...]:
    """Return one paragraph for each party: claimants first, then respondents."""
    parties = [s for s in view.subjects.values() if s.kind.registry == "party"]
    return described(sorted(parties, key=lambda s: s.kind.code))


def described(subjects: Iterable[Subject]) -> tuple[Paragraph, ...]:
    """Return one paragraph for each of these parties. Two queries for all of them."""
    wanted = list(subjects)
    refs: dict[str, list[int]] = {"worker": [], "employer": []}
    for subject in wanted:
        register, ref = subject.register
        if ref.isdigit() and register in refs:
            refs[register].append(int(ref))
    workers = {str(w.pk): w for w in Worker.objects.filter(pk__in=refs["worker"])}
    employers = {
        str(e.pk): e
        for e in Employer.objects.filter(pk__in=refs["employer"]).select_related("region")
    }
    found = []
    for subject in wanted:
        register, ref = subject.register
        if register == "worker" and ref in workers:
            words = _of_worker(subject.name, workers[ref])
        elif register == "employer" and ref in employers:
            words = _of_employer(subject.name, employers[ref])
        else:
            words = subject.name or BLANK
        found.append(Paragraph(words, lead=f"{subject.kind.label}："))
    return tuple(found)


def _of_worker(name: str, worker: Worker) -> str:
    number = worker.id_number.open() if worker.id_number else BLANK
    parts = [name or worker.name, f"{worker.get_id_kind_display()}号码{number}"]
    if worker.phone:
        parts.append(f"联系电话{worker.phone.open()}")
    if worker.address:
        parts.append(f"送达地址{worker.address.open()}")
    return "，".join(parts) + "。"


def _of_employer(name: str, employer: Employer) -> str:
    parts = [name or employer.name, f"统一社会信用代码{employer.uscc or BLANK}"]
    parts.append(f"住所地{employer.region.name}{employer.address}")
    if employer.legal_representative:
        parts.append(f"法定代表人（负责人）{employer.legal_representative}")
    return "，".join(parts) + "。"


def names(view: View, kind: str) -> str:
    """Return the names of a side, as a sentence says them."""
    found = [s.name or s.ref for s in view.subjects.values() if s.kind.code == kind]
    return "、".join(found) or BLANK


def seat(issue: Issue) -> str:
    """Return the name of the body that mediates: the one named in the case, else the one that acted."""
    named = rules.body_of(issue.view)
    if named.isdigit():
        found = Body.objects.filter(pk=int(named)).values_list("name", flat=True).first()
        if found:
            return found
    return named or issue.body or f"{issue.region}{rules.way_of(issue.view).body}"

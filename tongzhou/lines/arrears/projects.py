"""工程项目 — the project a matter names, in the register: by its number as people write it, else by that of its record.

An inspector writes the number of the project; a report that found the project by its name hands on the record's.
"""

from __future__ import annotations

from tongzhou.registry.models import Project


def project_named(text: str) -> Project | None:
    """Return the project a matter names, with contractor and client; None if there is none."""
    if not text:
        return None
    known = Project.objects.select_related("contractor", "client")
    found = known.filter(code=text).first()
    if found is None and text.isascii() and text.isdigit() and len(text) < 16:
        found = known.filter(pk=int(text)).first()
    return found


def names_of(project: Project) -> list[str]:
    """Return what a matter may call a project."""
    taken = Project.objects.filter(code=str(project.pk)).exclude(pk=project.pk).exists()
    return [name for name in (project.code, "" if taken else str(project.pk)) if name]

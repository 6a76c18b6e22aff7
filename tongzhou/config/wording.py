"""Catalogues of the screen's texts: Chinese is written in the code, other languages stand here.

Babel reads templates and modules, so neither extracting nor compiling needs a program outside the
environment. The compiled `.mo` is made on each machine and not committed.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract as extract_calls
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po
from django.utils.translation import template as django_template

PACKAGE = Path(__file__).resolve().parents[1]
LOCALE = PACKAGE / "locale"
KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "gettext": None,
    "gettext_lazy": None,
    "gettext_noop": None,
    "ngettext": (1, 2),
    "ngettext_lazy": (1, 2),
    "pgettext": ((1, "c"), 2),  # type: ignore[dict-item]  # babel writes a context this way
    "pgettext_lazy": ((1, "c"), 2),  # type: ignore[dict-item]
    "npgettext": ((1, "c"), 2, 3),  # type: ignore[dict-item]
}


def compile_catalogues() -> Iterator[str]:
    """Write each `.mo` that is older than its `.po`; yield a line for each one written."""
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        mo = po.with_suffix(".mo")
        if mo.exists() and mo.stat().st_mtime >= po.stat().st_mtime:
            continue
        with po.open("rb") as source:
            catalogue = read_po(source, locale=po.parts[-3])
        made = io.BytesIO()
        write_mo(made, catalogue)
        mo.write_bytes(made.getvalue())
        yield f"→ {mo.relative_to(PACKAGE.parent)}: {translated(catalogue)} texts"


def extract() -> Iterator[str]:
    """Bring each catalogue to the texts now in code and templates; what was translated stays."""
    found = texts()
    for po in sorted(LOCALE.glob("*/LC_MESSAGES/django.po")):
        catalogue = load(po)
        catalogue.update(found, no_fuzzy_matching=True, update_creation_date=False)
        catalogue.obsolete.clear()
        catalogue.project, catalogue.version = "tongzhou", ""
        catalogue.msgid_bugs_address = catalogue.last_translator = catalogue.language_team = ""
        written = io.BytesIO()
        write_po(written, catalogue, width=100, sort_output=True, omit_header=False)
        po.write_bytes(written.getvalue())
        yield f"→ {po.relative_to(PACKAGE.parent)}: {translated(catalogue)} of {len(catalogue)}"


def load(po: Path) -> Catalog:
    """Read a catalogue."""
    with po.open("rb") as source:
        return read_po(source, locale=po.parts[-3])


def translated(catalogue: Catalog) -> int:
    """Count the texts that have a translation."""
    return sum(1 for message in catalogue if message.id and message.string)


def texts() -> Catalog:
    """Gather every text marked for translation in modules and templates."""
    catalogue = Catalog(charset="utf-8")
    for path in sorted(PACKAGE.rglob("*.py")):
        if "tests" not in path.parts and "migrations" not in path.parts:
            _gather(catalogue, path, path.read_text("utf-8"))
    for path in sorted(PACKAGE.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt", ".xml", ".svg"}:
            # Django turns a template into lines of calls that a reader of Python understands.
            _gather(catalogue, path, django_template.templatize(path.read_text("utf-8")))
    return catalogue


def _gather(catalogue: Catalog, path: Path, source: str) -> None:
    place = str(path.relative_to(PACKAGE.parent))
    calls = extract_calls("python", io.BytesIO(source.encode()), keywords=KEYWORDS)
    for _line, message, _comments, context in calls:
        # No line numbers: a catalogue should change when a text does, not when code moves.
        catalogue.add(message, locations=[(place, 0)], context=context)

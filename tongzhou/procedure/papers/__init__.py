"""文书 — documents drawn from facts, in Word and PDF, after GB/T 9704.

A line builds a `Document` in a pure function and declares it with `Template` (for a paper that an act
issues) or `Draft` (for a document that may be drawn at any time). See docs/documents.md.
"""

from .document import (
    Annex,
    Block,
    Cell,
    Document,
    Heading,
    Imprint,
    Letterhead,
    NewPage,
    Paragraph,
    Sheet,
    SignatureBlock,
    Table,
    paragraphs,
)
from .templates import Draft, Issue, Registered, Template, drafts_for, template_for, templates_for
from .trouble import Undrawable
from .words import capitals, day, day_in_characters, proper, yuan, yuan_twice

__all__ = [
    "Annex",
    "Block",
    "Cell",
    "Document",
    "Draft",
    "Heading",
    "Imprint",
    "Issue",
    "Letterhead",
    "NewPage",
    "Paragraph",
    "Registered",
    "Sheet",
    "SignatureBlock",
    "Table",
    "Template",
    "Undrawable",
    "capitals",
    "day",
    "day_in_characters",
    "drafts_for",
    "paragraphs",
    "proper",
    "template_for",
    "templates_for",
    "yuan",
    "yuan_twice",
]

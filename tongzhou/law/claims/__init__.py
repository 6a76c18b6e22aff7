"""计算器 — what a worker may claim, reckoned from the facts, each step with its number and its article.

One module for each kind of claim; pure functions of the answers, the day and the calendar. Nothing here is
rounded but the item reported, and nothing is silently assumed: what was taken for granted, what nobody has
checked and what a person must decide stands in the result.
"""

from tongzhou.law.claims.catalogue import KINDS, calculate, citations
from tongzhou.law.claims.choices import CHOICES
from tongzhou.law.claims.inputs import Input
from tongzhou.law.claims.result import Item, Result, Step
from tongzhou.law.claims.sheet import Kind
from tongzhou.law.claims.words import BadInput, Note, Text

__all__ = [
    "CHOICES",
    "KINDS",
    "BadInput",
    "Input",
    "Item",
    "Kind",
    "Note",
    "Result",
    "Step",
    "Text",
    "calculate",
    "citations",
]

"""Tables of the line: the registers of items, objects and officers; rows of batches; draws on their way."""

from .cases import DrawBatch, Drawn, DrawRun
from .registers import DrawItem, DrawObject, DrawOfficer, OfficerTie

__all__ = ["DrawBatch", "DrawItem", "DrawObject", "DrawOfficer", "DrawRun", "Drawn", "OfficerTie"]

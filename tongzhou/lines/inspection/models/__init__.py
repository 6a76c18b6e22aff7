"""列 — what lists, returns and charts of inspection are answered from. Projections of the journal."""

from .cases import InspectionCase, ViolationRow
from .checks import CheckRow
from .shown import PublicRow, ReviewRow

__all__ = ["CheckRow", "InspectionCase", "PublicRow", "ReviewRow", "ViolationRow"]

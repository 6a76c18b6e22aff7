"""所陈述事实 — what the acts of a case state, one module for each step of business."""

from . import concluding, deciding, investigating, opening, performing

__all__ = ["concluding", "deciding", "investigating", "opening", "performing"]

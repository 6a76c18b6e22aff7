"""仲裁审查 — the commission reviews an agreement reached before a mediating body, and makes it enforceable.

办案规则 74–77; 企业劳动争议协商调解规定 27. Both sides ask together within fifteen days of the agreement; the review
ends in five working days; a mediation statement is issued, or the commission says why not.
"""

"""判断 — what the law makes of a case: pure functions of the view, the facts and the day."""

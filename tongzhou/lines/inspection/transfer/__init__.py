"""涉嫌犯罪案件移送 — reported by two, decided by the head in three days, at the police in twenty-four hours. 行刑衔接."""

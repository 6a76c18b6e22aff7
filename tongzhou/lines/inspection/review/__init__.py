"""书面审查 — employers report on a form by themselves; what looks wrong is looked at first. 劳动保障监察条例 14."""

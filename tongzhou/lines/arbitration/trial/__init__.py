"""审理 — pages of a case being tried: elements, evidence, hearings, the award."""

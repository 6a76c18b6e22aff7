"""演示用的试验区 — a full sample plan of a fictional banner, for the demo and for tests."""

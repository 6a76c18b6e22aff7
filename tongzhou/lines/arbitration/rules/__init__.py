"""裁量与计算 — the pure judgments of arbitration: no database, no settings, no clock."""

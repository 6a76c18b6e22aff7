"""风险报告 — a sign of risk, reported in under a minute, in the hands of the chief."""

"""办理行为 — what may happen in a dispute, in the order in which it happens."""

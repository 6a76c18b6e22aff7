"""办理行为 — the acts of a case, one module for each step of business."""

"""定点联系单位 — employers that report each month, and whom a coordinator keeps in contact with."""

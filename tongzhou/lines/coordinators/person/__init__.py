"""协调员登记 — one coordinator from nomination to leaving."""

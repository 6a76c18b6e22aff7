"""页面 — the pages of the line at the desk and at the portal."""

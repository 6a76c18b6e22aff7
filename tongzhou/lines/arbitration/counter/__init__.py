"""立案与管理 — pages of the clerk and the head: applications, acceptance, today, service, load, returns; and the portal."""

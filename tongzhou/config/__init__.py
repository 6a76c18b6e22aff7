"""配置 — the wiring of the whole: settings, addresses, and the commands that start everything."""

"""网上审查 — the officer reads what stands out most instead of everything: rules as data, each hit with its reason."""

"""走访 — one visit: arranged, made, recorded; also consultation, mediation begun, opinions, data for inspection."""

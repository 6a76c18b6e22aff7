"""检查 — one employer checked by two officers: assigned, visited, reported, published, handed on."""

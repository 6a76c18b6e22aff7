"""办理引擎 — the engine: cases, acts, clocks, joint signatures, ledgers, papers, hand-overs, the journal.

The journal is the only truth. `fold` turns it into a `View`, purely; rows in tables are a projection of
that view and may be thrown away and rebuilt. Everything that happens enters by one `Door`.
"""

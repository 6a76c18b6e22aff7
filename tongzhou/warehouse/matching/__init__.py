"""单位匹配 — whose row is it, where a supplier knows a name and no credit code.

The code decides; else the name as it is compared (form of company, brackets and widths dropped, traditional characters simplified), within the county and
where it is that of one employer only; else a person, at the desk, among candidates. Decisions are kept, can be taken back, and are used again.
Candidates are ranked by Splink on DuckDB (`linking`, in jobs and commands); it ranks and never decides.
"""

"""登记簿 — who and where: regions, bodies, offices, people, employers, workers, and signing in.

Nothing here knows a case. Every change of a record goes through one door (`journal`), which checks
it, makes it and writes down who, when and why.
"""

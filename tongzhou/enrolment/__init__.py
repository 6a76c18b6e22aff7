"""用人单位成批登记 — the register of employers of a county or a league brought in by the file: the list of market entities a bureau gets from the market regulator.

`table.py` says what a file holds and what is checked, `reading.py` how regulators write places, kinds and industries, `landing.py` what becomes of a
row that is right: a new code is registered, one that is known is left alone or changed by the register's own door. The journal of the register
holds every one of them. Page and command are for whoever may register an employer at the desk.
"""

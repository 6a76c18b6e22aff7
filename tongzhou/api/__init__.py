"""接口 — the counter for other systems: 12345, the national clue platform, whoever hands over cases by machine.

A system holds a token with a scope of procedures and regions. It opens cases by the one door, with facts described by
the line, and asks how far they are. Every call is written down.
"""

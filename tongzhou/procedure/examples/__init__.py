"""示例规程 — real sentences of the law, declared to show what the engine can say and to test that it can.

They are not entered in the catalogue of an installation. Each module reads from top to bottom:
offices, kinds and states, facts, judgments, acts, limits, procedure.
"""

"""单位变更备案 — that an employer has another name, another responsible person, or is no more, is to be filed too, by a day.

What the register of employers shows is told to the employer and to the office by itself; the employer may tell what the register does not know yet.
"""

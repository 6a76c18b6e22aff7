"""The desk 工作台: the counter for staff.

Generic: it knows cases, registers, clocks and the words of a declaration, never a line of business.
A page finds the case as this person may see it, validates a form, makes one call, and answers.
"""

"""The same question as a data officer would put it in pandas: all indicators of every month end, the rules, levels and scores of a day, and their reasons.

It answers what `tongzhou.warning.indicators` answers, a test holds them equal, and shares nothing with it but the rules, which are data. Columns that are
not asked for are not read, everything is done by whole columns. It is written twice: `reading` asks of every month end anew what was known then, as the question
says and as one writes it down; `planned` borrows the plan of our own program.
"""

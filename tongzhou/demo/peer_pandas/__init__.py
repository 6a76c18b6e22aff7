"""The same question as a data officer would put it in pandas: all indicators of every month end, the rules, levels and scores of a day, and their reasons.

It answers what `tongzhou.warning.indicators` answers, a test holds them equal, and shares nothing with it but the rules, which are data. Written plainly
and well: columns that are not asked for are not read, pay is reduced month by month, versions of a row are told apart once, everything is done by whole columns.
"""

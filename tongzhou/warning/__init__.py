"""Early warning (监测预警): which names to look at first, and an honest account of how good such a list would have been.

Policy 三(二) second point and 三(三) second point. What is here knows employers as entities of a table and nothing of lines, desk or portal.
The libraries of analysis are imported only below `tongzhou.warning.backtest`, never by a web process.
"""

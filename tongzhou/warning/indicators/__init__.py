"""指标 — what the feeds say of each employer on a day: functions from tables to a table, taking `as_of`.

Only what was received by `as_of` is used, so that the list of a past morning is the list of that morning. What nobody reported is null, which a rule
calls grey; it is never zero. The expressions are Ibis and run on DuckDB and Spark alike (`tongzhou.warehouse.lake.engines`); no web process imports them.
`catalogue` names the indicators and is plain data.
"""

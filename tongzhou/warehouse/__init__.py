"""数据仓 — feeds that arrive every month and events that lines export, kept as Parquet beside the relational database.

保障农民工工资支付条例 38, 39: the bureau watches pay together with insurance, water, power, tax and the courts. `feeds` declares what may arrive, `lake`
keeps it and asks it with DuckDB or Spark, `exporting` writes what the lines of business know, `matching` finds whose row it is. The packages of `lake`
are those of analysis: a web process never imports them, jobs and commands do.
"""

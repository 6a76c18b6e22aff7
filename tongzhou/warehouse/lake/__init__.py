"""湖 — the store of Parquet files (`store`), what is reduced from them once and kept (`kept`), and the engines that ask them (`engines`).

One folder for each feed and period, append-only; each row says when it was received (`received_on`) and by which delivery (`delivery`). Nothing
here is imported by a web process.
"""

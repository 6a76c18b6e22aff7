"""成批数据 — tables that arrive by the million: declared once, checked by columns, landed without loss, reconciled.

A line or a feed declares a `Table` (`declare.py`): its columns, its key, its checks in the officer's words. From that come the reading of
CSV, XLSX and Parquet, the reject file, and the `Delivery`: what was sent = landed + rejected + duplicate, by count and by sum, even
where the process was killed on the way. The engine of columns is loaded by commands and jobs, never by a page: declarations import none.
"""

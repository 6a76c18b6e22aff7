"""批量备案 — declarations of employment by the file: a small firm's sheet, an agency's hundred employers, a league's million rows.

`table.py` says what a file holds and what is checked, in the officer's words and by the same rules as one declaration at a time;
`landing.py` puts what is right into the register; `sending.py` says who may send what, and hands the file to the worker.
"""

"""案卷 — one case in one file that proves itself: its entries, texts, papers and files, and the way to a root.

`seal`, `checks` and `verify` know no framework: a dossier can be verified where nothing else is installed.
"""

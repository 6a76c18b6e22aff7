"""备案异议 — a worker says that what was declared about them is not so; the employer answers, the county decides."""

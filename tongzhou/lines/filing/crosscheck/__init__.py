"""入库后核对 — what only the whole register shows of rows that came by the file: periods of one worker with one employer that overlap, a second probation.

One declaration at a time is held against the worker's other rows before it is kept. A file of a million lands first; then its rows are
held against the register in sets, the findings are kept, told to whoever sent them, and counted where reviews are ranked.
"""

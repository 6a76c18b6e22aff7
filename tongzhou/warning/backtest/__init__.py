"""Back-testing on any event table: had we drawn a list on these past days, how many of its names would have been right?

`docs/warn-backtest.md` is the page for whoever runs it. The order of reading: `config` (what is asked), `reading` and `table` (rows, and
when each was known), `cohort` (who, and what came), `features`, `baselines`, `learn` (scores), `measures` and `resample` (figures),
`leaks`, `rerun` and `suspicions` (what would make them false), `audit`, `verdict`, `run` (the order of it all), `report`.
"""

import os

# Threads that wait for one another should sleep: on a machine that is busy otherwise, spinning costs more than it saves.
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

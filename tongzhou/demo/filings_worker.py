"""A loader that may be killed: forks a child for each line it reads, which loads one file of filings. For the test of killed loads.

Everything is imported before the first child is made, so that a child begins at once; nothing is reckoned before, so that no thread of the
engine is lost in the fork.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tongzhou.__main__ import start_django


def main() -> None:
    """Read "file" lines; answer each with the child's number, and "done" with how it ended."""
    start_django()
    from django.db import connections
    from django.utils.timezone import localdate, now

    from tongzhou.columns import deliveries, files, loading
    from tongzhou.lines.filing.bulk.landing import Register
    from tongzhou.lines.filing.bulk.table import FILINGS

    files.BLOCK = int(sys.argv[1])
    connections.close_all()
    for line in sys.stdin:
        child = os.fork()
        if not child:
            path = Path(line.strip())
            sender = deliveries.Sender("示例单位")
            delivery, _ = deliveries.begin(FILINGS, path, by=sender, on=localdate(), at=now())
            loading.load(FILINGS, path, delivery, Register(delivery.on))
            os._exit(0)
        print(child, flush=True)  # noqa: T201
        _, status = os.waitpid(child, 0)
        print("done", os.waitstatus_to_exitcode(status), flush=True)  # noqa: T201


if __name__ == "__main__":
    main()

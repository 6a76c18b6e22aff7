"""Being asked to end: by Ctrl-C, or by the service manager."""

from __future__ import annotations

import signal
from types import FrameType


class Stopping:
    """Becomes true when somebody asks this process to end; what is under way is finished first."""

    def __init__(self) -> None:
        self.asked = False
        for one in (signal.SIGINT, signal.SIGTERM):
            signal.signal(one, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self.asked = True

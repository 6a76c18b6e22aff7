"""What each act of arbitration states."""

from .bringing import *  # noqa: F403
from .deciding import *  # noqa: F403
from .trying import *  # noqa: F403

"""Tables of early warning: rules in their versions, signals, what was published, and the columns of warnings."""

from .audit import AuditList as AuditList
from .cases import ResponseRow as ResponseRow
from .cases import RuleRow as RuleRow
from .cases import WarningRow as WarningRow
from .combinations import CombinationVersion as CombinationVersion
from .reminders import Reminder as Reminder
from .replays import Replay as Replay
from .rules import RuleVersion as RuleVersion
from .scorecards import Scorecard as Scorecard
from .signals import EmployerLevel as EmployerLevel
from .signals import Signal as Signal
from .signals import SignalRun as SignalRun

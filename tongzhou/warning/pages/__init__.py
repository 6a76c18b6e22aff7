"""Pages of early warning: map, queue, reports by hand, employers, rules, scorecards, the month, the random arm.

Nothing here imports a library of analysis: what needs one is asked of the worker or of the command.
"""

"""突发事件处置 — what a warning hands over when people gather: taken on by a person of the platform, told of, ended with a result.

The platform has no line for incidents of its own; the emergency plan itself is carried out elsewhere. What stays here is who
has it, until when, and what came of it, linked with the warning.
"""

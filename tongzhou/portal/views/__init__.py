"""Handlers of the portal: each translates, none decides."""

"""Pages of the line, at the desk and at the portal."""

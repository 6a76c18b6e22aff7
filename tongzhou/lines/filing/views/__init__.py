"""Pages of the line."""

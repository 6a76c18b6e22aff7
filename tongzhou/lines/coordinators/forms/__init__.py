"""Forms of the line that cannot be derived from facts."""

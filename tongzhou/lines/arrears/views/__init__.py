"""Pages of a matter of arrears: each translates, none decides."""

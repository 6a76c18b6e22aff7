"""Pages of a case being tried: each module is one sort of page."""

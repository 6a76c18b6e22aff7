"""Pages of this part, by who opens them."""

"""What the templates of the line ask."""

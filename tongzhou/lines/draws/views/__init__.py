"""Pages of the line at the desk."""

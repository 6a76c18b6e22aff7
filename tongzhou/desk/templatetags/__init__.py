"""What the desk's own templates need."""

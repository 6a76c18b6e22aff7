"""表单 — forms of this line whose facts are tables, or come from the registers."""

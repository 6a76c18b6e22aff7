"""导入 — a pay sheet or a bank's record becomes lines of the ledger: read, looked at, stated, nothing lost."""

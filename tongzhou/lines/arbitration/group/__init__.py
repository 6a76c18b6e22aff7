"""集体案件 — pages of a case with many claimants: lists, ledgers, one document for many, service in one go."""

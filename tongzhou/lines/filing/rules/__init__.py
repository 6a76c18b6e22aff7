"""判断 — what the law says of a declared employment. Pure: no database, no clock, no settings."""

"""登录 — signing in: password, second factor, lock-out, sessions, and the demonstration's doors."""

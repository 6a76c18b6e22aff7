"""门户 — the counter of the public: workers, employers, anybody; on a phone first, without signing up.

It knows cases by their public words, and never a line: pages that a line publishes are mounted from the
catalogue.
"""

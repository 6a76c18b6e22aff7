"""核验工具 — the verifiers that the portal hands out: one page, one script, each whole in one file."""

from __future__ import annotations

import base64
import hashlib
import re
from functools import cache
from pathlib import Path

from .algorithm.single import script

FOLDER = Path(__file__).parent / "static" / "draws"


@cache
def page() -> str:
    """Return the page that verifies a bundle in a browser, also when opened from a disk."""
    scripts = [(FOLDER / name).read_text(encoding="utf-8") for name in ("verify.js", "page.js")]
    text = (FOLDER / "verify.html").read_text(encoding="utf-8")
    return text.replace("<!--SCRIPTS-->", "\n".join(f"<script>{s}</script>" for s in scripts))


@cache
def policy() -> str:
    """Return the Content-Security-Policy of the page: its own script and style, and no connection at all."""

    def hashes(tag: str) -> str:
        inner = re.findall(rf"<{tag}>(.*?)</{tag}>", page(), re.DOTALL)
        digests = [hashlib.sha256(text.encode()).digest() for text in inner]
        return " ".join(f"'sha256-{base64.b64encode(d).decode()}'" for d in digests)

    return (
        f"default-src 'none'; script-src {hashes('script')}; style-src {hashes('style')}; "
        "form-action 'none'; base-uri 'none'; frame-ancestors 'self'"
    )


@cache
def program() -> str:
    """Return the script `draw_verify.py`."""
    return script()

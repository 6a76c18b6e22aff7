"""单文件核验程序 — the modules of this folder joined into one script that needs nothing but Python."""

from __future__ import annotations

import ast
import re
from pathlib import Path

FOLDER = Path(__file__).parent
PARTS = (
    "canonical", "digests", "terms", "roster", "seeding", "choosing", "pairing", "substituting",
    "bundle", "verifying", "reporting",
)  # fmt: skip
HEAD = '''#!/usr/bin/env python3
"""draw_verify.py — 核验双随机抽取结果 · verify a double-random draw.

    python3 draw_verify.py 抽取包.jsonl [--root 公布的根值] [--result 公布的结果摘要] [--en] [--json]

Needs Python 3.9 or newer and nothing else; opens no connection. Ends with 0 where all agrees, 1 where
something does not, 2 where the file cannot be read. 同舟 Tongzhou, Apache License 2.0; specified in docs/draws.md.
"""

from __future__ import annotations
'''
FOOT = '\n\nif __name__ == "__main__":\n    sys.exit(main())\n'


def script() -> str:
    """Return the text of `draw_verify.py`: imports first, then each module as it stands."""
    imports: dict[str, None] = {}
    bodies = []
    for part in PARTS:
        source = (FOLDER / f"{part}.py").read_text(encoding="utf-8")
        lines = source.splitlines()
        for node in ast.parse(source).body:
            if isinstance(node, ast.ImportFrom | ast.Import):
                own = isinstance(node, ast.ImportFrom) and (
                    node.level or node.module == "__future__"
                )
                imports |= {} if own else {ast.unparse(node): None}
                for at in range(node.lineno - 1, node.end_lineno or node.lineno):
                    lines[at] = ""
        text = re.sub(r"\n{4,}", "\n\n\n", "\n".join(lines).strip())
        bodies.append(f"# --- {part} " + "-" * (90 - len(part)) + "\n" + text)
    return "\n".join([HEAD, *sorted(imports), "", "", "\n\n\n".join(bodies)]) + FOOT

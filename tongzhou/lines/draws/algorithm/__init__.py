"""抽取算法 — the draw itself: roster, seed, choice, pairs, substitutes, and their verification. docs/draws.md.

Plain Python: nothing here imports Django or any package, so that it can be read and run by an outsider. The
modules joined in the order of `single.PARTS` are the script `draw_verify.py` that the portal hands out.
"""

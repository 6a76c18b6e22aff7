"""选点 — the choice of a county in a league: candidates side by side, four bodies choosing together.

Policy: 内人社发〔2018〕11号 parts 四 and 五(一). Who acts: the four bodies of the league. Comes from: a programme.
Leads to: the plan of the county chosen.
"""

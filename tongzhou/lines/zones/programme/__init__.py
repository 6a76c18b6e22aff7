"""试验区批次 — one call for pilot zones: its dates, its sponsors, and what became of it in each league.

Policy: 内人社发〔2018〕11号 part 五(一). Who acts: the department of human resources of the region for the four
sponsors. Leads to: a choice of county in each of the twelve leagues.
"""

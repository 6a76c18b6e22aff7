"""经验做法 — what worked, written down with figures so that others can copy it.

Policy: 内人社发〔2018〕11号 part 五(五) 及时总结推广, and 五(一) for the nomination to the national level.
Who acts: the zone office writes, league and region review and spread, offices elsewhere copy.
"""

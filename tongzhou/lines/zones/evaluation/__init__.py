"""评估验收 — self-evaluation, mid-term and final evaluation, by a third party where asked.

Policy: 内人社发〔2018〕11号 part 五(二) 适时组织评估、验收 and 五(四) 定期跟踪评估. Who acts: the zone office
scores itself, assessors score beside it, the four bodies of the region give the opinion on acceptance.
Comes from: a running zone. Leads back to it: accepted, put right within a term, or not passed.
"""

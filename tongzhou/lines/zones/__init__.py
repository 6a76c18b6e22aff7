"""构建和谐劳动关系综合试验区 — the pilot-zone programme, from the call to the acceptance and beyond.

Policy: 内人社发〔2018〕11号 parts 四 and 五 and the annex. Who acts: the county government and its drafting
office; four bodies of the league and four of the region (人社, 发改, 总工会, 工商联), who answer jointly;
the institute (劳科院) as expert. Leads to: a running zone with tasks, indicators, evaluation, acceptance,
experience for others, and nomination to the national level.
"""

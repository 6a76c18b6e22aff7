"""试验区建设方案 — the plan of a pilot zone, from the first draft to the launch, and its later changes.

Policy: 内人社发〔2018〕11号 part 五(一) and the annexed template. Who acts: several drafters of the county,
its government, four bodies of the league, four of the region, the institute as expert. Comes from: the
choice of the county. Leads to: a running zone.
"""

"""试验区运行 — a launched zone: its tasks, yearly decomposition, progress, indicators and annual report.

Policy: 内人社发〔2018〕11号 part 五(一) 试验任务清单和分工、年度任务分解, 五(四) 定期跟踪评估. Who acts: the
zone office, the lead bodies of tasks, the county, league and region. Comes from: a plan approved and
launched. Leads to: evaluation, experience for others, termination.
"""

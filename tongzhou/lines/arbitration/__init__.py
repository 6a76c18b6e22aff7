"""劳动人事争议仲裁 — arbitration: ordinary, simple, and the special procedure for many workers with one claim.

Policy 三(二) second point: 健全仲裁办案工作机制，完善简易仲裁程序，健全集体劳动争议快速仲裁特别程序，完善调解、仲裁、诉讼裁审
衔接机制. Law: 劳动争议调解仲裁法; 劳动人事争议仲裁办案规则. Acts: the clerk, the arbitrators, the head of the arbitration
court, the chairman of the commission, the parties. Comes from: a worker, an employer, mediation that failed, inspection.
Leads to: the people's court. A case of five hundred claimants is one case with five hundred ledgers.
"""

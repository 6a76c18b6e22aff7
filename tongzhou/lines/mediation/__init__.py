"""劳动争议调解 — mediation of labour disputes, by whichever body carries it, in one procedure.

Law: 劳动争议调解仲裁法 ch. 2, 企业劳动争议协商调解规定, 人民调解法, 劳动人事争议仲裁办案规则 70 and 74, 民事诉讼法 205.
Acts: mediators, the counter and the head of a mediation centre, the parties. Comes from: the parties,
labour inspection, warning, arbitration or a court that entrusts. Leads to: payment, or arbitration.
"""

"""欠薪治理 — one matter of unpaid wages: who is owed what for which month, who pays first, what has arrived.

Law: 保障农民工工资支付条例, 内蒙古自治区保障农牧民工工资支付条例, 劳动保障监察条例 26, 工资保证金规定. The texts of Inner Mongolia
say 农牧民工, and so do the pages. Acts: labour inspectors, the workers and the employers. Comes from: labour
inspection, or an inspector's own finding. Leads to: money received, the police, or a conclusion with its evidence.
"""

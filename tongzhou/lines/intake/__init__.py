"""举报投诉 — one inbox for every channel by which a violation comes to labour inspection, and requests between regions.

Law: 劳动保障监察条例 ch. 3, 关于实施《劳动保障监察条例》若干规定 18, 内蒙古自治区劳动保障监察条例 14, 信访工作条例 22–31.
Acts: clerks and heads of labour inspection, workers, whoever reports, platforms. Comes from: phones, counters, calls,
letters, 12345, the national clue platform, petitions, other departments, warnings, unions. Leads to: `inspection.case`.
"""

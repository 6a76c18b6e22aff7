"""预警处置 — from signals to a warning that is closed: judged, issued, sent on, answered, verified, settled, reviewed.

Policy 三(二) second point; 保障农民工工资支付条例 38. An employer is asked first, in plain words and without reproach.
"""

"""劳动关系协调员 — coordinators: nominated, put on record, deployed; their visits, risk reports and contact employers.

Under: 内蒙古自治区基层劳动关系协调员管理办法 (text not at hand: nothing here relies on a figure of it). Acts: sponsoring
bodies nominate and manage their own, the HR department keeps the register and assesses, coordinators visit and
report. A coordinator has no power of enforcement. Leads to: the warning of a risk.
"""

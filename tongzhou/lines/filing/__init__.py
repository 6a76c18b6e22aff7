"""劳动用工备案 — which worker is employed by whom, from when to when, for what pay, as the employer has declared it.

Law: 劳社部发〔2006〕46号, 劳动合同法 7, 10, 16, 19, 20, 50, 58; 人社部发〔2021〕56号 for work through platforms. Acts: employers, agencies
that act for them, the county's filing office, and the worker who objects. Leads to: inspection, where a review finds what an order must mend.
"""

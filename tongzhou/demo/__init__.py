"""演示数据 — a fictional region at work: bodies of real places, people and cases that nobody is.

Everything is made through the same doors that people use, so the demo is also the widest test there is.
"""

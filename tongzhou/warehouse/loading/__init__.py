"""数据源装载 — what other departments send, checked by its declaration, reconciled, and landed in the lake under the day it became known.

保障农民工工资支付条例 38, 39; 政务数据共享条例 14. Page, command, interface and dictionary all come from the declarations in `warehouse/feeds`. The
engine of columns and the store of the lake are loaded in the worker and by commands.
"""

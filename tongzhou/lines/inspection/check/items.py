"""检查事项 — what officers look at on site, each with the penalty item that a breach of it would be.

劳动保障监察条例 11 names the matters; wages on construction sites follow 保障农民工工资支付条例. A code never
changes its meaning: what is looked at otherwise from some day on gets a new code, and the old one `until`.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

RULE, WAGES = "劳动保障监察条例", "保障农民工工资支付条例"


@dataclass(frozen=True)
class CheckItem:
    """One line of the checklist."""

    code: str
    group: str
    label: str
    look: str  # what to look at
    violation: str  # id of the penalty item; empty where the law provides none
    basis: str
    until: date | None = None


ITEMS: tuple[CheckItem, ...] = (
    CheckItem("A01", "规章与合同", "规章制度内容合法并经民主程序、公示", "规章文本、职代会或职工讨论记录、公示记录", "rules_illegal", f"《{RULE}》第十一条"),
    CheckItem("A02", "规章与合同", "与劳动者订立书面劳动合同", "职工名册与劳动合同逐人核对，抽查入职一个月以上的", "contract_missing", f"《{RULE}》第十一条、第二十四条"),
    CheckItem("A03", "规章与合同", "劳动合同载明必备条款并交劳动者一份", "抽查合同文本和签收", "contract_terms", "《劳动合同法》第十七条、第八十一条"),
    CheckItem("A04", "规章与合同", "建立职工名册备查", "职工名册", "roster_missing", "《劳动合同法》第七条"),
    CheckItem("A05", "规章与合同", "未扣押证件、未收取押金和担保", "询问职工；查押金收据", "deposit_taken", "《劳动合同法》第九条、第八十四条"),
    CheckItem("B01", "工资", "按月足额支付工资", "最近三个月工资支付台账、银行代发凭证", "wage_arrears", f"《{RULE}》第十一条、第二十六条"),
    CheckItem("B02", "工资", "工资不低于最低工资标准", "工资台账中扣除加班工资和津贴后的数额", "minimum_wage", f"《{RULE}》第二十六条"),
    CheckItem("B03", "工资", "支付加班工资", "考勤与工资台账核对", "overtime_unpaid", f"《{RULE}》第二十六条"),
    CheckItem("B04", "工资", "编制工资支付台账并保存三年，向劳动者提供工资清单", "台账、工资条", "wage_ledger", f"《{WAGES}》第十五条"),
    CheckItem("B05", "工资", "解除终止劳动合同依法支付经济补偿", "离职人员名单、支付凭证", "severance_unpaid", "《劳动合同法》第八十五条"),
    CheckItem("C01", "工时与休息", "不违法延长工作时间", "考勤记录，月加班不超过三十六小时", "overtime_illegal", f"《{RULE}》第二十五条"),
    CheckItem("C02", "工时与休息", "安排带薪年休假或支付报酬", "年休假登记、支付凭证", "annual_leave", "《职工带薪年休假条例》第七条"),
    CheckItem("D01", "特殊保护", "未使用不满十六周岁的人", "核对身份证件，查看生产现场", "child_labour_use", "《禁止使用童工规定》第六条"),
    CheckItem("D02", "特殊保护", "女职工禁忌劳动、孕产哺乳期保护", "岗位安排、产假和哺乳假记录", "female_young_worker", f"《{RULE}》第二十三条"),
    CheckItem("D03", "特殊保护", "未成年工登记和定期体检", "未成年工登记表、体检表", "minor_health_check", f"《{RULE}》第二十三条"),
    CheckItem("E01", "社会保险", "办理社会保险登记", "登记证明", "si_no_register", "《社会保险法》第八十四条"),
    CheckItem("E02", "社会保险", "如实申报工资总额和人数", "申报表与工资台账、名册核对", "si_underdeclare", f"《{RULE}》第二十七条"),
    CheckItem("F01", "工程项目", "开设并使用农民工工资专用账户", "开户资料、专户流水", "project_account", f"《{WAGES}》第二十六条"),
    CheckItem("F02", "工程项目", "存储工资保证金或提供保函", "缴存凭证、保函", "project_deposit", f"《{WAGES}》第三十二条"),
    CheckItem("F03", "工程项目", "用工实名制管理", "实名制系统、进出场记录、劳动合同", "project_real_name", f"《{WAGES}》第二十八条"),
    CheckItem("F04", "工程项目", "分包单位按月考核编制工资表，总包代发", "工资表、代发记录", "project_monthly_table", f"《{WAGES}》第三十一条"),
    CheckItem("F05", "工程项目", "设立维权信息告示牌", "现场查看，拍照", "project_noticeboard", f"《{WAGES}》第三十四条"),
    CheckItem("F06", "工程项目", "建设单位提供支付担保、按月拨付人工费", "担保文件、拨付凭证", "owner_guarantee", f"《{WAGES}》第二十四条"),
    CheckItem("G01", "劳务派遣", "派遣单位有许可证，用工岗位和比例合规", "许可证、派遣协议、岗位清单", "dispatch_breach", "《劳动合同法》第五十七条、第九十二条"),
    CheckItem("H01", "配合检查", "按要求提供资料、不隐瞒不伪造", "所提供资料与现场是否一致", "obstruct_materials", f"《{RULE}》第三十条"),
)  # fmt: skip
BY_CODE = {item.code: item for item in ITEMS}


def name_of(code: str) -> str:
    """Return what a check item is called; its code where it is not known any more."""
    found = BY_CODE.get(code)
    return found.label if found else code


def on(day: date) -> tuple[CheckItem, ...]:
    """Return the items that are looked at on a day."""
    return tuple(i for i in ITEMS if i.until is None or i.until >= day)


def grouped(codes: Iterable[str]) -> list[tuple[str, list[CheckItem]]]:
    """Return items by their group, in the order of the table; unknown codes are left out."""
    wanted = set(codes)
    found: dict[str, list[CheckItem]] = {}
    for item in ITEMS:
        if item.code in wanted:
            found.setdefault(item.group, []).append(item)
    return list(found.items())

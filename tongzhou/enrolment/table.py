"""名册文件的列 — what a list of employers holds, under which heads, with which values; the office that sends it narrows it."""

from __future__ import annotations

from enum import Enum

from tongzhou.columns.declare import Column, CreditCode, Derived, OneOf, Table, Text, Whole, choices
from tongzhou.registry import sealing
from tongzhou.registry.models import Employer

from .checks import CHECKS, WHERE_IT_LANDS
from .reading import Places, forms


class How(Enum):
    """What a row asks for: 办理事项."""

    REGISTER = "register"
    CHANGE = "change"


ACTIVE, GONE = "active", "gone"
HOW = OneOf((
    ("登记", How.REGISTER.value), ("变更", How.CHANGE.value), ("设立登记", How.REGISTER.value), ("新增", How.REGISTER.value), ("更正", How.CHANGE.value), ("变更登记", How.CHANGE.value),
))  # fmt: skip
# Whose business is suspended or wound up goes on existing until it is struck off: 歇业 (市场主体登记管理条例 30), 停业, 清算. 吊销 ends its business.
STATUS = OneOf((
    *((word, ACTIVE) for word in ("存续", "在营", "开业", "在业", "在册", "正常", "歇业", "存续（在营、开业、在册）", "存续(在营)", "在营（开业）", "在营（开业）企业", "开业（在营）", "正常在业", "迁入", "停业", "清算", "清算中")),
    *((word, GONE) for word in ("注销", "吊销", "迁出", "已注销", "已吊销", "吊销，未注销", "吊销未注销", "吊销，已注销", "吊销已注销", "撤销", "撤销登记", "已撤销", "已迁出", "除名", "责令关闭")),
))  # fmt: skip
SIZE = choices(
    Employer.Size, 大="large", 中="medium", 小="small", 微="micro",
    大型企业="large", 中型企业="medium", 小型企业="small", 微型企业="micro", 小微="small",
)  # fmt: skip
COLUMNS = (
    Column("uscc", "统一社会信用代码", CreditCode(), filled=True, aliases=("社会信用代码", "信用代码", "统一社会信用代码/注册号", "统一代码")),
    Column("name", "名称", Text(120, as_written=True), filled=True, aliases=("企业名称", "单位名称", "主体名称", "市场主体名称", "经营主体名称", "企业（机构）名称", "用人单位名称", "用人单位", "字号名称")),
    Column("region", "所在地区", Text(60), filled=True, aliases=("所在地区代码", "行政区划代码", "区划代码", "地区代码", "行政区划", "所在旗县", "所属旗县", "旗县", "所属地区", "所属区域", "地区", "住所所在行政区划", "注册地区"), note="旗县六位、苏木乡镇九位或社区十二位区划代码；也可以填旗县的名称，如 土默特右旗"),
    Column("form", "主体类型", Text(60), aliases=("企业类型", "企业（机构）类型", "市场主体类型", "经营主体类型", "单位类型", "类型"), note="按登记机关的写法填即可，如 有限责任公司（自然人独资）；不填按信用代码认定"),
    Column("industry", "行业", Text(60), aliases=("行业代码", "所属行业代码", "国民经济行业代码", "国民经济行业", "所属行业", "行业分类", "行业类别", "行业门类"), note="GB/T 4754 的门类字母、大类两位代码或名称，如 F、52、零售业；四位小类按前两位登记"),
    Column("legal_representative", "法定代表人（负责人）", Text(100, as_written=True), aliases=("法定代表人", "法定代表人（负责人、经营者）", "法定代表人姓名", "负责人", "法人代表", "经营者", "经营者姓名", "执行事务合伙人", "投资人", "法人"), mask=sealing.mask_name),
    Column("address", "地址", Text(200, as_written=True), aliases=("住所", "住所（经营场所）", "注册地址", "企业地址", "单位地址", "经营场所", "主要经营场所", "经营地址", "生产经营地址")),
    Column("telephone", "联系电话", Text(40), aliases=("企业联系电话", "单位电话", "电话", "电话号码", "联系方式", "手机号码"), mask=sealing.mask_phone),
    Column("size", "规模", SIZE, aliases=("企业规模", "单位规模", "划型")),
    Column("headcount", "职工人数", Whole(0, 1_000_000, "人"), aliases=("从业人数", "从业人员", "从业人员数", "从业人员人数", "职工数", "员工人数", "用工人数")),
    Column("status", "登记状态", STATUS, aliases=("登记经营状态", "经营状态", "企业状态", "主体状态", "市场主体状态", "存续状态", "状态"), note="不填按存续登记；已经登记的不改状态"),
    Column("parent_uscc", "所属单位信用代码", CreditCode(), aliases=("总公司信用代码", "总部信用代码", "上级单位信用代码", "隶属企业统一社会信用代码", "隶属单位信用代码", "所属企业统一社会信用代码"), note="分支机构填写总部的统一社会信用代码"),
    Column("grid", "网格", Text(40), aliases=("所属网格", "网格编号", "网格名称")),
    Column("how", "办理事项", HOW, default=How.REGISTER.value, aliases=("备案事项",), note="不填按登记；已经登记的，填“变更”才改动，没有填的列不改"),
)  # fmt: skip
NOBODY = Places()


def employers_in(places: Places) -> Table:
    """Return the table as it is read for an office of these places."""
    return Table(
        name="employers",
        title="用人单位登记",
        columns=COLUMNS,
        # A row that says all of it again is a repetition; one of the same code that says something else must meet the register and be told.
        key=tuple(column.code for column in COLUMNS),
        checks=CHECKS,
        derived=(
            Derived(("place", "where"), of=("region",), look_up=places.places, gives=(str, str)),
            Derived(("kind",), of=("form",), look_up=forms, gives=(str,)),
            Derived(("division",), of=("industry",), look_up=places.divisions, gives=(str,)),
        ),
        says_where_it_lands=WHERE_IT_LANDS,
        sums=("headcount",),
        grain="用人单位",
        source="市场监管部门（市场主体名册）、登记管理机关",
        basis="《市场主体登记管理条例》",
        purpose="用人单位登记",
        periodic=False,
        first_of_alike=True,  # regulators give 住所 and 经营场所, 行业代码 and 行业门类 beside each other
    )


EMPLOYERS = employers_in(NOBODY)

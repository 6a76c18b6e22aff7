"""检查规则 — what must hold of a row of the list, and what is said of rows that met the register, in the officer's words."""

from __future__ import annotations

from typing import Any

from tongzhou.columns.declare import Broken, Check, Level
from tongzhou.procedure.tabular.cells import NOTHING

from .reading import COUNTY_ONLY, ELSEWHERE, SEVERAL, UNKNOWN, WIDE


def _lies(where: str) -> Broken:
    return lambda c: c.where == where


def form_unknown(c: Any) -> Any:
    """Say where the kind of entity is none."""
    return c.kind == UNKNOWN


def industry_unknown(c: Any) -> Any:
    """Say where the industry is none of GB/T 4754."""
    return c.division == UNKNOWN


def nameless(c: Any) -> Any:
    """Say where a stroke stands for the name."""
    return c.name.is_in(sorted(NOTHING))


def branch_of_itself(c: Any) -> Any:
    """Say where an entity is to belong to itself."""
    return c.parent_uscc == c.uscc


CHECKS = (
    Check("E101", "region", _lies(UNKNOWN), "没有这个旗县（开发区等只用于统计的区划也不是）", "请填旗县的六位区划代码，如 150221，或旗县的全称"),
    Check("E102", "region", _lies(ELSEWHERE), "所在地区不在本机关的地区以内", "请删去这一行，由所在地区的登记管理员办理；地区填错的，请改正"),
    Check("E103", "region", _lies(SEVERAL), "本机关的地区内不止一个旗县叫这个名称", "请改填六位区划代码"),
    Check("E104", "region", _lies(WIDE), "只写到盟市或自治区", "请填到旗县"),
    Check("E105", "form", form_unknown, "不认得的主体类型", "请填企业、个体工商户、农牧民专业合作社、事业单位、机关、社会组织、分支机构或其他，也可以留空（按信用代码认定）"),
    Check("E106", "industry", industry_unknown, "不是《国民经济行业分类》（GB/T 4754）的门类或大类", "请填门类字母（如 F）、大类两位代码（如 52）或名称；四位小类代码按前两位登记"),
    Check("E107", "parent_uscc", branch_of_itself, "所属单位就是本单位", "请填总部的信用代码，或留空"),
    Check("E108", "name", nameless, "没有填名称", "请填营业执照、登记证书上的名称；没有字号的个体工商户填“经营者姓名（个体工商户）”"),
    Check("E111", "region", _lies(COUNTY_ONLY), "没有这个苏木乡镇街道代码，按所在旗县登记", "需要登记到苏木乡镇的，请核对代码后填“变更”再报", Level.WARN),
)  # fmt: skip


def _asked_there(_columns: Any) -> Any:
    raise TypeError("asked of the register, not of whole columns: see enrolment.landing")


def _said(code: str, column: str, says: str, mend: str) -> Check:
    return Check(code, column, _asked_there, says, mend, Level.WARN)


DIFFERS = _said("E131", "how", "已经登记，内容与这一行不同，登记没有改动", "要变更的，请在“办理事项”填“变更”再报送，或在登记簿上逐项办理")  # fmt: skip
NOT_OURS = _said("E132", "how", "已由其他地区登记，不能按这一行变更", "请与登记地的登记管理员联系；跨地区迁移由上级登记管理员办理")  # fmt: skip
NOT_ALLOWED = _said("E133", "how", "变更与登记规则不符，没有办理", "请在登记簿上逐项办理，页面会说明哪一项不符")  # fmt: skip
MERGED = _said("E134", "uscc", "这个信用代码已合并至另一家单位，没有改动", "请按合并后的单位核对；合并有误的，先撤销合并")  # fmt: skip
SAME_NAME = _said("E135", "name", "已登记；同一旗县有一家同名的暂登记单位（信用代码待补），可能是同一家", "请在登记簿按名称查找核对；是同一家的，用“合并重复登记”办理")  # fmt: skip
HEAD_AWAITED = _said("E136", "parent_uscc", "登记簿中还没有所属单位的信用代码，先独立登记", "不必重报：所属单位登记以后（同一份文件的也算），自动补记")  # fmt: skip
WHERE_IT_LANDS = (DIFFERS, NOT_OURS, NOT_ALLOWED, MERGED, SAME_NAME, HEAD_AWAITED)

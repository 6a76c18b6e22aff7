"""落库时的提示 — what is said of rows that met the register, in the words of the table; they are asked of the register, not of whole columns."""

from __future__ import annotations

from typing import Any

from tongzhou.columns.declare import Check, Level


def _asked_there(_columns: Any) -> Any:
    raise TypeError("asked of the register, not of whole columns: see bulk.standing")


def _said(code: str, column: str, says: str, mend: str) -> Check:
    return Check(code, column, _asked_there, says, mend, Level.WARN)


DIFFERS = _said(
    "F131", "how", "已经备案，内容与这一行不同，原备案没有改动", "要变更的，请在“备案事项”填“变更”再报送，或在原备案上逐项办理"
)  # fmt: skip
NOT_NOW = _said(
    "F132", "how", "已经备案并已续订，或由其他旗县的机关管理，不能按这一行变更", "请打开该劳动者最新一期备案办理，或与管理的机关联系"
)  # fmt: skip
NOT_ALLOWED = _said(
    "F133", "how", "变更、终止或重新备案与审核规则不符，没有办理", "请在原备案上逐项办理，页面会说明哪一项不符"
)  # fmt: skip
NAMED_OTHERWISE = _said(
    "F134", "employer_name", "单位名称与登记簿不一致，以登记簿为准", "名称有变更的，请办理用人单位信息变更"
)  # fmt: skip
WHERE_IT_LANDS = (DIFFERS, NOT_NOW, NOT_ALLOWED, NAMED_OTHERWISE)

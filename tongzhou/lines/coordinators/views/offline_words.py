"""离线的提示 — what the script of `ui/offline` says, in the language of the page."""

from __future__ import annotations

from django.utils.translation import gettext as _


def words() -> dict[str, str]:
    """Return the words of the queue."""
    return {
        "empty": _("没有等待提交的记录。"),
        "waiting": _("等待网络"),
        "sending": _("正在提交"),
        "done": _("已提交"),
        "refused": _("未被接受"),
        "conflict": _("与已有的记录冲突"),
        "signin": _("请先登录"),
        "pictures": _("张照片"),
        "nowhere": _("没有位置"),
        "remove": _("删除"),
        "force": _("仍要提交"),
        "retry": _("再次提交"),
        "open": _("打开"),
        "clear": _("从列表移除"),
        "drop": _("放弃这份记录"),
        "sure": _("放弃后不能恢复，确定吗？"),
        "kept": _("本页已存到手机，没有网络时也能打开。"),
        "kept_before": _("现在没有网络，正在使用手机里保存的页面。"),
        "partly": _("有的内容没有存好，请在网络好的地方再试。"),
        "cannot": _("这个浏览器或网址不支持离线使用，请在有网络时填写。"),
    }

"""离线 — the worker script at an address from which it may keep pages of the whole site for a dead spot."""

from __future__ import annotations

from django.contrib.staticfiles import finders
from django.contrib.staticfiles.storage import staticfiles_storage
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _

SCRIPT = "ui/offline/worker.js"


def worker(_request: HttpRequest) -> HttpResponse:
    """Serve the service worker. A worker governs only pages below its own address: so it stands at the root."""
    found = finders.find(SCRIPT)
    if found:
        with open(found, "rb") as file:
            content = file.read()
    elif staticfiles_storage.exists(SCRIPT):
        with staticfiles_storage.open(SCRIPT) as stored:
            content = stored.read()
    else:
        raise Http404
    return HttpResponse(
        content,
        content_type="text/javascript; charset=utf-8",
        headers={"Cache-Control": "no-cache"},
    )


def state(request: HttpRequest) -> JsonResponse:
    """Tell a device that comes back to the network who is signed in, with a token to send with."""
    user = getattr(request, "user", None)
    signed_in = bool(user and user.is_authenticated)
    who = str(user.pk) if user and signed_in else ""
    body = {"signed_in": signed_in, "who": who, "token": get_token(request) if signed_in else ""}
    return JsonResponse(body, headers={"Cache-Control": "no-store"})


def words() -> dict[str, str]:
    """Return what the script of the queue says, in the language of the page."""
    return {
        "empty": _("没有等待提交的记录。"),
        "waiting": _("等待网络"),
        "sending": _("正在提交"),
        "done": _("已提交"),
        "refused": _("未被接受"),
        "conflict": _("与已有的记录冲突"),
        "signin": _("请先登录"),
        "others": _("本机还有其他人没有提交的记录（%s 份），由本人登录后提交。"),
        "contents": _("查看内容"),
        "picture": _("照片"),
        "mend": _("改好再交"),
        "mending": _("上次没有被接受，请改好再交："),
        "login": _("去登录"),
        "needed": _("请填写这一项"),
        "say_signed_out": _("登录已失效，请登录后再提交。内容仍在手机里。"),
        "say_other": _("现在登录的是另一个人。这份记录由本人登录后提交。"),
        "say_403": _(
            "没有被接受：登录状态已变化，或者您已没有这项职务。请重新登录后再次提交；仍不行的，请联系管理负责人。"
        ),
        "say_404": _(
            "没有被接受：这项内容已不由您办理（可能已改派或已取消）。请打开“查看内容”，转告现在的承办人或管理负责人，再放弃这份记录。"
        ),
        "say_413": _("没有被接受：照片太大或太多。请点“改好再交”，删去一些照片后再提交。"),
        "say_odd": _("没有被接受（代码 %s）。请稍后再次提交；仍不行的，请联系系统管理员。"),
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

"""Addresses of the desk. The pages that lines bring are in `panels`."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tongzhou.desk.views import (
    act,
    bulk,
    case,
    cases,
    day,
    delegations,
    keeping,
    more,
    notices,
    papers,
    putright,
    registers,
    saved,
    search,
    text,
    together,
)

app_name = "desk"
CASE = "case/<slug:uid>/"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", day.day, name="day"),
    path("cases/", cases.cases, name="cases"),
    path("cases/<str:procedure>/", cases.cases, name="list"),
    path("new/<str:procedure>/", act.open_case, name="open"),
    path("bulk/", bulk.bulk, name="bulk"),
    path("views/save/", saved.save, name="save-view"),
    path("views/<int:pk>/remove/", saved.remove, name="remove-view"),
    path(CASE, case.case, name="case"),
    path(f"{CASE}seen/", case.seen_by, name="seen"),
    path(f"{CASE}do/<str:code>/", act.act, name="act"),
    path(f"{CASE}forget/", act.forget_draft, name="forget"),
    path(f"{CASE}text/<str:text>/", text.text, name="text"),
    path(f"{CASE}text/<str:text>/<str:part>/", text.part, name="part"),
    path(f"{CASE}together/<slug:proposal>/", together.answer, name="together"),
    path(f"{CASE}merge/", putright.merge, name="merge"),
    path(f"{CASE}adopt/", putright.adopt, name="adopt"),
    path(f"{CASE}entry/<int:seq>/correct/", putright.correct, name="correct"),
    path(f"{CASE}entry/<int:seq>/annul/", putright.annul, name="annul"),
    path(f"{CASE}entry/<int:seq>/unseal/<str:field>/", putright.unseal, name="unseal"),
    path(f"{CASE}paper/<int:seq>/<slug:form>/", papers.paper, name="paper"),
    path(f"{CASE}draft/<slug:code>/<slug:form>/", papers.document, name="document"),
    path(f"{CASE}file/<slug:digest>/", papers.attachment, name="file"),
    path("registers/", registers.registers, name="registers"),
    path("registers/<slug:code>/", registers.register, name="register"),
    path("registers/<slug:code>/enter/<slug:change>/", keeping.enter, name="enter-record"),
    path("registers/<slug:code>/<str:key>/do/<slug:change>/", keeping.change, name="change-record"),
    path("registers/<slug:code>/<str:key>/", registers.record, name="record"),
    path("search/", search.search, name="search"),
    path("notices/", notices.notices, name="notices"),
    path("notices/read/", notices.read, name="read"),
    path("notices/<int:pk>/", notices.notice, name="notice"),
    path("delegations/", delegations.delegations, name="delegations"),
    path("delegations/<int:pk>/revoke/", delegations.revoke, name="revoke"),
    path("more/", more.more, name="more"),
]

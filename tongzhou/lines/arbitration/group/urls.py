"""Addresses of group cases, mounted by the desk under p/arbitration/group/."""

from __future__ import annotations

from django.urls import URLPattern, path

from tongzhou.lines.arbitration.group import (
    act_views,
    electing,
    ledger_views,
    lists,
    merging,
    opening,
    serving_views,
)
from tongzhou.lines.arbitration.group.acts import MANY

app_name = "arbitration-group"
CASE = "<slug:uid>/"
BATCH = f"{CASE}list/<slug:batch>/"
OPENING = "open/<slug:batch>/"
ACT = f"{CASE}act/<slug:code>/"

urlpatterns: list[URLPattern] = [
    path("", opening.groups, name="cases"),
    path("template/", lists.template, name="template"),
    path("open/", opening.new, name="new"),
    path(OPENING, opening.opening, name="opening"),
    path(f"{OPENING}do/", opening.open_, name="open"),
    path(f"{OPENING}rejects/", opening.opening_rejects, name="opening-rejects"),
    path(f"{OPENING}drop/", opening.drop, name="opening-drop"),
    path(CASE, ledger_views.ledger, name="ledger"),
    path(f"{CASE}export/", ledger_views.export, name="export"),
    path(f"{CASE}choose/", ledger_views.choose_many, name="choose"),
    *(
        path(f"{CASE}start/{code}/", ledger_views.start, {"code": code}, name=f"start-{code}")
        for code in MANY
    ),
    path(f"{CASE}list/", lists.claimant_list, name="lists"),
    path(BATCH, lists.shown_list, name="list"),
    path(f"{BATCH}do/", lists.state_list, name="list-do"),
    path(f"{BATCH}rejects/", lists.rejects, name="list-rejects"),
    path(f"{BATCH}drop/", lists.drop_list, name="list-drop"),
    path(ACT, act_views.act, name="act"),
    path(f"{ACT}sheet/", act_views.sheet, name="act-sheet"),
    path(f"{ACT}<slug:batch>/", act_views.preview, name="act-preview"),
    path(f"{ACT}<slug:batch>/do/", act_views.carry_out, name="act-do"),
    path(f"{CASE}election/", electing.election, name="election"),
    path(f"{CASE}election/<slug:ref>/replace/", electing.replace, name="replace"),
    path(f"{CASE}service/", serving_views.board, name="service"),
    path(f"{CASE}service/choose/", serving_views.choose, name="service-choose"),
    path(f"{CASE}service/serve/", serving_views.serve, name="serve"),
    path(f"{CASE}service/sheet/", serving_views.sheet, name="service-sheet"),
    path(f"{CASE}service/numbers/", serving_views.numbers, name="service-numbers"),
    path(f"{CASE}service/deemed/", serving_views.deemed, name="service-deemed"),
    path(f"{CASE}service/<slug:batch>/", serving_views.preview, name="serve-preview"),
    path(f"{CASE}service/<slug:batch>/do/", serving_views.carry_out, name="serve-do"),
    path(f"{CASE}merge/", merging.merge, name="merge"),
]

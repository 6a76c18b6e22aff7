"""Addresses of the board, the ledgers and the acts, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import closing, finding, money, roster, sheets, sites, team, work

app_name = "arrears"

urlpatterns: list[URLPattern] = [
    path("", work.board, name="board"),
    path("sites/", sites.sites, name="sites"),
    path("sites/<int:pk>/", sites.site, name="site"),
    path("sites/<int:pk>/board/", sites.board, name="site-board"),
    path("sites/<int:pk>/roster/", roster.roster, name="roster"),
    path("sites/<int:pk>/roster/rejects/<slug:digest>/", roster.rejects, name="roster-rejects"),
    path("roster-template/", roster.template, name="roster-template"),
    path("template/", sheets.template, name="template"),
    path("<slug:uid>/assign/", team.assign, name="assign"),
    path("<slug:uid>/ledger/", finding.ledger, name="ledger"),
    path("<slug:uid>/worker/", finding.one_worker, name="worker"),
    path("<slug:uid>/establish/", finding.finding, name="establish"),
    path("<slug:uid>/payers/", finding.who_pays, name="payers"),
    path("<slug:uid>/order/", money.order, name="order"),
    path("<slug:uid>/confirm/", money.confirm, name="confirm"),
    path("<slug:uid>/pay/", money.amounts, {"code": "pay"}, name="pay"),
    path("<slug:uid>/deposit/", money.amounts, {"code": "deposit_in"}, name="deposit"),
    path("<slug:uid>/advance/", money.amounts, {"code": "advance"}, name="advance"),
    path("<slug:uid>/draw/", money.amounts, {"code": "draw"}, name="draw"),
    path("<slug:uid>/bounce/", money.amounts, {"code": "bounce"}, name="bounce"),
    path("<slug:uid>/recover/", money.amounts, {"code": "recover"}, name="recover"),
    path("<slug:uid>/reopen/", money.amounts, {"code": "reopen"}, name="reopen"),
    path("<slug:uid>/bank/", sheets.bank, name="bank"),
    path("<slug:uid>/visit3/", money.visit, {"code": "visit3"}, name="visit3"),
    path("<slug:uid>/visit30/", money.visit, {"code": "visit30"}, name="visit30"),
    path("<slug:uid>/conclude/", closing.concluding, {"code": "conclude"}, name="conclude"),
    path("<slug:uid>/end/", closing.concluding, {"code": "end"}, name="end"),
    path("<slug:uid>/aside/", closing.concluding, {"code": "set_aside"}, name="aside"),
    path("<slug:uid>/suspect/", closing.suspecting, name="suspect"),
    path("<slug:uid>/sheet/", sheets.upload, name="upload"),
    path("<slug:uid>/sheet/<slug:which>/", sheets.sheet, name="sheet"),
    path("<slug:uid>/sheet/<slug:which>/do/", sheets.state, name="sheet-do"),
    path("<slug:uid>/sheet/<slug:which>/drop/", sheets.drop, name="sheet-drop"),
    path("<slug:uid>/sheet/<slug:which>/rejects/", sheets.rejects, name="sheet-rejects"),
]

"""Addresses of the portal."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, path

from tongzhou.portal.views import answers, claims, follow, home, mine, party, uploads

app_name = "portal"

urlpatterns: list[URLPattern | URLResolver] = [
    path("", home.home, name="home"),
    path("workers/", home.workers, name="workers"),
    path("employers/", home.employers, name="employers"),
    path("follow/", follow.number, name="follow"),
    path("follow/code/", follow.code, name="code"),
    path("follow/<slug:uid>/", party.case, name="case"),
    path("follow/<slug:uid>/act/<slug:code>/", party.act, name="act"),
    path("follow/<slug:uid>/sign/", party.sign, name="sign"),
    path("follow/<slug:uid>/paper/<int:seq>/<slug:form>/", party.paper, name="paper"),
    path("mine/", mine.worker, name="mine"),
    path("mine/employer/", mine.employer, name="mine-employer"),
    path("mine/code/", mine.code, name="mine-code"),
    path("mine/cases/", mine.cases, name="mine-cases"),
    path("leave/", mine.leave, name="leave"),
    path("claims/", claims.index, name="claims"),
    path("claims/result/", claims.result, name="claim-result"),
    path("claims/forget/", claims.forget, name="claims-forget"),
    path("claims/<slug:code>/", claims.claim, name="claim"),
    path("wage/", answers.wage, name="wage"),
    path("days/", answers.days, name="days"),
    path("upload/", uploads.begin, name="upload"),
    path("upload/<slug:token>/", uploads.piece, name="upload-piece"),
    path("roots/", home.daily_roots, name="roots"),
    path("roots.json", home.daily_roots_file, name="roots-file"),
]

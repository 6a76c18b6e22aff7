"""Addresses of early warning at the desk."""

from __future__ import annotations

from django.urls import path

from . import acting, arm, board, combining, employer, month, planning, relating, rules, scorecards

app_name = "warning"
urlpatterns = [
    path("", board.board, name="board"),
    path("queue/", board.queue, name="queue"),
    path("report/", acting.report, name="report"),
    path("case/<slug:uid>/report/", acting.report_more, name="report-more"),
    path("case/<slug:uid>/dispatch/", acting.dispatch, name="dispatch"),
    path("case/<slug:uid>/hand-on/", acting.hand_on, name="hand-on"),
    path("case/<slug:uid>/duplicate/", relating.duplicate, name="duplicate"),
    path("case/<slug:uid>/incident/", relating.incident, name="incident"),
    path("case/<slug:uid>/plan/", planning.plan, name="plan"),
    path("employer/<int:pk>/", employer.employer, name="employer"),
    path("rules/", rules.index, name="rules"),
    path("rules/combination/", combining.combination, name="combination"),
    path("rules/<slug:code>/", rules.rule, name="rule"),
    path("rules/<slug:code>/change/", rules.change, name="change-rule"),
    path("scorecards/", scorecards.index, name="scorecards"),
    path("scorecards/<int:pk>/", scorecards.scorecard, name="scorecard"),
    path("arm/", arm.arm, name="arm"),
    path("month/", month.month, name="month"),
]

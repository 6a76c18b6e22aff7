"""Addresses of the line at the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import contributing, drawing_room, enrolment, planning, results

app_name = "draws"

urlpatterns: list[URLPattern] = [
    path("", planning.board, name="board"),
    path("new/", planning.plan, name="plan"),
    path("items/new/", enrolment.item, name="new-item"),
    path("items/<int:pk>/", enrolment.item, name="item"),
    path("objects/new/", enrolment.object_, name="new-object"),
    path("objects/fill/", enrolment.bring_in, name="fill"),
    path("objects/<int:pk>/", enrolment.object_, name="object"),
    path("officers/new/", enrolment.officer, name="new-officer"),
    path("officers/<int:pk>/", enrolment.officer, name="officer"),
    path("officers/<int:pk>/tie/", enrolment.tie, name="tie"),
    path("ties/<int:pk>/over/", enrolment.tie_over, name="tie-over"),
    path("<slug:uid>/", drawing_room.room, name="room"),
    path("<slug:uid>/amend/", planning.change, name="amend"),
    path("<slug:uid>/freeze/", planning.freeze_page, name="freeze"),
    path("<slug:uid>/commit/", contributing.commitment, name="commit"),
    path("<slug:uid>/reveal/", contributing.opening, name="reveal"),
    path("<slug:uid>/draw/", drawing_room.perform, name="draw"),
    path("<slug:uid>/progress/", drawing_room.progress, name="progress"),
    path("<slug:uid>/result/", results.result, name="result"),
    path("<slug:uid>/result/replace/", results.replace, name="replace"),
    path("<slug:uid>/result/send/", results.send, name="send"),
    path("<slug:uid>/result/record/", results.record, name="record"),
    path("<slug:uid>/result/show/", results.show, name="show"),
    path("<slug:uid>/file/<slug:which>/", drawing_room.file, name="file"),
]

"""Addresses of the board, the room and the registers, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import assigning, board, bringing_in, drafting, enrolment, room

app_name = "mediation"

urlpatterns: list[URLPattern] = [
    path("", board.board, name="board"),
    path("body/", enrolment.body, name="new-body"),
    path("body/<int:pk>/", enrolment.body, name="body"),
    path("mediator/", enrolment.mediator, name="new-mediator"),
    path("mediator/<int:pk>/", enrolment.mediator, name="mediator"),
    path("mediator/<int:pk>/conflict/", enrolment.conflict, name="conflict"),
    path("conflict/<int:pk>/over/", enrolment.conflict_over, name="conflict-over"),
    path("<slug:uid>/room/", room.room, name="room"),
    path("<slug:uid>/note/", room.note, name="note"),
    path("<slug:uid>/notes/", room.open_notes, name="open-notes"),
    path("<slug:uid>/route/", assigning.routing_page, name="route"),
    path("<slug:uid>/assign/", assigning.assigning, name="assign"),
    path("<slug:uid>/add/", bringing_in.adding, name="add"),
    path("<slug:uid>/amend/", drafting.amending, name="amend"),
    path("<slug:uid>/draft/", drafting.drafting, name="draft"),
    path("<slug:uid>/conclude/", drafting.concluding, name="conclude"),
]

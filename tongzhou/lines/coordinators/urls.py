"""Addresses of the keepers and managers, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import arranging, board, keeping, tallying

app_name = "coordinators"

urlpatterns: list[URLPattern] = [
    path("", board.board, name="board"),
    path("nominate/", keeping.nominate, name="nominate"),
    path("coverage/", board.covered, name="coverage"),
    path("coverage/<int:employer>/", board.assign, name="assign"),
    path("contacts/", board.contacts, name="contacts"),
    path("contacts/new/", arranging.choose, name="choose"),
    path("visits/new/", arranging.arrange, name="arrange"),
    path("visits/<slug:uid>/hand/", arranging.hand, name="hand"),
    path("contacts/<slug:uid>/hand/", arranging.hand_contact, name="hand-contact"),
    path("<slug:uid>/appoint/", keeping.appoint, name="appoint"),
    path("<slug:uid>/suspend/", keeping.suspend, name="suspend"),
    path("<slug:uid>/resume/", keeping.resume, name="resume"),
    path("<slug:uid>/remove/", keeping.remove, name="remove"),
    path("<slug:uid>/serve/", keeping.serve, name="serve"),
    path("<slug:uid>/log/", tallying.log, name="log"),
    path("<slug:uid>/assess/", tallying.assess, name="assess"),
]

"""Addresses of the board and of the pages of a case, mounted by the desk."""

from __future__ import annotations

from django.urls import URLPattern, path

from .views import case, deciding, opening

app_name = "inspection"

urlpatterns: list[URLPattern] = [
    path("", case.board, name="board"),
    path("file/", opening.file_case, name="file"),
    path("name-grave/", case.name_grave, name="name-grave"),
    path("discretion/", case.discretion, name="discretion"),
    path("<slug:uid>/record/", case.whole_record, name="record"),
    path("<slug:uid>/workers/", opening.add_workers, name="workers"),
    path("<slug:uid>/assign/", opening.assign, name="assign"),
    path("<slug:uid>/conclude/", deciding.conclude, name="conclude"),
    path("<slug:uid>/propose/", deciding.propose, name="propose"),
    path("<slug:uid>/tell/", deciding.tell, name="tell"),
    path("<slug:uid>/punish/", deciding.punish, name="punish"),
    path("<slug:uid>/treat/", deciding.treat, name="treat"),
    path("<slug:uid>/add-fine/", deciding.add_fine, name="add-fine"),
]

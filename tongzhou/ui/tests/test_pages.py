"""The shared pages and the form fields, as a browser receives them."""

from __future__ import annotations

import re
from pathlib import Path

import lucide
import pytest
from django import forms
from django.template.loader import render_to_string
from django.test import RequestFactory

from tongzhou.ui.forms import Form
from tongzhou.ui.templatetags.look import icon

ROOM = Path(__file__).resolve().parents[1]
LITERAL = re.compile(r"#[0-9a-fA-F]{3,8}\b|rgba?\(")


class Extension(Form):
    days = forms.IntegerField(label="延长天数", min_value=1)
    cause = forms.ChoiceField(label="事由", choices=[("", "请选择"), ("a", "案情复杂")])
    on = forms.DateField(label="批准日期")
    sure = forms.BooleanField(label="已告知当事人")
    way = forms.ChoiceField(label="方式", choices=[("x", "当面")], widget=forms.RadioSelect)
    note = forms.CharField(label="说明", required=False, widget=forms.Textarea)


@pytest.mark.parametrize(
    "name", ["404.html", "403.html", "403_csrf.html", "500.html", "ui/offline.html"]
)
def test_an_error_page_stands_alone_and_says_what_to_do(name: str) -> None:
    page = render_to_string(name)
    assert "<c-" not in page
    assert "<h1>" in page
    assert "onclick" not in page
    assert "<script>" not in page


def test_who_chose_dark_and_large_gets_it_drawn_so_by_the_server() -> None:
    request = RequestFactory().get("/")
    request.COOKIES.update(tz_theme="dark", tz_size="large")
    page = render_to_string("ui/plain.html", request=request)
    assert 'data-theme="dark"' in page
    assert 'data-size="large"' in page
    assert 'id="dark" media="screen"' in page


def test_a_cookie_with_something_else_in_it_is_not_believed() -> None:
    request = RequestFactory().get("/")
    request.COOKIES["tz_theme"] = '"><script>'
    assert "<script>" not in render_to_string("ui/plain.html", request=request)


def test_an_empty_form_is_told_what_to_fill_in_not_that_a_field_is_mandatory() -> None:
    form = Extension({})
    assert not form.is_valid()
    assert form.errors["days"] == ["请填写“延长天数”"]
    assert form.errors["cause"] == ["请选择“事由”"]
    assert form.errors["on"] == ["请选择“批准日期”"]
    assert form.errors["sure"] == ["请勾选“已告知当事人”"]


def test_each_error_stands_at_its_field_and_is_tied_to_it() -> None:
    page = str(Extension({"days": "x"}))
    assert "<c-" not in page
    assert 'id="id_days_error"' in page
    assert 'aria-invalid="true"' in page
    assert "请填写数字" in page
    assert 'type="date"' in page
    assert page.count("<fieldset") == page.count("</fieldset>") == 1
    assert page.count("<div") == page.count("</div>")


def test_no_sheet_but_the_tokens_names_a_colour() -> None:
    for sheet in (ROOM / "static/ui").glob("*.css"):
        if sheet.name in {"tokens.css", "dark.css"}:
            continue
        assert not LITERAL.search(sheet.read_text()), sheet.name


def test_dark_gives_a_value_to_every_colour_it_must_change() -> None:
    light = (ROOM / "static/ui/tokens.css").read_text()
    dark = (ROOM / "static/ui/dark.css").read_text()
    known = set(re.findall(r"(--[\w-]+):", light))
    assert set(re.findall(r"(--[\w-]+):", dark)) <= known
    used = set()
    for sheet in (ROOM / "static/ui").glob("*.css"):
        used |= set(re.findall(r"var\((--[\w-]+)\)", sheet.read_text()))
    assert used <= known


def test_no_template_carries_a_script_or_a_handler() -> None:
    for template in (ROOM / "templates").rglob("*.html"):
        text = template.read_text()
        assert not re.search(r"<script>|\son\w+=|hx-on|style=", text), template.name


@pytest.mark.parametrize("name", ["house", "bell", "map-pin", "a-arrow-down"])
def test_an_icon_is_drawn_as_its_package_draws_it(name: str) -> None:
    theirs = lucide._render_icon(name, 20, stroke_width=1.5, aria_hidden="true")
    assert icon(name, 20, 1.5) == theirs


def test_an_icon_that_does_not_exist_breaks_the_page_that_names_it() -> None:
    with pytest.raises(lucide.IconDoesNotExist, match="no-such-icon"):
        icon("no-such-icon")

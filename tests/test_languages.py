"""Chinese first, English second: the catalogue is whole, and a reader chooses."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from babel.messages.pofile import read_po
from django.test import Client

CATALOGUE = Path(__file__).parents[1] / "tongzhou/locale/en/LC_MESSAGES/django.po"
HELD = re.compile(r"%\(\w+\)[sd]|\{\w+\}")


def test_every_text_has_its_english_and_every_value_its_place() -> None:
    with CATALOGUE.open("rb") as file:
        messages = [m for m in read_po(file, locale="en") if m.id]
    assert len(messages) > 1000
    assert [m.id for m in messages if m.fuzzy or not all(forms(m.string))] == []
    moved = [
        m.id
        for m in messages
        for said in forms(m.string)
        if not set(HELD.findall(said)) <= set(HELD.findall("".join(forms(m.id))))
        or not set(HELD.findall(forms(m.id)[-1])) <= set(HELD.findall(forms(m.string)[-1]))
    ]
    assert moved == []


def forms(text: str | tuple[str, ...]) -> tuple[str, ...]:
    """A text, or its singular and plural."""
    return (text,) if isinstance(text, str) else tuple(text)


@pytest.mark.django_db
def test_a_reader_who_chose_english_keeps_it_and_others_read_chinese_whatever_they_announce() -> (
    None
):
    reader = Client(headers={"accept-language": "en"})
    page = reader.get("/").content.decode()
    assert 'lang="zh-CN"' in page
    assert "我是劳动者" in page
    chosen = reader.post("/i18n/setlang/", {"language": "en", "next": "/workers/"})
    assert (chosen.status_code, chosen["Location"]) == (302, "/workers/")
    page = reader.get("/").content.decode()
    assert 'lang="en"' in page
    assert "我是劳动者" not in page
    reader.post("/i18n/setlang/", {"language": "zh-hans", "next": "/"})
    assert "我是劳动者" in reader.get("/").content.decode()

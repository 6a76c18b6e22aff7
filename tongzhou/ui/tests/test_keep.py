"""`{% keep %}` draws a part once for the values it shows, and lets it show nothing else."""

from __future__ import annotations

from typing import Any

import pytest
from django.template import Context, TemplateSyntaxError, engines
from django.utils import translation
from django.utils.safestring import mark_safe


class Counted:
    """A value that knows how often it was shown."""

    shown = 0

    def __str__(self) -> str:
        self.shown += 1
        return "件"


def drawn(source: str) -> Any:
    template: Any = engines["django"].from_string(source).template  # type: ignore[attr-defined]
    return lambda **values: template.render(Context(values))


def test_a_part_is_drawn_once_for_a_value_and_anew_for_another() -> None:
    draw = drawn("{% keep what=what %}<b>{{ what }}</b>{% endkeep %}")
    one, other = Counted(), Counted()
    assert [draw(what=x) for x in (one, one, other, one)] == ["<b>件</b>"] * 4
    assert (one.shown, other.shown) == (1, 1)


def test_a_part_sees_what_it_names_and_nothing_else_of_the_page() -> None:
    draw = drawn(
        "{% keep what=case.title|upper %}{{ what }}{{ case.title }}{{ n }}{% endkeep %}{{ n }}"
    )
    assert draw(case={"title": "a"}, n=1) == "A1"
    assert draw(case={"title": "a"}, n=2) == "A2"


def test_the_part_of_one_reader_is_not_shown_to_a_reader_of_another_language() -> None:
    draw = drawn("{% keep %}{% get_current_language as language %}{{ language }}{% endkeep %}")
    assert draw() == "zh-hans"
    with translation.override("en"):
        assert draw() == "en"
    assert draw() == "zh-hans"


def test_a_text_is_escaped_although_one_like_it_was_safe() -> None:
    draw = drawn("{% keep what=what %}{{ what }}{% endkeep %}")
    assert draw(what=mark_safe("<b>")) == "<b>"
    assert draw(what="<b>") == "&lt;b&gt;"


def test_no_more_is_kept_than_a_page_can_use(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tongzhou.ui.templatetags.keep.MOST", 3)
    draw = drawn("{% keep n=n %}{{ n }}{% endkeep %}")
    assert [draw(n=n) for n in range(9)] == [str(n) for n in range(9)]
    (part,) = draw.__closure__[0].cell_contents.nodelist
    assert len(part.kept) <= 3


def test_a_part_that_names_no_value_right_is_no_template() -> None:
    with pytest.raises(TemplateSyntaxError, match="name=value"):
        drawn("{% keep wanted %}{% endkeep %}")

"""`{% choose %}` draws the part of a value, and nothing where there is none."""

from __future__ import annotations

import pytest
from django.template import Context, engines

PARTS = (
    '{% for code in codes %}{% choose code %} {% when "due" %}期限{{ n }}{% when "state" %}'
    "{% if n %}状态{% endif %}{% endchoose %};{% endfor %}"
)


@pytest.mark.parametrize(
    ("codes", "drawn"), [(["due", "state"], "期限3;状态;"), (["other", "due"], ";期限3;"), ([], "")]
)
def test_each_cell_is_drawn_by_its_column(codes: list[str], drawn: str) -> None:
    template = engines["django"].from_string(PARTS)
    assert template.template.render(Context({"codes": codes, "n": 3})) == drawn

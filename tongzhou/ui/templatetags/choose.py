"""`{% choose %}` — one of several parts of a template by a value, found at once and not by comparing in turn.

    {% choose head.code %}{% when "title" %}…{% when "due" %}…{% endchoose %}

A table draws it once for each cell. What no part is named for draws nothing.
"""

from __future__ import annotations

from django import template
from django.template.base import FilterExpression, NodeList, Parser, Token
from django.template.context import Context
from django.utils.safestring import SafeString, mark_safe

register = template.Library()


class Choose(template.Node):
    """The value asked for, and the part for each."""

    child_nodelists = ("parts",)

    def __init__(self, value: FilterExpression, by_name: dict[str, NodeList]) -> None:
        self.value, self.by_name = value, by_name

    @property
    def parts(self) -> NodeList:
        """All parts in a row, for whoever walks through a template."""
        return NodeList(node for part in self.by_name.values() for node in part)

    def render(self, context: Context) -> SafeString:
        """Draw the part of this value."""
        part = self.by_name.get(self.value.resolve(context))
        return part.render(context) if part is not None else mark_safe("")


@register.tag
def choose(parser: Parser, token: Token) -> Choose:
    """Read the parts up to `{% endchoose %}`."""
    _, value = token.split_contents()
    parser.parse(("when",))  # nothing but spaces stands before the first part
    by_name: dict[str, NodeList] = {}
    while (found := parser.next_token()).contents != "endchoose":
        _, name = found.split_contents()
        by_name[name.strip("\"'")] = parser.parse(("when", "endchoose"))
    return Choose(parser.compile_filter(value), by_name)

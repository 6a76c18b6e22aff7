"""`{% keep %}` — a part of a template that is drawn once and kept, as what it shows stands still.

    {% keep %}…{% endkeep %}                          the same for everybody who reads this language
    {% keep items=menu.top here=here %}…{% endkeep %}  the same wherever these values are

The part sees the values named and nothing else, no request and nobody who is signed in: so whatever it shows
depends on them alone, and what was drawn for one reader says nothing to another.
"""

from __future__ import annotations

from typing import Any

from django import template
from django.conf import settings
from django.template.base import FilterExpression, NodeList, Parser, Token, token_kwargs
from django.template.context import Context
from django.urls import get_script_prefix, get_urlconf
from django.utils.safestring import SafeString
from django.utils.translation import get_language

register = template.Library()
MOST = 500  # kept of each part; then it begins anew


def surroundings() -> tuple[str, ...]:
    """Return what words and addresses depend on beside what a page says: language, root of addresses."""
    return (get_language() or "", *_root())


def _root() -> tuple[str, str]:
    return str(get_urlconf() or settings.ROOT_URLCONF), get_script_prefix()


class Keep(template.Node):
    """A part, the values it depends on, and what was drawn for some of them."""

    def __init__(self, values: dict[str, FilterExpression], nodelist: NodeList) -> None:
        self.values, self.nodelist = values, nodelist
        self.kept: dict[tuple[Any, ...], SafeString] = {}

    def render(self, context: Context) -> SafeString:
        """Draw the part, or return what was drawn for these values before."""
        values = {name: value.resolve(context) for name, value in self.values.items()}
        # Types too: a text that is safe as HTML equals one of the same characters that is not.
        of_page: Any = context.render_context.dicts[0]
        root = of_page.get(Keep) or of_page.setdefault(Keep, _root())
        key = (get_language(), root, *((type(v), v) for v in values.values()))
        drawn = self.kept.get(key)
        if drawn is None:
            alone = Context(values)
            with alone.bind_template(context.template):  # type: ignore[arg-type]
                drawn = self.nodelist.render(alone)
            if len(self.kept) >= MOST:
                self.kept.clear()
            self.kept[key] = drawn
        return drawn


@register.tag
def keep(parser: Parser, token: Token) -> Keep:
    """Read the values named, and the part up to `{% endkeep %}`."""
    _, *bits = token.split_contents()
    values = token_kwargs(bits, parser)
    if bits:
        raise template.TemplateSyntaxError(f"keep takes name=value, not “{bits[0]}”")
    nodelist = parser.parse(("endkeep",))
    parser.delete_first_token()
    return Keep(values, nodelist)

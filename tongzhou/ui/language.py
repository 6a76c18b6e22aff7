"""语言 — Chinese first. English is what a reader chose, never what a browser happens to announce."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest
from django.middleware.locale import LocaleMiddleware
from django.utils import translation


class ChosenLanguage(LocaleMiddleware):
    """Answer in the language the reader chose with the switch, else in Chinese."""

    def process_request(self, request: HttpRequest) -> None:
        """Read the choice from its cookie; one that is not offered counts as none."""
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE
        translation.activate(language)
        request.LANGUAGE_CODE = language

"""两种语言 — one sentence in both languages of the house, for rooms that have no catalogue of translations."""

from __future__ import annotations

from typing import NamedTuple


class Text(NamedTuple):
    """One sentence, in Chinese and in English."""

    zh: str
    en: str

    def of(self, lang: str) -> str:
        """Return the sentence in `zh` or `en`."""
        return self.en if lang == "en" else self.zh

    def as_json(self) -> dict[str, str]:
        """Return both languages in plain types."""
        return {"zh": self.zh, "en": self.en}

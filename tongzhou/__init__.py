"""同舟 Tongzhou — the platform on which a pilot zone runs its labour relations."""

__version__ = "0.1.0"

"""The application as a web server calls it."""

from __future__ import annotations

import os

import pypinyin  # noqa: F401  # nobody who searches waits for its dictionaries
from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")
application = get_wsgi_application()

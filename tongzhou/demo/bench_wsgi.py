"""The installation with the pages of the bench beside its own: `granian tongzhou.demo.bench_wsgi:application`."""

from __future__ import annotations

import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongzhou.config.settings")
application = get_wsgi_application()

from django.conf import settings  # noqa: E402

settings.ROOT_URLCONF = "tongzhou.demo.bench_pages"

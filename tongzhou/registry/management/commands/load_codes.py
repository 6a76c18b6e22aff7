"""`tongzhou django load_codes` — bring regions and industries to what the files say."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django.utils import timezone

from tongzhou.registry.loading import load_codes


class Command(BaseCommand):
    """Load the tables of codes; running it again changes nothing."""

    help = "载入行政区划和国民经济行业代码（可重复执行）"

    def handle(self, *_args: Any, **_options: Any) -> None:
        done = load_codes(at=timezone.now())
        self.stdout.write(f"行政区划和行业代码：新增{done.added}条，更新{done.changed}条。")

"""From an empty folder to a working installation, and from a working one to itself."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.urls import reverse
from django.utils.timezone import localdate, now

from tongzhou.config import wording
from tongzhou.demo import living, region
from tongzhou.registry.loading import load_codes
from tongzhou.registry.models import Person
from tongzhou.registry.signin.views import demo_groups
from tongzhou.warning.keeping import load_general

Say = Callable[[str], None]


def prepare(*, say: Say, demo: bool) -> None:
    """Compile the catalogues, bring the tables up to date, load what an empty database lacks.

    `demo`: a database without a single person also gets the demonstration. Repeating this changes
    nothing that is already there.
    """
    for line in wording.compile_catalogues():
        say(line)
    say(f"→ {connection.vendor}: tables up to date")
    call_command("migrate", verbosity=0, interactive=False)
    if "DatabaseCache" in settings.CACHES["default"]["BACKEND"]:
        call_command("createcachetable", verbosity=0)
    loaded = load_codes(at=now())
    say(f"→ regions and industries: {loaded.added} added, {loaded.changed} changed")
    if rules := load_general(at=now()):
        say(f"→ 预警规则 warning rules: {rules} added")
    if demo and not Person.objects.exists():
        say("→ 演示地区 demonstration: a fictional region")
        region.load(on=localdate(), say=say)
        living.banner(on=localdate(), say=say)


def welcome(address: str) -> str:
    """Tell where to look, and in a demonstration whom to sign in as."""
    lines = ["", f"同舟已启动  Tongzhou is running:  {address}"]
    groups = demo_groups()
    if groups:
        login = f"{address}{reverse('account_login').lstrip('/')}"
        lines += [
            "",
            f"演示登录：打开 {login} 点姓名即可，不需要密码",
            "Demo sign-ins, no password:",
            "",
        ]
    for group in groups:
        lines.append(f"  {group['region'] or '其他'}")
        for door in group["doors"]:
            lines += [f"    {door.person.name}  {'；'.join(door.offices)}"]
    return "\n".join([*lines, "", "按Ctrl-C停止  Ctrl-C stops it", ""])

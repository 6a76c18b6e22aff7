"""The settings as an operator meets them: from the environment, in a process of their own."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
SAFE = {
    "TONGZHOU_PRODUCTION": "1",
    "TONGZHOU_SECRET_KEY": "s" * 60,
    "TONGZHOU_FIELD_KEY": "f" * 60,
    "TONGZHOU_ALLOWED_HOSTS": "zone.example",
    "TONGZHOU_SMS_SENDER": "/usr/local/bin/send-sms",
}


def start(code: str, **names: str) -> subprocess.CompletedProcess[str]:
    kept = {
        key: value
        for key, value in os.environ.items()
        if not key.startswith("TONGZHOU_") and key not in {"DATABASE_URL", "PORT"}
    }
    return subprocess.run(
        [sys.executable, "-c", f"from tongzhou.config import settings as s\n{code}"],
        env=kept | names,
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_production_does_not_start_with_nothing_but_the_word() -> None:
    answer = start("", TONGZHOU_PRODUCTION="1")
    assert answer.returncode != 0
    for name in ("SECRET_KEY", "FIELD_KEY", "ALLOWED_HOSTS", "SMS_SENDER"):
        assert f"TONGZHOU_{name}" in answer.stderr
    assert "系统未启动" in answer.stderr


def test_production_starts_when_all_is_safe_and_then_is_strict(tmp_path: Path) -> None:
    answer = start(
        "print(s.DEMO, s.REQUIRE_MFA, s.SESSION_COOKIE_SECURE, s.SECURE_SSL_REDIRECT, s.DEBUG)",
        TONGZHOU_DATA=str(tmp_path),
        **SAFE,
    )
    assert answer.stdout.split() == ["False", "True", "True", "True", "False"], answer.stderr


def test_the_records_are_durable_and_writers_wait_their_turn(tmp_path: Path) -> None:
    answer = start("print(s.DATABASES['default']['OPTIONS'])", TONGZHOU_DATA=str(tmp_path))
    assert "IMMEDIATE" in answer.stdout
    assert "journal_mode=WAL" in answer.stdout
    assert "synchronous=FULL" in answer.stdout


def test_an_address_of_postgresql_gives_its_driver_and_a_pool() -> None:
    answer = start(
        "d = s.DATABASES['default']; print(d['ENGINE'], d['NAME'], d['OPTIONS'])",
        DATABASE_URL="postgresql://clerk@db/zone",
    )
    assert "postgresql zone" in answer.stdout
    assert "'max_size': 8" in answer.stdout


def test_every_setting_has_its_line_in_the_handbook_and_no_line_is_left_over() -> None:
    source = (ROOT / "tongzhou/config/settings.py").read_text("utf-8")
    read = set(re.findall(r'env\.\w+\(\s*"([A-Z_]+)"', source))
    handbook = (ROOT / "docs/operations.md").read_text("utf-8")
    listed = re.findall(r"^\| `([A-Z_]+)` \|", handbook, re.M)
    assert sorted(read) == sorted(listed)
    assert len(read) > 15

"""What the operator writes is read with its type, or the start is refused with its name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tongzhou.config import safety
from tongzhou.config.env import Database, Environment, WrongSettings

HERE = Path("/somewhere/tongzhou.sqlite3")


def refusal(env: Environment) -> str:
    with pytest.raises(WrongSettings) as caught:
        env.finish()
    return str(caught.value)


def test_what_is_not_given_has_its_default() -> None:
    env = Environment({"PORT": " "})
    assert env.number("PORT", 8000, least=1, most=65535) == 8000
    assert env.yes("TONGZHOU_DEMO", default=True) is True
    assert env.text("TONGZHOU_BIND", "127.0.0.1") == "127.0.0.1"
    assert env.names("TONGZHOU_ALLOWED_HOSTS", ("*",)) == ["*"]
    assert env.database("DATABASE_URL", HERE) == Database("sqlite", str(HERE))
    env.finish()


@pytest.mark.parametrize(
    ("written", "meant"), [("1", True), ("Yes", True), ("on", True), ("0", False), ("FALSE", False)]
)
def test_yes_and_no_may_be_written_in_several_ways(written: str, meant: bool) -> None:
    assert Environment({"TONGZHOU_DEMO": written}).yes("TONGZHOU_DEMO", default=False) is meant


@pytest.mark.parametrize("written", ["80000", "0", "-1", "eight", "８０", "1.5"])
def test_a_port_that_is_none_stops_the_start_with_its_name(written: str) -> None:
    env = Environment({"PORT": written})
    env.number("PORT", 8000, least=1, most=65535)
    told = refusal(env)
    assert "PORT" in told
    assert "须为1至65535之间的整数" in told
    assert "whole number" in told


def test_every_problem_is_told_at_once() -> None:
    env = Environment({"TONGZHOU_DEMO": "perhaps", "TONGZHOU_LOG": "LOUD", "PORT": "x"})
    env.yes("TONGZHOU_DEMO", default=False)
    env.text("TONGZHOU_LOG", "INFO", choices=("INFO", "ERROR"))
    env.number("PORT", 8000, least=1, most=65535)
    told = refusal(env)
    assert all(name in told for name in ("TONGZHOU_DEMO", "TONGZHOU_LOG", "PORT"))


def test_a_misspelt_name_is_refused_and_the_right_one_offered() -> None:
    env = Environment({"TONGZHOU_PRODUCITON": "1", "HOME": "/root"})
    env.yes("TONGZHOU_PRODUCTION", default=False)
    told = refusal(env)
    assert "TONGZHOU_PRODUCITON" in told
    assert "TONGZHOU_PRODUCTION" in told
    assert "HOME" not in told


def test_a_key_that_is_too_short_is_refused() -> None:
    env = Environment({"TONGZHOU_SECRET_KEY": "short"})
    env.text("TONGZHOU_SECRET_KEY", "default", least=50)
    assert "至少须有50个字符" in refusal(env)


def test_a_database_address_is_taken_apart() -> None:
    read = Environment({"DATABASE_URL": "postgresql://clerk:p%40ss@db:5433/zone?sslmode=require"})
    assert read.database("DATABASE_URL", HERE) == Database(
        "postgresql", "zone", "clerk", "p@ss", "db", "5433", (("sslmode", "require"),)
    )
    file = Environment({"DATABASE_URL": "sqlite:////srv/zone.sqlite3"})
    assert file.database("DATABASE_URL", HERE) == Database("sqlite", "/srv/zone.sqlite3")
    assert file.database("DATABASE_URL", HERE).is_sqlite


@pytest.mark.parametrize(
    "written", ["mysql://a/b", "postgresql://host", "sqlite://host/x", "postgresql://h:port/x", "x"]
)
def test_another_database_is_refused_without_repeating_its_password(written: str) -> None:
    env = Environment({"DATABASE_URL": written.replace("//", "//clerk:secret@", 1)})
    env.database("DATABASE_URL", HERE)
    told = refusal(env)
    assert "DATABASE_URL" in told
    assert "secret" not in told


def installation(**but: object) -> safety.Installation:
    safe: dict[str, object] = {
        "secret_key": "s" * 60,
        "field_key": "f" * 60,
        "demo": False,
        "debug": False,
        "hosts": ("tongzhou.example",),
        "require_mfa": True,
        "sms_sender": "/usr/local/bin/send-sms",
        "database": Database("postgresql", "zone"),
        "web_processes": 4,
    }
    return safety.Installation(**(safe | but))  # type: ignore[arg-type]


def test_a_safe_installation_may_start() -> None:
    env = Environment({})
    safety.check(installation(), env)
    assert env.problems == []


@pytest.mark.parametrize(
    ("but", "name"),
    [
        ({"secret_key": safety.DEMO_SECRET_KEY}, "TONGZHOU_SECRET_KEY"),
        ({"field_key": safety.DEMO_FIELD_KEY}, "TONGZHOU_FIELD_KEY"),
        ({"field_key": "s" * 60}, "TONGZHOU_FIELD_KEY"),
        ({"demo": True}, "TONGZHOU_DEMO"),
        ({"debug": True}, "TONGZHOU_DEBUG"),
        ({"hosts": ()}, "TONGZHOU_ALLOWED_HOSTS"),
        ({"hosts": ("a.example", "*")}, "TONGZHOU_ALLOWED_HOSTS"),
        ({"require_mfa": False}, "TONGZHOU_REQUIRE_MFA"),
        ({"sms_sender": ""}, "TONGZHOU_SMS_SENDER"),
        ({"sms_sender": "screen"}, "TONGZHOU_SMS_SENDER"),
        ({"database": Database("sqlite", "/srv/x")}, "TONGZHOU_WEB_PROCESSES"),
    ],
)
def test_whatever_is_unsafe_is_refused_by_name(but: dict[str, object], name: str) -> None:
    env = Environment({})
    safety.check(installation(**but), env)
    assert [problem.name for problem in env.problems] == [name]

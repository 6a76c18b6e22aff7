"""What must hold before real people's records are entrusted to an installation.

`TONGZHOU_PRODUCTION=1` says that they are. Each rule below is one sentence the operator can act
on; the start is refused with all of them together, not with the first.
"""

from __future__ import annotations

from dataclasses import dataclass

from tongzhou.config.env import Database, Environment

# These open a demonstration and nothing else: they are printed in the source for everybody to read.
DEMO_SECRET_KEY = "for demonstration only; whoever can read the source can read this key"
DEMO_FIELD_KEY = "for demonstration only; seals nothing that must stay sealed"
LEAST_KEY = 50


@dataclass(frozen=True)
class Installation:
    """The settings on which safety depends."""

    secret_key: str
    field_key: str
    demo: bool
    debug: bool
    hosts: tuple[str, ...]
    require_mfa: bool
    sms_sender: str
    database: Database
    web_processes: int


def check(here: Installation, env: Environment) -> None:
    """Note in `env` every reason why this installation must not hold real records."""
    if here.secret_key == DEMO_SECRET_KEY:
        env.wrong(
            "TONGZHOU_SECRET_KEY",
            f"须另设不少于{LEAST_KEY}个字符的随机密钥（可用 openssl rand -base64 48 生成）",
            f"needs a random key of its own, {LEAST_KEY} characters or more (openssl rand -base64 48)",
        )
    if here.field_key == DEMO_FIELD_KEY or here.field_key == here.secret_key:
        env.wrong(
            "TONGZHOU_FIELD_KEY",
            "须另设加密身份证号等字段的随机密钥，且不得与会话密钥相同；遗失后密文无法恢复，请另行保管",
            "needs a random key of its own, unlike the session key; keep a copy: sealed fields die with it",
        )
    if here.demo:
        env.wrong(
            "TONGZHOU_DEMO",
            "演示登录人人可用，正式运行时须为0",
            "opens sign-ins that everybody knows; must be 0 in production",
        )
    if here.debug:
        env.wrong(
            "TONGZHOU_DEBUG",
            "调试页面会泄露数据，正式运行时须为0",
            "shows data in error pages; must be 0 in production",
        )
    if not here.hosts or "*" in here.hosts:
        env.wrong(
            "TONGZHOU_ALLOWED_HOSTS",
            "须逐一写明访问地址的域名，不得为*",
            "must name each host name people will use; * is not a name",
        )
    if not here.require_mfa:
        env.wrong(
            "TONGZHOU_REQUIRE_MFA",
            "工作人员登录须用双因素认证，正式运行时须为1",
            "staff must sign in with a second factor; must be 1 in production",
        )
    if here.sms_sender in {"", "screen"}:
        env.wrong(
            "TONGZHOU_SMS_SENDER",
            "须设置短信发送程序，否则群众收不到查询码和通知",
            "must name a program that sends messages; otherwise codes and notices reach nobody",
        )
    if here.database.is_sqlite and here.web_processes > 1:
        env.wrong(
            "TONGZHOU_WEB_PROCESSES",
            "使用SQLite时只能有一个网页进程；需要更多时请改用PostgreSQL（DATABASE_URL）",
            "SQLite serves one web process; use PostgreSQL (DATABASE_URL) for more",
        )

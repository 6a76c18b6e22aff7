"""`tongzhou django first_registrar` — the one who lets in all others."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils import timezone

from tongzhou.registry import offices
from tongzhou.registry.accounts import open_account
from tongzhou.registry.appointing import appoint
from tongzhou.registry.journal import add
from tongzhou.registry.models import Appointment, Body, BodyKind, Region


class Command(BaseCommand):
    """Open the account of the first registrar of a new installation, and appoint them."""

    help = "开立首个登记管理员账号（新装系统使用一次），并显示初始密码"

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("username", help="用户名")
        parser.add_argument("name", help="姓名")
        parser.add_argument("--region", default="15", help="地区代码，默认15（自治区）")
        parser.add_argument("--body", default="人力资源和社会保障厅", help="机构名称")

    @transaction.atomic
    def handle(self, *_args: Any, **options: Any) -> None:
        now = timezone.now()
        if (
            Appointment.objects.on(timezone.localdate(now))
            .filter(office=offices.REGISTRAR)
            .exists()
        ):
            raise CommandError("已有登记管理员，请由其在系统内开立账号。")
        region = Region.objects.filter(pk=options["region"]).first()
        if region is None:
            raise CommandError(
                f"没有地区“{options['region']}”，请先执行 tongzhou django load_codes。"
            )
        try:
            body = Body.objects.filter(region=region, name=options["body"]).first() or add(
                Body(
                    kind=BodyKind.HRSS,
                    name=options["body"],
                    short_name=options["body"],
                    region=region,
                ),
                by=None,
                at=now,
                reason="新装系统",
            )
            person, password = open_account(
                username=options["username"], name=options["name"], by=None, at=now, is_staff=True
            )
            appoint(
                person,
                office=offices.REGISTRAR,
                body=body,
                since=timezone.localdate(now),
                by=None,
                at=now,
                reason="新装系统",
            )
        except ValidationError as error:
            raise CommandError("；".join(error.messages)) from error
        self.stdout.write(f"已开立{person.name}的账号{person.username}，初始密码：{password}")
        self.stdout.write("首次登录须更换密码。此密码只显示这一次。")

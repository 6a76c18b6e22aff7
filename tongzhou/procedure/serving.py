"""送达的事实 — one attempt to serve a paper, and what the law demands as its proof. 民事诉讼法 arts. 87–95.

Apart from `service`, which asks the journal: declarations name these facts and need no framework.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import Annotated, Literal

from tongzhou.law import article

from .facts import Facts, FileRef, ask

PROOF = article("民事诉讼法", 87)  # 送达回证
IN_PERSON = article("民事诉讼法", 88)
LEFT_BEHIND = article("民事诉讼法", 89)
ELECTRONIC = article("民事诉讼法", 90)
BY_POST = article("民事诉讼法", 91)
PUBLIC_NOTICE = article("民事诉讼法", 95)
NOTICE_DAYS = 30  # 自发出公告之日起，经过三十日，即视为送达

Way = Literal[
    "直接送达", "留置送达", "电子送达", "邮寄送达", "委托送达", "转交送达", "张贴送达", "公告送达"
]


class ServiceOfPaper(Facts, frozen=True, kw_only=True):
    """送达: one attempt to serve a paper on the subjects an act names."""

    paper: Annotated[
        str, ask("送达的文书", choices="papers", help="不选则为最近一件应送达而未送达的文书")
    ] = ""  # number of the entry that issued it
    way: Annotated[Way, ask("送达方式")]
    sent_on: Annotated[date, ask("发出日期", help="当面送达的，为交付日期")]
    received_on: Annotated[
        date | None, ask("收到日期", help="尚未收到回执的不填，收到后再次登记")
    ] = None
    receiver: Annotated[str, ask("签收人", max_length=60)] = ""
    address: Annotated[str, ask("送达地址或号码", max_length=200)] = ""
    reference: Annotated[
        str, ask("邮件号、短信编号或公告载体", max_length=100, help="电子送达填系统回执编号")
    ] = ""
    references: dict[str, str] = {}  # subject → its own number, where one act serves many
    witnesses: Annotated[tuple[str, ...], ask("见证人", help="留置送达时填写，每行一人")] = ()
    failed: Annotated[str, ask("未能送达的原因", max_length=200)] = ""
    proof: Annotated[tuple[FileRef, ...], ask("送达回证、回执", help="可上传多个文件")] = ()

    def check(self) -> None:
        """Raise ValueError where the record would not stand as proof of service."""
        if self.failed and self.received_on:
            raise ValueError("未能送达的，不填收到日期")
        if self.received_on and self.received_on < self.sent_on:
            raise ValueError("收到日期不能早于发出日期")
        if self.failed:
            return
        if self.way == "直接送达" and not (self.received_on and self.receiver):
            raise ValueError(f"直接送达须有签收人和签收日期（{IN_PERSON}）")
        if self.way == "留置送达" and not (self.received_on and (self.witnesses or self.proof)):
            raise ValueError(f"留置送达须有见证人，或上传拍照、录像等记录（{LEFT_BEHIND}）")
        if self.way in ("邮寄送达", "电子送达") and not (self.reference or self.references):
            raise ValueError(f"{self.way}须填写邮件号、短信编号或系统回执编号")
        if self.way == "张贴送达" and not self.proof:
            raise ValueError("张贴送达须上传拍照、录像等记录")
        if self.way == "公告送达":
            self._check_notice()

    def reference_for(self, key: str) -> str:
        """Return the number under which the paper went to one subject."""
        return self.references.get(key, "") or self.reference

    def _check_notice(self) -> None:
        if not self.reference:
            raise ValueError("公告送达须写明刊登公告的报刊、网站或张贴处所")
        if self.received_on and self.received_on < notice_served_on(self.sent_on):
            raise ValueError(
                f"公告发出后经过三十日才视为送达，最早为{notice_served_on(self.sent_on)}（{PUBLIC_NOTICE}）"
            )


def notice_served_on(published: date) -> date:
    """Return the day on which a public notice counts as served (民事诉讼法 95)."""
    return published + timedelta(days=NOTICE_DAYS)

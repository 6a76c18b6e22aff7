"""定点联系单位 — the procedure: chosen, reporting each month by its coordinator or by itself, ended."""

from __future__ import annotations

from datetime import date

from tongzhou.lines.coordinators.instruments import MEASURES
from tongzhou.lines.coordinators.offices import COORDINATOR, MANAGER
from tongzhou.lines.coordinators.subjects import CONTACT, COORDINATOR_OF
from tongzhou.lines.coordinators.visit.facts import Handed
from tongzhou.procedure.declare import PARTY, Act, Procedure, State
from tongzhou.procedure.needs import that

from . import facts, rules

CODE = "coordinators.contact"

IN_CONTACT = State("in_contact", staff="联系中", public="联系中")
ENDED = State("ended", staff="已结束", public="已结束", final=True)

choose = Act(
    "choose",
    "确定定点联系单位",
    by=MANAGER,
    at=(),
    to=IN_CONTACT,
    asks=facts.Chosen,
    about=(CONTACT, COORDINATOR_OF),
    adds=True,
    needs=(that(rules.one_employer, "一次确定一家联系单位"),),
    cites=MEASURES,
)
change = Act("change", "变更联系人和周期", by=MANAGER, at=IN_CONTACT, asks=facts.Changed)
hand = Act(
    "hand",
    "更换联系的协调员",
    by=MANAGER,
    at=IN_CONTACT,
    asks=Handed,
    about=COORDINATOR_OF,
    adds=True,
)
report = Act(
    "report",
    "填写月报",
    by=(PARTY, COORDINATOR, MANAGER),
    at=IN_CONTACT,
    asks=facts.Monthly,
    about=CONTACT,
    needs=(
        that(rules.month_has_come, "不能填写尚未开始的月份"),
        that(rules.month_in_contact, "不能填写定点联系起始月份以前的月份"),
        that(rules.paid_in_time, "工资发放日应在当月一日以后、今天以前"),
    ),
    says="同一个月再次填写的，以后一次为准；前一次留在记录里。每月十日以前填写上月（建议值），未填的提醒协调员，逾期的告知人社部门。",
)
end = Act("end", "结束定点联系", by=MANAGER, at=IN_CONTACT, to=ENDED, asks=facts.Ended)

CONTACT_EMPLOYER = Procedure(
    CODE,
    "定点联系单位",
    since=date(2018, 5, 1),
    opens=choose,
    acts=(change, hand, report, end),
    put_right_by=(MANAGER,),
    seen_by=(MANAGER,),
    steps=(IN_CONTACT, ENDED),
    called=rules.called,
    handled_by=COORDINATOR_OF,
)

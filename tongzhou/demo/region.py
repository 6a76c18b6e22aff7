"""The demo region: a first programme with a zone at work, a second one under way in five leagues."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from django.db import transaction

from tongzhou.procedure.calendar import calendar_now
from tongzhou.procedure.door import Door

from . import bodies, filing_files, people
from .arbitration import arbitration
from .arrears import arrears
from .coordinators import coordinators
from .draws import draws
from .filing import filing, rest
from .first_programme import first_programme
from .inspection import inspection
from .intake import intake
from .mediation import mediation
from .reviewing import reviewing
from .scene import Scene
from .second_programme import second_programme
from .warehouse import warehouse
from .warning import warning


@transaction.atomic
def load(*, on: date, say: Callable[[str], None]) -> None:
    """Load the demo as it stands on a day; all of it or nothing. Dates lie before that day."""
    found = bodies.build(people.counties())
    say(f"机构 {len(found)} 个")
    cast = people.build(found, since=date(on.year - 4, 1, 1))
    say(f"人员 {len(cast)} 名")
    scene = Scene(Door(calendar_now()), cast)
    first_programme(scene, on=on)
    say("第一批：土默特右旗试验区已实施一年多，有任务、进展、指标和经验做法")
    second_programme(scene, on=on)
    say("第二批：五个盟市分别在选点、起草、盟市会签、自治区会签")
    mediation(scene, on=on)
    say("劳动争议调解：土默特右旗有待受理、调解中、待签署、履行中、已履行、已转仲裁的案件")
    arbitration(scene, on=on)
    say("仲裁：土默特右旗仲裁院有待受理、在审、已裁决、已归档的案件，其中一件二十四人的集体争议")
    inspection(scene, on=on)
    say(
        "劳动保障监察：土默特右旗有待指派、调查中、已处罚、逾期未缴、已归档的案件，检查任务，一件移送公安的案件"
    )
    reviewing(scene, on=on)
    say("书面审查和社会公布：上年度的报送、退回、结论，三件重大违法行为的公布")
    draws(scene, on=on)
    say("双随机抽查：土默特右旗有一个结果已公布、一个等待揭示的批次，公示页可以下载核验")
    intake(scene, on=on)
    say(
        "举报投诉：土默特右旗收件箱里有各渠道的反映，有可并案的、待补正的、超过二年的、移送其他地区的"
    )
    arrears(scene, on=on)
    say("欠薪治理：土默特右旗有待核对、已责令、逾期、回访中、已办结的案件")
    filing(scene, on=on)
    filing_files.load(scene, on=on)
    say(
        "劳动用工备案：土默特右旗、和林格尔县七家单位三百多条备案，有待处理的异议和按风险排序的审查"
    )
    ranked = warehouse(on=on)
    say("数据仓：包头市数据管理员有三个待匹配的名称" + ("，已排出候选单位" if ranked else ""))
    warning(scene, on=on)
    say(
        "监测预警：土默特右旗有待研判、已签发、已派发、待说明、处置中、已解除、误报、已移送的预警，各地有待研判的信号"
    )
    coordinators(scene, on=on)
    say(
        "劳动关系协调员：土默特右旗有待备案、在岗、暂停、已退出的协调员，走访、风险报告和定点联系单位月报"
    )
    rest(on=on)
    say("劳动用工备案：土默特右旗其余单位的职工大多已备案")

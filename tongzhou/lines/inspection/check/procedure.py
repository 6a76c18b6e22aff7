"""检查 — the procedure: assigned to two, visited, reported, published within twenty working days."""

from __future__ import annotations

from datetime import date

from tongzhou.law import article, days, working_days
from tongzhou.lines.inspection import papers
from tongzhou.lines.inspection.facts.investigating import SiteRecord
from tongzhou.lines.inspection.instruments import PENALTY, RULE
from tongzhou.lines.inspection.offices import HEAD, INSPECTOR
from tongzhou.lines.inspection.procedure import CODE as CASE_CODE
from tongzhou.procedure.declare import HANDED, Act, Handover, Limit, Paper, Procedure, Reply, after
from tongzhou.procedure.needs import that

from . import facts, rules
from .states import CANCELLED, EMPLOYER, OFFICER, PUBLISHED, REPORTED, VISITED, WAITING

CODE = "inspection.check"
NOTICE = Paper("check_notice", "劳动保障监察检查通知书", papers.series("检"), kind="通知")
RECORD = Paper("check_record", "现场检查记录表", kind="记录")

assign = Act(
    "assign",
    "下达检查任务",
    by=(HEAD, INSPECTOR, HANDED),
    at=(),
    to=WAITING,
    asks=facts.Assignment,
    about=(EMPLOYER, OFFICER),
    adds=True,
    needs=(
        that(rules.one_employer, "一项检查任务只检查一家用人单位"),
        that(rules.is_a_team, "须由二名以上监察员检查", article(RULE, 16)),
        that(rules.certificates_hold, "所派人员没有有效的执法证件", article(PENALTY, 42)),
        that(rules.items_known, "检查事项清单中没有所列事项"),
    ),
    cites=article(RULE, 14),
)
change = Act(
    "change",
    "调整检查人员",
    by=HEAD,
    at=(WAITING, VISITED),
    asks=facts.Change,
    about=OFFICER,
    adds=True,
    needs=(
        that(rules.stays_a_team, "调整后仍须有二名以上检查人员", article(RULE, 16)),
        that(rules.newcomers_certified, "接替人员没有有效的执法证件", article(PENALTY, 42)),
    ),
    cites=article(PENALTY, 43),
)
notify = Act(
    "notify",
    "发出检查通知",
    by=INSPECTOR,
    at=WAITING,
    asks=facts.Notification,
    about=EMPLOYER,
    issues=NOTICE,
    by_handler=True,
    says="需要突击检查的，不发通知。",
)
visit = Act(
    "visit",
    "现场检查",
    by=INSPECTOR,
    at=(WAITING, VISITED),
    to=VISITED,
    asks=SiteRecord,
    hands=OFFICER,
    issues=RECORD,
    cites=article(RULE, 15),
    says="可以在手机上离线记录，有网后提交；由另一名检查人员本人确认。",
)
report = Act(
    "report",
    "报告检查结果",
    by=INSPECTOR,
    at=VISITED,
    to=REPORTED,
    asks=facts.Result,
    needs=(that(rules.seen, "已经到现场检查的，不能报告“无法联系”"),),
    by_handler=True,
    says="选择“立案查处”的，自动立案。",
)
report_unreached = Act(
    "report_unreached",
    "报告无法检查",
    by=INSPECTOR,
    at=WAITING,
    to=REPORTED,
    asks=facts.Result,
    needs=(that(rules.not_reached, "没有到现场检查的，只能报告“无法联系”或“已注销停业”"),),
    by_handler=True,
)
publish = Act(
    "publish", "公示检查结果", by=(INSPECTOR, HEAD), at=REPORTED, to=PUBLISHED, asks=facts.Published
)
cancel = Act("cancel", "取消检查", by=HEAD, at=WAITING, to=CANCELLED, asks=facts.Cancelled)

completion = Limit(
    "completion",
    "完成检查",
    days(0),
    article("检查任务要求（非法定）", 1, verified=False),
    starts=after(assign, day="until"),
    stops=(visit, report_unreached),
    within=(WAITING,),
)
publicity = Limit(
    "publicity",
    "公示检查结果",
    working_days(20),
    article("国务院办公厅关于推广随机抽查规范事中事后监管的通知", 1, verified=False),
    starts=(report, report_unreached),
    stops=publish,
)
to_case = Handover(
    after=report,
    opens=CASE_CODE,
    takes=(EMPLOYER,),
    carries=rules.case_of,
    cites=article(RULE, 14),
    when=rules.is_pursued,
)
# 双随机: the draw that sent the officers is told what they found.
to_draw = tuple(
    Reply(
        after=act,
        to="draws.batch",
        does="check_reported",
        takes=(EMPLOYER,),
        carries=rules.drawn_result,
        cites=article(RULE, 14),
        when=rules.from_a_draw,
    )
    for act in (report, report_unreached)
)

CHECK = Procedure(
    CODE,
    "劳动保障监察检查",
    since=date(2021, 7, 15),
    opens=assign,
    acts=(change, notify, visit, report, report_unreached, publish, cancel),
    limits=(completion, publicity),
    handovers=(to_case,),
    replies=to_draw,
    put_right_by=(HEAD,),
    seen_by=(INSPECTOR, HEAD),
    steps=(WAITING, VISITED, REPORTED, PUBLISHED),
    called=rules.called,
    handled_by=OFFICER,
)

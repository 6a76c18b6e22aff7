"""协调员登记 — the procedure: nominated by a body, put on record by the department, appointed, assessed each year."""

from __future__ import annotations

from datetime import date

from tongzhou.law import working_days
from tongzhou.lines.coordinators import papers
from tongzhou.lines.coordinators.instruments import ARRANGED, MEASURES
from tongzhou.lines.coordinators.offices import COORDINATOR, MANAGER, SPONSOR, STAFF
from tongzhou.lines.coordinators.subjects import COORDINATOR_OF
from tongzhou.procedure.declare import Act, Limit, Procedure
from tongzhou.procedure.needs import that

from . import facts, rules
from .states import ACTIVE, DECLINED, NOMINATED, ON_ROLL, REGISTERED, REMOVED, SERVING, SUSPENDED

CODE = "coordinators.person"

nominate = Act(
    "nominate",
    "推荐协调员",
    by=(SPONSOR, MANAGER),
    at=(),
    to=NOMINATED,
    asks=facts.Nomination,
    about=COORDINATOR_OF,
    adds=True,
    needs=(that(rules.one_person, "一次推荐一人"),),
    cites=MEASURES,
)
register = Act(
    "register",
    "备案",
    by=MANAGER,
    at=NOMINATED,
    to=REGISTERED,
    asks=facts.Opinion,
    issues=papers.REGISTRATION,
    cites=MEASURES,
)
decline = Act("decline", "不予备案", by=MANAGER, at=NOMINATED, to=DECLINED, asks=facts.Ground)
appoint = Act(
    "appoint",
    "聘任",
    by=MANAGER,
    at=REGISTERED,
    to=ACTIVE,
    asks=facts.Appointed,
    issues=papers.LETTER,
    says="聘任后本人即可用手机登录，办理走访和风险报告；开通账号任职与本项一并办理。",
)
# Own people are managed by the body that nominated them; the department may act for any of them.
certify = Act(
    "certify",
    "登记证书",
    by=STAFF,
    at=(NOMINATED, *ON_ROLL),
    asks=facts.Held,
    about=COORDINATOR_OF,
    by_owner=SPONSOR,
    needs=(that(rules.issued_by_now, "发证日期不能晚于登记之日"),),
)
deploy = Act(
    "deploy",
    "派驻",
    by=STAFF,
    at=SERVING,
    asks=facts.Deployment,
    about=COORDINATOR_OF,
    by_owner=SPONSOR,
)
end_deployment = Act(
    "end_deployment",
    "结束派驻",
    by=STAFF,
    at=ON_ROLL,
    asks=facts.DeploymentEnd,
    about=COORDINATOR_OF,
    by_owner=SPONSOR,
    needs=(that(rules.is_open, "没有这项派驻，或者最后一日早于起始日期"),),
)
serve = Act(
    "serve",
    "确定服务单位",
    by=STAFF,
    at=SERVING,
    asks=facts.Serving,
    about=COORDINATOR_OF,
    by_owner=SPONSOR,
    needs=(that(rules.none_twice, "所列单位中有的已由本人服务"),),
)
release = Act(
    "release",
    "不再服务",
    by=STAFF,
    at=ON_ROLL,
    asks=facts.Released,
    about=COORDINATOR_OF,
    by_owner=SPONSOR,
    needs=(that(rules.are_served, "所列单位不由本人服务"),),
)
train = Act(
    "train",
    "登记培训",
    by=STAFF,
    at=ON_ROLL,
    asks=facts.Training,
    about=COORDINATOR_OF,
    by_owner=SPONSOR,
    needs=(that(rules.trained_by_now, "培训日期不能晚于登记之日：学时培训以后再登记"),),
)
log_month = Act(
    "log_month",
    "出具月度工作台账",
    by=(COORDINATOR, MANAGER),
    at=ON_ROLL,
    asks=facts.MonthLog,
    about=COORDINATOR_OF,
    needs=(that(rules.month_is_over, "不能出具尚未开始的月份的台账"),),
    issues=papers.LOG,
    says="台账由走访记录自动汇总，不另行填写。",
)
assess = Act(
    "assess",
    "年度考核",
    by=MANAGER,
    at=ON_ROLL,
    asks=facts.Assessment,
    about=COORDINATOR_OF,
    needs=(that(rules.year_is_due, "不能考核尚未开始的年度"),),
    issues=papers.ASSESSMENT,
    cites=MEASURES,
)
suspend = Act("suspend", "暂停", by=MANAGER, at=ACTIVE, to=SUSPENDED, asks=facts.Ground)
resume = Act("resume", "恢复", by=MANAGER, at=SUSPENDED, to=ACTIVE, asks=facts.Appointed)
remove = Act("remove", "退出", by=MANAGER, at=ON_ROLL, to=REMOVED, asks=facts.Ground)

filing = Limit(
    "filing",
    "协调员备案",
    working_days(10),
    ARRANGED,
    starts=nominate,
    stops=(register, decline),
    within=(NOMINATED,),
)

PERSON = Procedure(
    CODE,
    "劳动关系协调员登记",
    since=date(2018, 5, 1),
    opens=nominate,
    acts=(
        register, decline, appoint, certify, deploy, end_deployment, serve, release, train, log_month,
        assess, suspend, resume, remove,
    ),
    limits=(filing,),
    put_right_by=(MANAGER,),
    seen_by=(SPONSOR, MANAGER),
    steps=(NOMINATED, REGISTERED, ACTIVE),
    called=rules.called,
)  # fmt: skip

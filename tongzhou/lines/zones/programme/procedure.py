"""规程：试验区批次. 内人社发〔2018〕11号 五(一): choose, plan, launch, each by a day of the programme."""

from __future__ import annotations

from datetime import date

from tongzhou.law import days
from tongzhou.lines.zones.offices import LEAGUE_FOUR, REGION_FOUR, REGION_HRSS
from tongzhou.lines.zones.policy import LEAGUES, policy
from tongzhou.lines.zones.programme.facts import Call, Closing, Excuse, Site
from tongzhou.lines.zones.programme.rules import called, opening_for, region_of
from tongzhou.procedure.declare import HANDED, Act, Handover, Kind, Limit, Procedure, State, after
from tongzhou.procedure.needs import everyone, so

SELECTING = State("selecting", staff="选点阶段", public="正在选点")
PLANNING = State("planning", staff="方案阶段", public="正在编制方案")
LAUNCHING = State("launching", staff="启动阶段", public="正在启动")
RUNNING = State("running", staff="实施阶段", public="实施中")
CLOSED = State("closed", staff="已结束", public="已结束", final=True)

WAITING = State("waiting", staff="待选点", public="正在选点")
CHOSEN = State("chosen", staff="已选点", public="已选点")
EXCUSED = State("excused", staff="未选点（已说明理由）", public="未选点")
LEAGUE = Kind("league", "盟市", (WAITING, CHOSEN, EXCUSED))

CARRYING_OUT = policy(5)

call = Act(
    "call",
    "印发通知",
    by=REGION_HRSS,
    at=(),
    to=SELECTING,
    asks=Call,
    about=LEAGUE,
    adds=True,
    cites=CARRYING_OUT,
    says="在十二个盟市分别开展选点。",
)
receive_site = Act(
    "receive_site",
    "接收选点结果",
    by=HANDED,
    at=(SELECTING, PLANNING, LAUNCHING, RUNNING),
    asks=Site,
    about=LEAGUE,
    adds=True,
    cites=CARRYING_OUT,
)
receive_excuse = Act(
    "receive_excuse",
    "接收未选点说明",
    by=HANDED,
    at=(SELECTING, PLANNING, LAUNCHING, RUNNING),
    asks=Excuse,
    about=LEAGUE,
    adds=True,
    cites=CARRYING_OUT,
)
close_selection = Act(
    "close_selection",
    "结束选点阶段",
    by=REGION_HRSS,
    at=SELECTING,
    to=PLANNING,
    asks=Closing,
    needs=(
        so(
            everyone(LEAGUE, CHOSEN, EXCUSED),
            "每个盟市至少须选定一个旗县；没有选点的盟市须说明理由",
            CARRYING_OUT,
        ),
    ),
    cites=CARRYING_OUT,
)
close_planning = Act(
    "close_planning",
    "结束方案阶段",
    by=REGION_HRSS,
    at=PLANNING,
    to=LAUNCHING,
    asks=Closing,
    cites=CARRYING_OUT,
)
close_launch = Act(
    "close_launch",
    "结束启动阶段",
    by=REGION_HRSS,
    at=LAUNCHING,
    to=RUNNING,
    asks=Closing,
    cites=CARRYING_OUT,
)
close = Act(
    "close", "结束批次", by=REGION_HRSS, at=RUNNING, to=CLOSED, asks=Closing, cites=CARRYING_OUT
)

# The dates stand in the call: 2018-04-10, 06-15 and 08-20 for the first. The length is nought.
selecting = Limit(
    "selecting",
    "各盟市选点",
    days(0),
    CARRYING_OUT,
    starts=after(call, day="select_by"),
    stops=close_selection,
    rolls=False,
)
planning = Limit(
    "planning",
    "各旗县报送方案",
    days(0),
    CARRYING_OUT,
    starts=after(call, day="plan_by"),
    stops=close_planning,
    rolls=False,
)
launching = Limit(
    "launching",
    "各试验区启动",
    days(0),
    CARRYING_OUT,
    starts=after(call, day="launch_by"),
    stops=close_launch,
    rolls=False,
)

PROGRAMME = Procedure(
    "zones.programme",
    "试验区批次",
    since=date(2018, 3, 26),
    opens=call,
    acts=(receive_site, receive_excuse, close_selection, close_planning, close_launch, close),
    limits=(selecting, planning, launching),
    handovers=tuple(
        Handover(
            after=call,
            opens="zones.selection",
            carries=opening_for(code),
            region=region_of(code),
            cites=CARRYING_OUT,
        )
        for code in LEAGUES
    ),
    put_right_by=(REGION_HRSS,),
    seen_by=(*REGION_FOUR, *LEAGUE_FOUR),
    steps=(SELECTING, PLANNING, LAUNCHING, RUNNING, CLOSED),
    called=called,
    level=2,
)

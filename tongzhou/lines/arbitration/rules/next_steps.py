"""接下来 — what happens next in a dispute, who must act, by when, and what if nobody does: in a party's own words.

Pure. One table says it for each limit that may run, one function for what has no limit of its own.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

from tongzhou.lines.arbitration.states import CLAIMANT, HEARING, SET_DOWN
from tongzhou.procedure.declare import Limit
from tongzhou.procedure.view import Clock, View

from . import awards
from .ledger import hearing_of
from .track import is_simple, speaks_through_others

Who = Literal["您", "仲裁委", "对方"]


@dataclass(frozen=True)
class NextStep:
    """One thing to come: what, who must do it, by when; what one can do, and what if nobody does."""

    what: str
    who: Who
    by: date | None = None
    can: str = ""
    otherwise: str = ""
    late: bool = False
    is_the_day: bool = False  # it happens on that day, neither before nor after


@dataclass(frozen=True)
class Plain:
    """A limit as a party reads it: of whom it asks something, and what that means on each side."""

    what: str
    who: Literal["claimant", "respondent", "both", "court"]
    claimant: str = ""  # what the claimant can do meanwhile
    respondent: str = ""
    otherwise: str = ""


PLAIN = {
    "acceptance": Plain(
        "仲裁委决定是否受理",
        "court",
        claimant="材料不齐的会一次性通知您补正，请保持电话畅通。",
        otherwise="逾期不受理或者不予受理的，可以直接向人民法院起诉。",
    ),
    "correction": Plain(
        "补正材料",
        "claimant",
        claimant="在这里上传，或者送到仲裁院窗口；有困难的可以打电话说明。",
        otherwise="不补正的，仲裁委不受理这次申请；补齐后可以再申请。",
    ),
    "copy": Plain(
        "仲裁委把申请书副本送给被申请人",
        "court",
        claimant="知道对方新地址、电话的，请告诉仲裁院，送达会快很多。",
        otherwise="送不到的，还可以张贴、公告送达；公告期间不算在办案时间里。",
    ),
    "defence": Plain(
        "被申请人答辩",
        "respondent",
        claimant="不用做什么；收到答辩书后可以准备意见。",
        respondent="写明同意什么、不同意什么和理由，附上证据；也可以提出反申请或管辖异议。",
        otherwise="不答辩的，案件照常审理。",
    ),
    "forwarding": Plain("仲裁委把答辩书转给申请人", "court"),
    "tribunal_notice": Plain(
        "告知由谁审理",
        "court",
        claimant="认为仲裁员应当回避的，可以申请回避，要说明理由。",
        respondent="认为仲裁员应当回避的，可以申请回避，要说明理由。",
    ),
    "one_time_notice": Plain("一次性告知组庭、答辩、举证和开庭时间", "court"),
    "evidence": Plain(
        "提交证据",
        "both",
        claimant="合同、工资条、转账记录、考勤、聊天记录都可以，拍照上传即可。",
        respondent="工资支付、考勤、解除劳动合同的材料由单位保管，应当由单位提供。",
        otherwise="逾期提交的，可能不被采纳；应由单位提供而不提供的，由单位承担不利后果。",
    ),
    "recusal": Plain("仲裁委决定是否回避", "court"),
    "counterclaim": Plain("仲裁委决定是否受理反申请", "court"),
    "hearing_notice": Plain("仲裁委发出开庭通知", "court"),
    "postponement": Plain(
        "有正当理由的，可以在这天之前请求延期开庭",
        "both",
        claimant="不需要延期的，不用办理。",
        respondent="不需要延期的，不用办理。",
        otherwise="不请求的，按时开庭。",
    ),
    "entrusted": Plain("受托组织调解", "court", otherwise="到期没有谈成的，继续审理。"),
    "decision": Plain(
        "仲裁委作出裁决",
        "court",
        claimant="随时可以和对方协商、请仲裁庭调解。",
        respondent="随时可以和对方协商、请仲裁庭调解。",
        otherwise="逾期没有裁决的，可以请仲裁委出具证明，向人民法院起诉。",
    ),
    "cancellation": Plain("通知撤销案件", "court"),
    "sue_final": Plain(
        "对终局裁决不服的，向人民法院起诉",
        "claimant",
        claimant="同意裁决的，不用办理；裁决自作出之日起已经生效，单位不给钱可以申请执行。",
        otherwise="过了这一天，不能再起诉，裁决不再变动。",
    ),
    "annul": Plain(
        "对终局裁决有异议的，向中级人民法院申请撤销",
        "respondent",
        respondent="只有法律规定的六种情形可以申请撤销；裁决已经生效，应当按期支付。",
        otherwise="过了这一天，不能再申请撤销。",
    ),
    "sue_other": Plain(
        "对裁决不服的，向人民法院起诉",
        "claimant",
        claimant="同意裁决的，不用办理。",
        otherwise="双方都没有起诉的，裁决发生法律效力，可以申请执行。",
    ),
    "sue_other_respondent": Plain(
        "对裁决不服的，向人民法院起诉",
        "respondent",
        respondent="同意裁决的，按裁决书写明的日期支付。",
        otherwise="双方都没有起诉的，裁决发生法律效力，对方可以申请执行。",
    ),
    "after_annulment": Plain(
        "裁决被撤销，可以就原争议向人民法院起诉",
        "claimant",
        otherwise="过了这一天，不能再就原争议起诉。",
    ),
    "after_annulment_respondent": Plain(
        "裁决被撤销，可以就原争议向人民法院起诉",
        "respondent",
        otherwise="过了这一天，不能再就原争议起诉。",
    ),
}


def is_live(limit: Limit, state: str) -> bool:
    """Say whether a limit can still be met in a case at this state; the clock itself may run on."""
    if limit.during:
        return limit.during.code == state
    return any(not act.states or state in act.at_codes for act in limit.stopping)


def next_steps(view: View, keys: Iterable[str], *, on: date) -> list[NextStep]:
    """Return what is to come for a party that is these subjects of the case, the nearest first.

    What another claimant must do is not shown; what the other side and the commission must do is.
    """
    mine = tuple(k for k in keys if k in view.subjects)
    if not mine:
        return []
    claims = any(k.startswith(f"{CLAIMANT.code}/") for k in mine)
    found = [
        *_of_clocks(view, mine, claims, on),
        *_hearings(view, on),
        *_without_a_limit(view, mine, claims),
        *_in_force(view, mine, claims, on),
    ]
    return sorted(found, key=lambda s: (s.by is None, s.by or on))


def _of_clocks(view: View, mine: tuple[str, ...], claims: bool, on: date) -> list[NextStep]:
    found: dict[tuple[str, date | None], NextStep] = {}
    for (code, about), clock in view.clocks.items():
        plain = PLAIN.get(code)
        if plain is None or not clock.running or clock.due is None:
            continue
        if not is_live(clock.limit, view.state):
            continue
        if about.startswith(f"{CLAIMANT.code}/") and about not in mine:
            continue
        if code == "postponement" and clock.due < on:
            continue
        step = _of_clock(view, plain, clock, claims, on)
        found.setdefault((step.what, step.by), step)
    return list(found.values())


def _of_clock(view: View, plain: Plain, clock: Clock, claims: bool, on: date) -> NextStep:
    own = plain.who == "both" or (plain.who == "claimant") == claims
    who: Who = "仲裁委" if plain.who == "court" else "您" if own else "对方"
    can = plain.claimant if claims else plain.respondent
    if clock.limit.code == "defence" and not claims and is_simple(view):
        can += "本案简易处理，您也可以同意缩短或取消答辩期，早日开庭。"
    right = clock.limit.on_lapse.code == "right_lost"
    late = clock.due is not None and clock.due < on
    words = plain.otherwise
    if late and right:
        words = "期限已过，不能再办理。"
    return NextStep(plain.what, who, clock.due, can, words, late)


def _hearings(view: View, on: date) -> list[NextStep]:
    found = []
    for subject in view.of(HEARING, SET_DOWN.code):
        said = hearing_of(subject)
        if said is None or said.hearing_on < on:
            continue
        where = "网上开庭" if said.online else said.room
        found.append(
            NextStep(
                f"开庭：{said.starts}，{where}",
                "您",
                said.hearing_on,
                "带身份证和证据原件，提前十五分钟到；可以委托代理人。",
                "申请人无正当理由不到庭的，按撤回申请处理，同一争议不能再申请；"
                "被申请人不到庭的，可以缺席裁决。",
                is_the_day=True,
            )
        )
    return found


def _without_a_limit(view: View, mine: tuple[str, ...], claims: bool) -> list[NextStep]:
    """What nobody is given days for, and what still has to come."""
    found = []
    if view.state == "suggested":
        found.append(
            NextStep(
                "双方决定是否先行调解",
                "您",
                can="愿意的，到建议书写明的调解组织；不愿意的告诉仲裁院，恢复受理审查。",
                otherwise="调解不成的，仲裁委恢复受理审查。",
            )
        )
    if view.state == "refused" and claims:
        found.append(
            NextStep(
                "向人民法院起诉",
                "您",
                can="带上不予受理通知书；可以申请法律援助（12348）。",
                otherwise="争议不会由仲裁委继续处理。",
            )
        )
    if any(view.subjects[k].state == "agreed" for k in mine) or (
        not claims and any(s.state == "agreed" for s in view.of(CLAIMANT))
    ):
        found.append(
            NextStep(
                "双方签收调解书",
                "您",
                can="核对金额和付款日期再签；签收前可以反悔。",
                otherwise="没有签收的调解书不生效，仲裁庭继续审理并裁决。",
            )
        )
    if view.state == "accepted" and "set_hearing" not in view.last:
        found.append(
            NextStep(
                "组成仲裁庭、确定开庭时间", "仲裁委", can="可以先在这里提交证据、填写案件要素。"
            )
        )
    if view.state == "accepted" and claims and speaks_through_others(view):
        found.append(
            NextStep(
                "由推选的代表人参加仲裁", "仲裁委", can="代表人变更、放弃请求或者和解，须经您同意。"
            )
        )
    return found


def _in_force(view: View, mine: tuple[str, ...], claims: bool, on: date) -> list[NextStep]:
    """What an award or a settlement asks of the employer, and what a worker may do about it."""
    found: dict[tuple[str, date | None], NextStep] = {}
    for claimant in view.of(CLAIMANT):
        if claims and claimant.key not in mine:
            continue
        for effect in awards.effects(view, claimant.key, on=on):
            if effect.since is None or effect.attacked:
                continue
            days = _pay_within(view, claimant.key, effect.act)
            step = _to_be_paid(
                f"按{effect.label}书支付", effect.since + timedelta(days=days), claims, on
            )
            found[step.what, step.by] = step
        if claimant.state == "settled":
            said = claimant.stated.get("settle")
            pay_on = getattr(said, "pay_on", None)
            step = _to_be_paid("按调解书支付", pay_on, claims, on)
            found[step.what, step.by] = step
    return list(found.values())


def _pay_within(view: View, claimant: str, act: str) -> int:
    made = [facts for code, _on, facts in awards.awards_of(view.subjects[claimant]) if code == act]
    return made[-1].pay_within if made else 0


def _to_be_paid(what: str, by: date | None, claims: bool, on: date) -> NextStep:
    if claims:
        can = "收到钱后请在这里登记；没收到的，可以向人民法院申请执行，不收费。"
    else:
        can = "付款后请保留凭证，并在窗口或这里登记。"
    late = bool(by and by < on)
    return NextStep(
        what, "对方" if claims else "您", by, can, "到期不支付的，可以申请人民法院强制执行。", late
    )

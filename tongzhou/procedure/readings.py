"""对法律的理解 — questions the law leaves open, the answers this installation takes, and where they decide.

Each is one named value, stated on the page of every procedure it concerns. A date that depends on one
says so in its account, so that a lawyer sees where to look. An operator chooses another answer with
`TONGZHOU_READINGS="name=option,…"`; `tongzhou procedure rebuild` then lists what it changes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass


@dataclass(frozen=True, eq=False)
class Reading:
    """One open question: its options by name, the default, and the article it hangs on."""

    code: str
    question: str
    options: Mapping[str, str]
    default: str
    article: str


EXTENSION_AFTER_RESET = Reading(
    "extension_after_reset",
    "期限重新起算后，此前已批准延长的日数是否续加？",
    {"lapses": "不续加，但计入累计延长日数", "stays": "续加"},
    "lapses",
    "《劳动人事争议仲裁办案规则》第四十六条",
)
EXTENSION_BUDGET = Reading(
    "extension_budget_after_reset",
    "期限重新起算后，累计延长的上限是否重新计算？",
    {"used": "不重新计算，全案累计", "renewed": "重新计算"},
    "used",
    "《劳动争议调解仲裁法》第四十三条",
)
FIRST_DAY_OF_STAY = Reading(
    "first_day_of_stay",
    "中止（不计入）的第一日是否计入期限？",
    {"held": "不计入，恢复之日计入", "counted": "计入"},
    "held",
    "《劳动人事争议仲裁办案规则》第四十六条",
)
DAY_OF_SILENCE = Reading(
    "day_of_silence",
    "默示的效力自期限届满之日发生，还是自次日发生？",
    {"last": "届满之日", "next": "次日"},
    "last",
    "《劳动合同法》第五十四条",
)
SILENCE_ROLLS = Reading(
    "silence_rolls",
    "末日为休息日的，默示的效力是否随之顺延？",
    {"yes": "顺延", "no": "不顺延"},
    "yes",
    "《民事诉讼法》第八十五条",
)
SIGN_AGAIN = Reading(
    "sign_again_after_return",
    "会签退回修改后，未触及其负责部分的同意是否继续有效？",
    {"touched": "继续有效", "all": "全部重新签署"},
    "touched",
    "内人社发〔2018〕11号第五部分",
)
SECOND_OFFICER = Reading(
    "second_officer",
    "须二人办理的事项，第二人如何表明其参加？",
    {"sign_in": "以本人账号确认", "named": "由办理人载明"},
    "sign_in",
    "《劳动保障监察条例》第十六条",
)
READINGS = (
    EXTENSION_AFTER_RESET,
    EXTENSION_BUDGET,
    FIRST_DAY_OF_STAY,
    DAY_OF_SILENCE,
    SILENCE_ROLLS,
    SIGN_AGAIN,
    SECOND_OFFICER,
)
_BY_CODE = {r.code: r for r in READINGS}
_chosen: dict[str, str] = {}


def chosen(reading: Reading) -> str:
    """Return the option in use."""
    return _chosen.get(reading.code, reading.default)


def is_default(reading: Reading) -> bool:
    """Say whether nobody has chosen: then the default decides, and a lawyer should look."""
    return reading.code not in _chosen


def choose(options: Mapping[str, str]) -> None:
    """Set the options in use, once, when the program starts. Raises ValueError for an unknown one."""
    for code, option in options.items():
        reading = _BY_CODE.get(code)
        if reading is None:
            raise ValueError(f"没有名为“{code}”的理解；可选：{'、'.join(_BY_CODE)}")
        if option not in reading.options:
            raise ValueError(f"“{code}”没有选项“{option}”；可选：{'、'.join(reading.options)}")
    _chosen.clear()
    _chosen.update(options)


def parse(text: str) -> dict[str, str]:
    """Read `name=option,name=option`. Raises ValueError."""
    found = {}
    for piece in filter(None, (p.strip() for p in text.split(","))):
        code, sign, option = piece.partition("=")
        if not sign:
            raise ValueError(f"“{piece}”应写作“名称=选项”")
        found[code.strip()] = option.strip()
    return found


@contextmanager
def read_as(**options: str) -> Iterator[None]:
    """Use other options for a while: to see what a change would do."""
    before = dict(_chosen)
    choose({**before, **options})
    try:
        yield
    finally:
        choose(before)


def in_words(reading: Reading) -> str:
    """Return the line for the account of a date that depends on this reading."""
    taken = reading.options[chosen(reading)]
    by = "系统默认，请法律人员确认" if is_default(reading) else "本单位已选定"
    return f"按下述理解计算：{reading.question}——{taken}（{reading.article}；{by}）"

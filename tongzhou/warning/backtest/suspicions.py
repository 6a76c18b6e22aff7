"""Statistical leak tests: they can be wrong both ways, and say what they saw in a sentence a data officer can check.

Definitions and thresholds: the interface of the back-test, §5.
"""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import pairwise
from typing import Any

import numpy as np
from scipy.stats import rankdata

from .arrays import NEVER, Codes, Flags, Floats, generator, lottery
from .leaks import Finding, not_run
from .measures import concordance
from .rerun import ENOUGH, FEW, Rerun
from .resample import Scored
from .study import Study
from .words import Said

SHUFFLES = 20
AHEAD = 0.5  # partial rank correlation with what comes after a row, within an entity: honest columns of real tables stay below 0.15


def permuted_labels(rerun: Rerun, kind: str) -> Finding:
    """Shuffle the training labels twenty times: on average nothing may be learned."""
    if not rerun.usable or rerun.positives < FEW:
        return not_run(
            "permuted_labels", "训练或检验的阳性太少", "Too few positives to learn or to test"
        )
    told = np.array(
        [
            rerun.auc(
                rerun.score(
                    rerun.y[generator(rerun.seed, "shuffle", one).permutation(len(rerun.y))], kind
                )
            )
            for one in range(SHUFFLES)
        ]
    )
    mean, limit = float(told.mean()), 3 * float(told.std(ddof=1)) / SHUFFLES**0.5
    found = abs(mean - 0.5) > max(limit, 0.005)
    return Finding(
        "permuted_labels", "found" if found else "passed", mean, limit,
        Said(
            f"训练标签打乱{SHUFFLES}次，AUC平均{mean:.3f}，容许0.5±{limit:.3f}",
            f"Training labels shuffled {SHUFFLES} times: mean AUC {mean:.3f}, allowed 0.5 ± {limit:.3f}",
        ),
    )  # fmt: skip


def embargo(study: Study, dates: list[int], window: int, kind: str) -> Finding:
    """Freeze the features some days earlier, train again, and see how fast the AUC falls."""
    days = sorted({0, *study.config.leaks.embargo_days})
    if not {30, 60} <= set(days):
        return not_run(
            "embargo", "leaks.embargo_days 须含0、30、60", "leaks.embargo_days needs 0, 30 and 60"
        )
    scores: dict[int, Floats] = {}
    for shift in reversed(days):  # unshifted last: it judges all
        shifted = Study(study.question, study.events, study.given, shift=shift) if shift else study
        rerun = Rerun(shifted, dates, window)
        if not rerun.usable or rerun.positives < FEW:
            return not_run(
                "embargo", "训练或检验的阳性太少", "Too few positives to learn or to test"
            )
        scores[shift] = rerun.score(rerun.y, kind)
    auc = {shift: rerun.auc(scores[shift]) for shift in days}
    first, second = auc[0] - auc[30], auc[30] - auc[60]
    noise = 2 * _spread(scores[0], scores[30], rerun)
    limit = max(0.01, 3 * second, noise)
    found = first > limit
    listed = "，".join(f"{shift}天{one:.3f}" for shift, one in auc.items())
    listed_en = ", ".join(f"{shift} days {one:.3f}" for shift, one in auc.items())
    return Finding(
        "embargo", "found" if found else "passed", first, limit,
        Said(
            f"特征提前冻结后的AUC：{listed}" + ("。前30天跌得异常快：请查是否有窗口越过名单日" if found else ""),
            f"AUC with features frozen earlier: {listed_en}" + (". The first 30 days fall suspiciously fast: does a window run over the list's day?" if found else ""),
        ),
    )  # fmt: skip


def _spread(one: Floats, other: Floats, rerun: Rerun) -> float:
    """Return the standard error of the difference of two AUCs over the same names, which are drawn anew."""
    draw, entity = generator(rerun.seed, "embargo"), rerun.entity
    told = []
    for _ in range(50):
        weight = draw.poisson(1.0, int(entity.max()) + 1)[entity].astype(np.float64)
        told.append(rerun.auc(one, weight) - rerun.auc(other, weight))
    return float(np.std(told, ddof=1))


def month_profile(splits: list[Scored], model: str, gap: int = 0) -> Finding:
    """Compare the AUC against first events in month 1, 2, … of the window (after the gap), over the pairs of all lists.

    The first month stands out when it lies 0.10 and two standard errors above the second, and no later step is half as high.
    """
    some = [one for one in splits if model in one.scores]
    if not some:
        return not_run("month_profile", "没有模型", "There is no model")
    if some[0].window < 60:
        return not_run("month_profile", "预测期不足两个月", "The window is shorter than two months")
    told: list[float] = []
    errors: list[float] = []
    for month in range(min(some[0].window // 30, 12)):
        concordant, pairs, positives = 0.0, 0.0, 0
        quiet = sum(int((split.label == 0).sum()) for split in some)
        for split in some:
            since = split.as_of + gap + 30 * month
            mine = (split.label > 0) & (split.first >= since) & (split.first < since + 30)
            kept = (split.label == 0) | mine
            one = concordance(split.scores[model][kept], mine[kept].astype(np.float64))
            concordant, pairs = concordant + one.concordant, pairs + one.pairs
            positives += int(mine.sum())
        if positives < ENOUGH or pairs <= 0:
            break
        told.append(concordant / pairs)
        errors.append(_error(told[-1], positives, quiet))
    if len(told) < 3:
        return not_run(
            "month_profile",
            "有足够阳性的不足三个月，看不出其后是否平缓",
            "Fewer than three months have positives enough: whether later steps are small cannot be seen",
        )
    rest = max((abs(one - other) for one, other in pairwise(told[1:])), default=0.0)
    drop, limit = told[0] - told[1], max(0.10, 2 * float(np.hypot(errors[0], errors[1])))
    found = drop > limit and rest < drop / 2
    return Finding(
        "month_profile", "found" if found else "passed", drop, limit,
        Said(
            "各月首次事件的AUC：" + "、".join(f"{one:.3f}" for one in told) + ("。第一个月明显突出，请与embargo对照" if found else ""),
            "AUC against first events by month: " + ", ".join(f"{one:.3f}" for one in told) + (". The first month stands out; compare with embargo" if found else ""),
        ),
    )  # fmt: skip


def one_column(rerun: Rerun, baseline: float, exempt: set[str]) -> Finding:
    """Look for a column that alone beats the best baseline by far; where few stand for many, by farther."""
    if rerun.positives < FEW:
        return not_run("one_column", "检验的阳性太少", "Too few positives to test")
    limit = baseline + 0.10 if baseline <= 0.8 else max(0.90, baseline + 0.02)
    if rerun.positives < ENOUGH:
        up, down = int((rerun.label > 0).sum()), int((rerun.label == 0).sum())
        limit = min(limit + 3 * _error(limit, up, down), 0.995)
    told = _columns(rerun)
    over = sorted(
        (column for column, one in told.items() if one > limit), key=lambda column: -told[column]
    )
    stopping = [column for column in over if column not in exempt]
    best = max(told, key=lambda one: told[one], default="")
    return Finding(
        "one_column", "found" if over else "passed", told.get(best), limit,
        Said(
            f"单列AUC最高为“{best}”{told.get(best, 0):.3f}，最好的基线{baseline:.3f}"
            + (f"。{'、'.join(over)}单独就胜过基线太多：请查是否为导出当日的累计数或结果代码，改列入features.never或写明可知日期" if over else ""),
            f"Best single column: “{best}” with AUC {told.get(best, 0):.3f}; best baseline {baseline:.3f}"
            + (f". {', '.join(over)} alone beat the baselines by too much: a counter of the export's day, or an outcome code? Move them to features.never or state when they are known" if over else ""),
        ),
        over, stops=bool(stopping),
    )  # fmt: skip


def _columns(rerun: Rerun) -> dict[str, float]:
    """Return the AUC of each column of the table alone, in whichever way it points."""
    told: dict[str, float] = defaultdict(float)
    study, design = rerun.study, rerun.test
    for place, source in enumerate(design.sources):
        if source:
            value = design.values[:, place]
            of_value = (
                _own_rate(rerun, value) if design.is_category[place] else _either(rerun, value)
            )
            missing = _either(rerun, np.isnan(value).astype(np.float64))
            told[source] = max(told[source], of_value, missing)
    for column in [*study.builder.categories(), *study.config.features.text]:
        code = np.concatenate(
            [study.last_code(column, members)[cohort.pick] for members, cohort in rerun.drawn]
        ).astype(np.float64)
        told[column] = max(told[column], _either(rerun, code), _own_rate(rerun, code))
    return told


def _either(rerun: Rerun, score: Floats) -> float:
    told = rerun.auc(score)
    return max(told, 1 - told)


def _error(auc: float, up: int, down: int) -> float:
    """Return the standard error of an AUC over so many positives and negatives (Hanley & McNeil 1982)."""
    one, other = auc / (2 - auc), 2 * auc * auc / (1 + auc)
    spread = (up - 1) * (one - auc * auc) + (down - 1) * (other - auc * auc) + auc * (1 - auc)
    return float((max(spread, 0.0) / max(up * down, 1.0)) ** 0.5)


def _own_rate(rerun: Rerun, code: Floats) -> float:
    """Return the AUC of each value's own rate, learned on the other half of the names."""
    names = [rerun.study.events.entities[one] for one in rerun.entity.tolist()]
    half = lottery(rerun.study.seed, "one_column", names) % np.uint64(2) == 0
    seen = ~np.isnan(rerun.label)
    values = np.unique(code, return_inverse=True)[1]
    mean = float(rerun.label[seen].mean())
    score = np.empty(len(code))
    for side in (True, False):
        learn = seen & (half == side)
        up = np.bincount(values[learn], rerun.label[learn], minlength=values.max() + 1)
        all_ = np.bincount(values[learn], minlength=values.max() + 1)
        rate = (up + 5 * mean) / (all_ + 5)
        score[half != side] = rate[values[half != side]]
    return rerun.auc(score)


def snapshot_column(study: Study, exempt: set[str], static: set[str]) -> Finding:
    """Look for totals written back to all rows: constant within an entity, and telling how many rows are still to come.

    Also for cells that change from row to row and tell what comes after each: more than half of what the past does not tell.
    """
    events = study.events
    order = np.lexsort((np.arange(events.n), events.known, events.entity))
    entity = events.entity[order]
    begins = np.flatnonzero(np.concatenate([[True], entity[1:] != entity[:-1]]))
    lengths = np.diff(np.concatenate([begins, [len(entity)]]))
    place = np.arange(len(entity)) - np.repeat(begins, lengths)
    after = np.repeat(lengths, lengths) - 1 - place
    many = np.repeat(lengths, lengths) >= 2
    config = study.config.features
    coming = _coming(study)
    told: dict[str, float] = {}
    ahead: dict[str, float] = {}
    for column in dict.fromkeys([*config.amount, *config.static, *config.category, *config.text]):
        if not events.raw.is_numeric(column):
            continue
        value = events.number(column)
        if column not in exempt and (one := _foresees(value, events.entity, *coming)) > AHEAD:
            ahead[column] = one
        value = value[order]
        use = many & ~np.isnan(value)
        if use.sum() < 200 or _changes(value, entity, use) > 0.1:
            continue
        told[column] = _partial(value[use], after[use].astype(float), place[use].astype(float))
    over = {column for column, one in told.items() if one > (0.6 if column in static else 0.3)}
    named = sorted(over | set(ahead))
    best = max(told, key=lambda one: told[one], default="")
    listed = "、".join(f"“{column}”{one:.2f}" for column, one in ahead.items())
    listed_en = ", ".join(f"“{column}” {one:.2f}" for column, one in ahead.items())
    most = max([*ahead.values(), *([told[best]] if best else [])], default=None)
    return Finding(
        "snapshot_column", "found" if named else "passed", most, 0.3 if over or not ahead else AHEAD,
        Said(
            (f"“{best}”在同一对象内不变，与其后还有多少行的偏秩相关为{told[best]:.2f}" if told else "没有在同一对象内不变的数值列")
            + (f"。{'、'.join(sorted(over))}像是导出当日写回各行的总数：请改列入features.never或写明可知日期" if over else "")
            + (f"。同一对象内，各行的值与该行之后才发生的结果数相关（扣除此前的结果数）：{listed}。单元是事后才写的：请改列入features.never或写明可知日期" if ahead else ""),
            (f"“{best}” is constant within entities; its partial rank correlation with the rows still to come is {told[best]:.2f}" if told else "No numeric column is constant within entities")
            + (f". {', '.join(sorted(over))} look like totals written back to all rows: move them to features.never or state when they are known" if over else "")
            + (f". Within an entity, cells go with the outcomes that came after their own row, given those before: {listed_en}. They were written afterwards: move them to features.never or state when they are known" if ahead else ""),
        ),
        named, stops=bool(set(named) - exempt),
    )  # fmt: skip


def _coming(study: Study) -> tuple[Flags, Floats, Floats]:
    """Return the rows whose window has passed, and of each the outcomes of its entity in as many days after it and before."""
    events, question, window = study.events, study.question, study.config.label.windows_days[0]
    line = study.builder.findings() if question.value else study.builder.matching("label")
    day = np.minimum(events.known, question.snapshot) + 1
    passed = (events.known < NEVER) & (day + window <= question.snapshot + 1)
    after = line.count(events.entity, day, day + window)
    before = line.count(events.entity, day - window, day)
    return passed, after.astype(np.float64), before.astype(np.float64)


def _foresees(value: Floats, entity: Codes, passed: Flags, after: Floats, before: Floats) -> float:
    """Return how far the cells go with what comes after their own row, given what came before it, among the rows of one entity.

    Not between entities: the number of its workers honestly goes with how much happens to an entity.
    """
    use = np.flatnonzero(passed & ~np.isnan(value))
    if len(use) < 200:
        return 0.0
    owner = np.unique(entity[use], return_inverse=True)[1]
    size = np.bincount(owner)
    x, y, z = (
        told - (np.bincount(owner, told) / size)[owner]
        for told in map(rankdata, (value[use], after[use], before[use]))
    )
    return abs(_partial_of(x, y, z))


def _changes(value: Floats, entity: Codes, use: Any) -> float:
    """Return the share of neighbouring rows of one entity that differ."""
    pairs = use[1:] & use[:-1] & (entity[1:] == entity[:-1])
    return float((value[1:] != value[:-1])[pairs].mean()) if pairs.any() else 1.0


def _partial(value: Floats, after: Floats, place: Floats) -> float:
    """Return the partial rank correlation of value and rows after, given the place."""
    return _partial_of(rankdata(value), rankdata(after), rankdata(place))


def _partial_of(x: Floats, y: Floats, z: Floats) -> float:
    """Return the correlation of x and y, given z; 0 where one of the two does not vary."""
    if x.std() < 1e-9 or y.std() < 1e-9:
        return 0.0
    xy, xz, yz = (
        float(np.corrcoef(a, b)[0, 1]) if a.std() > 1e-9 and b.std() > 1e-9 else 0.0
        for a, b in ((x, y), (x, z), (y, z))
    )
    told = ((1 - xz * xz) * (1 - yz * yz)) ** 0.5
    return (xy - xz * yz) / told if told > 1e-9 else 0.0


def serial(study: Study) -> Finding:
    """Read the row numbers as a known date that cannot be edited."""
    events = study.events
    if not study.config.data.row_id:
        return not_run("serial", "没有编号列", "There is no column of numbers")
    digits = [
        re.sub(r"\D", "", one)[-18:] if isinstance(one, str) else ""
        for one in events.row_ids.tolist()
    ]
    usable = np.array([bool(one) for one in digits]) & (events.known < NEVER)
    if usable.mean() < 0.95 or usable.sum() < 100:
        return not_run("serial", "编号不是数字，无从判断先后", "The numbers carry no order")
    number = np.array([int(one or 0) for one in digits], dtype=np.int64)[usable]
    day = events.known[usable]
    day = day[np.argsort(number, kind="stable")]
    spread = np.corrcoef(np.arange(len(day)), rankdata(day))[0, 1] if day.std() > 0 else 0.0
    if spread < 0.9:
        return not_run(
            "serial",
            f"编号与日期不同序（秩相关{spread:.2f}），无从判断",
            f"The numbers are not in order of arrival (rank correlation {spread:.2f})",
        )
    if (ordered := _in_each_year(day)) < 0.5:
        return not_run(
            "serial",
            f"同一年内编号与日期不同序（各年秩相关居中为{ordered:.2f}，恐怕按单位分段编号），无从判断",
            f"Within one year the numbers are not in order of arrival (the middle of the rank correlations by year is {ordered:.2f}; perhaps each office has numbers of its own)",
        )
    # A single stray date must not make all later rows look late: take the median of eleven before the maximum.
    wide = np.lib.stride_tricks.sliding_window_view(np.pad(day, 5, mode="edge"), 11)
    running = np.maximum.accumulate(np.median(wide, axis=1))
    share = float((day < running - 60).mean())
    found = share > 0.01
    return Finding(
        "serial", "found" if found else "passed", share, 0.01,
        Said(
            f"按编号排列，{share:.2%}的行日期比前面的编号早60天以上" + ("：疑为补录或倒填日期" if found else ""),
            f"In order of number, {share:.2%} of rows are dated more than 60 days before earlier numbers" + (": back-dated or keyed again?" if found else ""),
        ),
    )  # fmt: skip


def _in_each_year(day: Codes) -> float:
    """Return the middle of the rank correlations of number and day within each year: a year at the head of a number orders years alone."""
    years = (day / 365.25).astype(np.int64)
    told = [
        float(np.corrcoef(np.arange(len(mine)), rankdata(mine))[0, 1])
        for year in np.unique(years)
        if len(mine := day[years == year]) >= 30 and mine.std() > 0
    ]
    return float(np.median(told)) if told else 1.0


def too_good(model: float | None, baseline: float | None) -> Finding:
    """Compare the pooled AUC with the best baseline: it only says look."""
    if model is None or baseline is None:
        return not_run("too_good", "没有可比的AUC", "There is no AUC to compare")
    found = model > baseline + 0.15
    return Finding(
        "too_good", "found" if found else "passed", model - baseline, 0.15,
        Said(f"模型AUC {model:.3f}，最好的基线{baseline:.3f}", f"AUC of the model {model:.3f}, of the best baseline {baseline:.3f}"),
    )  # fmt: skip

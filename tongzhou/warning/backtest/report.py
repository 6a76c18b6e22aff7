"""What is written: scorecard.json, predictions.csv, scorecard.html with its drawings, card.md.

Everything but `cost` is the same, byte for byte, for the same data, config and code.
"""

from __future__ import annotations

import json
import math
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.csv as pc
from jinja2 import Environment, FileSystemLoader

from .arrays import iso
from .drawings import calibration_drawing, splits_drawing
from .run import Outcome
from .words import Wrong


def plain(told: Any) -> Any:
    """Return what JSON can hold: no NaN, no numpy, floats to twelve digits."""
    if isinstance(told, dict):
        return {str(key): plain(one) for key, one in told.items()}
    if isinstance(told, list | tuple):
        return [plain(one) for one in told]
    if isinstance(told, bool | np.bool_):
        return bool(told)
    if isinstance(told, int | np.integer):
        return int(told)
    if isinstance(told, float | np.floating):
        return float(f"{float(told):.12g}") if math.isfinite(told) else None
    return told


def as_json(told: dict[str, Any]) -> str:
    """Return the object as printed and as written."""
    return json.dumps(plain(told), ensure_ascii=False, indent=1)


def write(
    outcome: Outcome, folder: Path, *, lang: str, predictions: bool, plots: bool
) -> list[Path]:
    """Write the files; return what was written."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        paths = [folder / "scorecard.json"]
        paths[0].write_text(as_json(outcome.told) + "\n", "utf-8")
        if outcome.told.get("verdict"):
            if predictions:
                paths.append(write_predictions(outcome, folder / "predictions.csv"))
            paths += [
                _page(outcome, folder / "scorecard.html", lang, plots),
                _page(outcome, folder / "card.md", lang, plots),
            ]
        else:  # nothing of an earlier run may stand beside a refusal
            for name in ("predictions.csv", "scorecard.html", "card.md"):
                (folder / name).unlink(missing_ok=True)
    except OSError as why:
        raise Wrong(
            f"无法写入“{folder}”（{why.strerror}）",
            f"“{folder}” cannot be written ({why.strerror})",
        ) from None
    return paths


SCHEMA = pa.schema(
    [
        ("as_of", pa.string()), ("window_days", pa.int64()), ("entity", pa.string()), ("row_id", pa.string()),
        ("model", pa.string()), ("score", pa.float64()), ("probability", pa.float64()), ("rank", pa.int64()),
        ("label", pa.int64()), ("first_event", pa.string()),
    ]
)  # fmt: skip


def write_predictions(outcome: Outcome, path: Path) -> Path:
    """Write one row for each member of each cohort and each model, baselines too."""
    study = outcome.study
    assert study is not None
    events = study.events
    with (
        path.open("wb") as file,
        pc.CSVWriter(file, SCHEMA, write_options=pc.WriteOptions(quoting_style="needed")) as csv,
    ):
        for window in sorted(outcome.splits):
            for split in outcome.splits[window]:
                n = split.n
                label = pa.array(
                    np.nan_to_num(split.label).astype(np.int64), mask=np.isnan(split.label)
                )
                common = {
                    "as_of": pa.array([iso(split.as_of)] * n),
                    "window_days": pa.array(np.full(n, window)),
                    "entity": pa.array([events.entities[code] for code in split.entity.tolist()]),
                    "row_id": pa.array(
                        [events.row_ids[row] if row >= 0 else None for row in split.visit.tolist()],
                        pa.string(),
                    ),
                    "label": label,
                    "first_event": pa.array(
                        [iso(day) or None for day in split.first.tolist()], pa.string()
                    ),
                }
                for model, score in split.scores.items():
                    p = split.probabilities.get(model)
                    told = {
                        **common,
                        "model": pa.array([model] * n),
                        "score": pa.array(score.astype(np.float64)),
                        "probability": pa.array(p) if p is not None else pa.nulls(n, pa.float64()),
                        "rank": pa.array(outcome.ranks[split.as_of, window, model]),
                    }
                    csv.write_table(
                        pa.table({name: told[name] for name in SCHEMA.names}, schema=SCHEMA)
                    )
    return path


def _page(outcome: Outcome, path: Path, lang: str, plots: bool) -> Path:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=path.suffix == ".html",
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(figure=figure, share=share, size=size)
    told = plain(outcome.told)
    drawings = []
    if plots and path.suffix == ".html":
        drawings = [splits_drawing(told, lang), calibration_drawing(outcome, lang)]
    en = lang == "en"

    def say(zh: str, english: str) -> str:
        return english if en else zh

    text = environment.get_template(f"{path.name}.jinja").render(
        **told, say=say, drawings=[one for one in drawings if one], lang="en" if en else "zh-CN"
    )
    path.write_text(text, "utf-8")
    return path


def figure(told: Any, places: int = 3) -> str:
    """Show a figure with its interval, or why there is none."""
    if isinstance(told, int | float):
        return f"{told:.{places}f}"
    if not told or told.get("value") is None:
        return "–"
    if told.get("low") is None:
        return f"{told['value']:.{places}f}"
    return f"{told['value']:.{places}f} [{told['low']:.{places}f}, {told['high']:.{places}f}]"


def share(told: float | None) -> str:
    """Show a share in percent."""
    return "–" if told is None else f"{told:.1%}"


def size(at: dict[str, Any]) -> str:
    """Show the size of a list: a share of each cohort in percent, else names."""
    return f"{at['share'] * 100:g}%" if at.get("share") else str(at["k"])

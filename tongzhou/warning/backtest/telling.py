"""What a run prints for people: a page of text, the verdict first."""

from __future__ import annotations

from typing import Any

from .report import figure, plain, share, size


def summary(told: dict[str, Any], lang: str) -> str:
    """Return the summary of a back-test; after a refusal only what was found."""
    told = plain(told)
    en = lang == "en"
    lines: list[str] = []
    notices = told["warnings"]
    if notices and notices[0]["code"] == "known_date_missing":
        lines += [notices.pop(0)["text"], ""]
    lines.append(told["name"])
    if told.get("verdict"):
        lines += ["", told["verdict"]["sentence"]]
    stopping = [one for one in told.get("leaks", []) if one["status"] == "found" and one["stops"]]
    if "verdict" in told and told["verdict"] is None:
        lines += [
            "",
            "A leak was found: no figures are shown." if en else "发现泄漏，不出具任何模型数字：",
        ]
        lines += [f"  {one['test']}: {one['detail']}" for one in stopping]
    elif stopping:
        lines += [
            "",
            "A leak was found. The figures are shown because leaks.on_found is “report”; do not trust them:"
            if en
            else "发现泄漏，只因leaks.on_found写为report才出数字，数字不可信：",
        ]
        lines += [f"  {one['test']}: {one['detail']}" for one in stopping]
    lines += ["", *_cohorts(told, en)]
    for one in told.get("pooled", []):
        if one["window_days"] == told["verdict"]["window_days"]:
            at = "  ".join(f"@{size(a)} {figure(a['precision'])}" for a in one["at"])
            lines.append(f"  {one['model']:<22} {at}  AUC {figure(one['auc'])}")
    found = [
        one for one in told.get("leaks", []) if one["status"] == "found" and one not in stopping
    ]
    if found:
        lines += ["", "Also seen:" if en else "另外看到："]
        lines += [f"  {one['test']}: {one['detail']}" for one in found]
    if notices:
        lines += ["", "Notices:" if en else "提示："]
        lines += [f"  {one['text']}" for one in notices]
    return "\n".join(lines)


def _cohorts(told: dict[str, Any], en: bool) -> list[str]:
    lines = [
        "  as of       days  members  positives  rate    reach   training"
        if en
        else "  名单日      天数  成员     发生       发生率  触及率  训练行"
    ]
    for one in told.get("cohorts", []):
        lines.append(
            f"  {one['as_of']}  {one['window_days']:<4}  {one['n']:<7}  {one['positives']:<9}  {share(one['base_rate']):<6}  {share(one['reach']):<6}  {one['train_rows']}"
        )
    return [*lines, ""]


def listing(told: dict[str, Any], lang: str) -> str:
    """Return a list as text."""
    told = plain(told)
    en = lang == "en"
    lines = [
        f"{told['name']} · {told['as_of']} · {told['window_days']}{' days' if en else '天'} · {told['model']}",
        told["basis"],
        "",
    ]
    for one in told["names"]:
        p = "" if one["probability"] is None else f"  {one['probability']:.1%}"
        why = "; ".join(one["reasons"]) if en else "；".join(one["reasons"])
        group = f"  {one['group']}" if one.get("group") else ""
        lines.append(f"  {one['rank']:>4}  {one['entity']}{group}{p}  {why}")
    return "\n".join(lines)

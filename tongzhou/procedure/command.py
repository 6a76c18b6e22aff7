"""`tongzhou procedure check|rebuild|notice|pages` — for the developer and the operator."""

from __future__ import annotations

from pathlib import Path

import click
from django.utils.timezone import now

from tongzhou.law.reviewed import Unfit

from . import catalogue
from .calendar import calendar_now
from .checks import faults, faults_between, faults_of_documents
from .models import Case
from .pages import index, page
from .project import Change
from .rebuilding import load_notice, rebuild_all

PAGES = Path("docs/procedures")


@click.group()
def procedure() -> None:
    """Check the declarations, draw their pages, fold the journals again."""


@procedure.command()
@click.option("--strict", is_flag=True, help="End with 1 for warnings too.")
def check(strict: bool) -> None:
    """List what is wrong with the declarations of every line."""
    procedures = catalogue.every_version()
    found = [f for p in procedures for f in faults(p)] + faults_between(procedures)
    found += faults_of_documents(catalogue.LINES.values())
    for fault in dict.fromkeys(found):
        click.echo(f"{fault.code} {fault}")
    click.echo(f"{len(procedures)} 个规程，{len(dict.fromkeys(found))} 处提示")
    if any(f.code.startswith("EW" if strict else "E") for f in found):
        raise SystemExit(1)


@procedure.command()
@click.option("--dry-run", is_flag=True, help="List what differs and write nothing.")
@click.option("--procedure", "code", help="Only cases of this procedure.")
@click.option("--since-id", type=int, default=0, help="Only cases from this number on.")
@click.option("--until-id", type=int, help="Only cases up to this number; to share the work out.")
@click.option("--quiet", is_flag=True, help="Only the sum.")
def rebuild(
    dry_run: bool, code: str | None, since_id: int, until_id: int | None, quiet: bool
) -> None:
    """Fold every journal again and bring the rows up to it. Journals are never changed."""
    cases = Case.objects.filter(pk__gte=since_id)
    if until_id is not None:
        cases = cases.filter(pk__lte=until_id)
    if code:
        cases = cases.filter(procedure=code)
    outcome = rebuild_all(
        cases,
        calendar_now(),
        write_down=not dry_run,
        say=(lambda _change: None) if quiet else lambda c: click.echo(told(c)),
    )
    done = "未写入" if dry_run else "已写入"
    click.echo(f"共 {outcome.read} 件，{outcome.differ} 件有差异，{done}")
    if dry_run and outcome.differ:
        raise SystemExit(1)


def told(change: Change) -> str:
    """Return a difference in one line."""
    where = f"案件 {change.case} {change.table}" + (f" {change.key}" if change.key else "")
    if change.was is None:
        return f"{where}：缺少"
    if change.now is None:
        return f"{where}：多余"
    return f"{where}：" + "；".join(f"{f} {change.was[f]} → {v}" for f, v in change.now.items())


@procedure.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--by", default="", help="Who loads it, for the record.")
def notice(file: Path, by: str) -> None:
    """Load holiday notices (YAML as in law/data/holidays.yaml), move open limits, tell the people."""
    try:
        years, outcome, people = load_notice(
            file.read_text(encoding="utf-8"), at=now(), by=by, named=file.name
        )
    except Unfit as unfit:
        raise click.ClickException(str(unfit)) from unfit
    if not years:
        raise click.ClickException("文件中没有已核对（verified: true）的放假通知，未载入任何内容")
    for move in outcome.moves:
        click.echo(f"案件 {move.case} {move.limit}：{move.was} → {move.now}")
    listed = "、".join(map(str, years))
    click.echo(
        f"已载入{listed}年放假通知；复核 {outcome.read} 件，"
        f"移动期限 {len(outcome.moves)} 个，通知 {people} 人次"
    )


@procedure.command()
@click.option("--check", "only_check", is_flag=True, help="Write nothing; end with 1 if outdated.")
@click.option("--to", "folder", type=click.Path(path_type=Path), default=PAGES, show_default=True)
def pages(only_check: bool, folder: Path) -> None:
    """Draw the page of every procedure in the catalogue, with its chart."""
    wanted = {f"{code}.md": page(catalogue.newest(code)) for code in catalogue.codes()}
    wanted["README.md"] = index([catalogue.newest(code) for code in sorted(catalogue.codes())])
    present = {f.name: f.read_text(encoding="utf-8") for f in folder.glob("*.md")}
    outdated = sorted(n for n in wanted.keys() | present.keys() if wanted.get(n) != present.get(n))
    if only_check:
        for name in outdated:
            click.echo(f"{folder / name} 与规程不一致，请运行 tongzhou procedure pages")
        raise SystemExit(1 if outdated else 0)
    folder.mkdir(parents=True, exist_ok=True)
    for name in outdated:
        if name in wanted:
            (folder / name).write_text(wanted[name], encoding="utf-8")
        else:
            (folder / name).unlink()
        click.echo(str(folder / name))

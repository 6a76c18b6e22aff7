"""tongzhou draw — verify a draw offline, and run one from files. Needs neither database nor settings."""

from __future__ import annotations

import json
import secrets
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from .algorithm.bundle import draw as draw_from
from .algorithm.bundle import freeze
from .algorithm.canonical import Disagrees, decoded
from .algorithm.digests import hasher
from .algorithm.reporting import report
from .algorithm.seeding import Contribution, commitment
from .algorithm.terms import read_terms

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
TARGET = click.Path(dir_okay=False, writable=True, path_type=Path)


@click.group()
def draw() -> None:
    """核验和试算双随机抽取 · verify draws, and run them from files."""


@draw.command()
@click.argument("bundle", type=click.Path(dir_okay=False))
@click.option("--root", default="", help="公布的名录根值 · the root that was published")
@click.option("--result", default="", help="公布的结果摘要 · the result digest that was published")
@click.option("--en", "english", is_flag=True, help="English")
@click.option("--json", "machine", is_flag=True, help="给程序读 · for machines")
def verify(bundle: str, root: str, result: str, english: bool, machine: bool) -> None:
    """把抽取重算一遍，指出第一处不符。退出码：0相符，1不符，2无法读取。"""
    code, lines = report(bundle, root=root, result=result, english=english, machine=machine)
    click.echo("\n".join(lines))
    sys.exit(code)


@draw.command()
@click.option("--terms", "terms_file", type=FILE, required=True, help="抽取规则（JSON）")
@click.option("--roster", type=FILE, required=True, help="名录，每行一个对象、人员或未参加者")
@click.option("-o", "--output", type=TARGET, required=True)
def snapshot(terms_file: Path, roster: Path, output: Path) -> None:
    """冻结名录，得到可以公布的根值。"""
    with Refusing():
        terms = json.loads(terms_file.read_text(encoding="utf-8"))
        with output.open("wb") as file:
            frozen = freeze(terms, lambda: _lines_of(roster), file)
    click.echo(f"根值 {frozen.root}\n对象、人员、未参加 {frozen.counts}")


@draw.command()
@click.argument("snapshot_file", type=FILE)
@click.option("--body", required=True, help="单位代码")
@click.option("--value", default="", help="自选内容（掷骰、抽签所得等）；不写则随机产生")
def commit(snapshot_file: Path, body: str, value: str) -> None:
    """产生一家单位的承诺。输出中除commitment外，揭示前不得告诉他人。"""
    with Refusing(), snapshot_file.open("rb") as file:
        terms = read_terms(decoded(file.readline(), 1))
        root = decoded(file.readline(), 2)["root"]
        if body not in terms.bodies:
            raise Disagrees("bodies", f"规则中没有单位“{body}”", f"no body “{body}” in the terms")
        value, nonce = value or secrets.token_hex(16), secrets.token_hex(32)
        sealed = commitment(terms, root, body, value, nonce)
    told = {"body": body, "commitment": sealed, "nonce": nonce, "value": value}
    click.echo(json.dumps(told, ensure_ascii=False, indent=2))


@draw.command()
@click.argument("snapshot_file", type=FILE)
@click.option(
    "--contributions",
    type=FILE,
    required=True,
    help='JSON：{"bodies": [{"body","commitment","committed_at","value","nonce","revealed_at"}],'
    ' "public": {"value","at"}, "subs": []}',
)
@click.option("-o", "--output", type=TARGET, required=True)
def run(snapshot_file: Path, contributions: Path, output: Path) -> None:
    """按快照和各单位的揭示抽取，写出抽取包。"""
    with Refusing(), snapshot_file.open("rb") as source, output.open("wb") as target:
        told: dict[str, Any] = json.loads(contributions.read_text(encoding="utf-8"))
        parts = tuple(Contribution(**part) for part in told["bodies"])
        public = told.get("public") or {"value": "", "at": ""}
        drawn = draw_from(
            source,
            parts,
            public["value"],
            target,
            public_at=public["at"],
            subs=told.get("subs", ()),
        )
    click.echo(f"种子 {drawn.seed}\n结果 {drawn.digest}\n抽取 {len(drawn.teams)} 个")


@draw.command()
@click.argument("file", type=FILE)
@click.option("--hash", "name", type=click.Choice(["sm3", "sha256"]), default="sm3")
def digest(file: Path, name: str) -> None:
    """计算一个文件的摘要（核对公示的文件摘要用）。"""
    running = hasher(name)
    with file.open("rb") as content:
        while piece := content.read(1 << 20):
            running.update(piece)
    click.echo(running.hexdigest())


def _lines_of(path: Path) -> Iterator[bytes]:
    with path.open("rb") as file:
        yield from file


class Refusing:
    """Turn what is wrong with the input into words and exit code 1."""

    def __enter__(self) -> None:
        return None

    def __exit__(self, _kind: Any, error: BaseException | None, _trace: Any) -> None:
        if isinstance(error, Disagrees):
            raise click.ClickException(error.chinese) from error
        if isinstance(error, (ValueError, KeyError, TypeError)):
            raise click.ClickException(f"输入文件的内容或格式有误：{error}") from error

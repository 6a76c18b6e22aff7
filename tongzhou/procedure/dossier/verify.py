"""核验案卷 — check a dossier with nothing but the file and the published root.

Imports neither Django nor the rest of the house: a court, a lawyer or a worker can run it elsewhere. What it
does can be done by hand: each file in `entries/` has the SM3 digest that the next one names as `before`.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec
from cryptography.hazmat.primitives import hashes

from tongzhou.procedure import journal

from .checks import CHANGED, MISPLACED, MISSING, OTHER_CASE, UNLINKED, Fault, place
from .seal import Drawn, leaf_of

FORMAT = "tongzhou-dossier/1"
UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
)  # a member whose bytes were changed in place
MOST_JSON = 64 * 1024 * 1024  # a member that is read whole


class NotADossier(Exception):
    """The file is no dossier, or of a format this program does not know."""


@dataclass
class Account:
    """What a verification found."""

    case: str = ""
    title: str = ""
    entries: int = 0
    passages: int = 0
    files: int = 0
    papers: int = 0
    papers_proved: int = 0  # drawn before the day of the root was over
    day: str = ""  # of the root that was compared
    root: str = ""
    compared: bool = False  # with a published root
    proved: int = 0  # entries that the root covers
    faults: list[Fault] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        """Say whether nothing was found wrong."""
        return not self.faults

    def fault(self, what: Any, where: str, why: str, seq: int | None = None) -> None:
        """Note what is wrong, once for each place."""
        fault = Fault(what, where, why, seq)
        if fault not in self.faults:
            self.faults.append(fault)

    def lines(self) -> list[str]:
        """Return the account in words."""
        if self.faults:
            return [
                f"案卷{self.case}未通过核验，发现{len(self.faults)}处问题：",
                *(f"  ✗ {fault}" for fault in self.faults),
            ]
        out = [
            f"案卷{self.case}“{self.title}”核验通过。",
            f"  日志{self.entries}号，逐号衔接，内容与摘要相符；"
            f"正文{self.passages}段、附件{self.files}件与日志所载摘要相符；"
            f"文书{self.papers}件与目录相符，其中{self.papers_proved}件由根值覆盖。",
        ]
        if self.compared:
            out.append(
                f"  与{self.day}公布的根值{self.root[:16]}…相符，覆盖前{self.proved}号记录。"
            )
            if later := self.entries - self.proved:
                out.append(f"  其后{later}号记录晚于该日，可待下一日根值公布后再核验。")
        elif self.root:
            out.append(
                f"  未与公布的根值核对：请用 --root 或 --roots 给出{self.day}公布的根值，"
                "否则无法发现整条日志被重写。"
            )
        else:
            out.append("  案卷未附每日根值的证明（立案当日导出），只能核对日志自身是否衔接。")
        return out

    def as_json(self) -> dict[str, Any]:
        """Return the account for machines."""
        return {
            "sound": self.sound,
            "case": self.case,
            "title": self.title,
            "entries": self.entries,
            "passages": self.passages,
            "files": self.files,
            "papers": self.papers,
            "papers_proved": self.papers_proved,
            "root": {"day": self.day, "root": self.root, "compared": self.compared},
            "proved": self.proved,
            "faults": [fault.as_json() for fault in self.faults],
        }


def verify(path: Path, *, root: str = "", roots: Mapping[str, str] | None = None) -> Account:
    """Check a dossier. `root` is the published root in hexadecimal, or `roots` {day: root}.

    Raises NotADossier where the file cannot be read as one.
    """
    try:
        with zipfile.ZipFile(path) as bundle:
            return _Check(bundle).run(root.strip().lower(), roots)
    except (zipfile.BadZipFile, OSError) as error:
        raise NotADossier(f"“{path.name}”不是案卷文件，或文件已损坏：{error}") from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        # What it lists is not there, or is of another kind: nothing in it can be believed.
        raise NotADossier(f"“{path.name}”的目录或根值证明残缺，不能核验：{error!r}") from error


class _Check:
    def __init__(self, bundle: zipfile.ZipFile) -> None:
        self.bundle = bundle
        self.account = Account()
        self.names = [n for n in bundle.namelist() if not n.endswith("/")]
        self.manifest = self._json("manifest.json")
        if self.manifest.get("format") != FORMAT:
            raise NotADossier(f"不认识的案卷格式：{self.manifest.get('format')!r}")
        self.case: dict[str, Any] = self.manifest["case"]
        self.digests: dict[str, str] = {}  # of every member, by name
        self.entries: list[dict[str, Any]] = []

    def run(self, root: str, roots: Mapping[str, str] | None) -> Account:
        """Check everything and return the account."""
        a = self.account
        a.case, a.title = self.case["number"] or self.case["uid"], self.case["title"]
        for name in self.names:
            self.digests[name] = self._digest(name)
        self._entries()
        self._members()
        self._contents()
        self._root(root, roots)
        return a

    def _entries(self) -> None:
        listed = {e["seq"]: e for e in self.manifest["entries"]}
        present = {_number(n) for n in self.names if n.startswith("entries/")}
        before = journal.NOTHING_BEFORE
        for seq in range(max({*listed, *present}, default=-1) + 1):
            entry = listed.get(seq, {})
            name = entry_name(seq)
            if name not in self.digests:
                where = place(seq, str(entry.get("label", "")))
                self.account.fault("entry", where, MISSING, seq)
                before = ""
                continue
            data = self._json(name)
            where = place(seq, str(entry.get("label") or data.get("act", "")))
            self._entry(data, entry, where, seq, before)
            self.entries.append(data)
            before = self.digests[name]
        self.account.entries = len(self.entries)
        last = len(self.entries)
        unchanged = bool(before) and listed.get(last - 1, {}).get("digest") == before
        if unchanged and self.case.get("head") != before:
            self.account.fault("entry", place(last, ""), f"{MISSING}，或日志头被改动", last)

    def _entry(
        self, data: dict[str, Any], entry: dict[str, Any], where: str, seq: int, before: str
    ) -> None:
        """Check one entry; `before` is empty where its predecessor is missing, which is said already."""
        fault, digest = self.account.fault, self.digests[entry_name(seq)]
        if data.get("case") != self.case["uid"]:
            fault("entry", where, OTHER_CASE, seq)
        if data.get("seq") != seq:
            fault("entry", where, MISPLACED, seq)
        elif entry.get("digest") != digest:
            fault("entry", where, CHANGED, seq)
        elif before and data.get("before") != before:
            # Where the entry before was changed, that one is named; this one still links to what it was.
            kept = next((e for e in self.manifest["entries"] if e["seq"] == seq - 1), None)
            if not kept or kept["digest"] != data.get("before"):
                fault("entry", where, UNLINKED, seq)

    def _members(self) -> None:
        """Compare every member with the list; entries have been named already."""
        listed: dict[str, str] = self.manifest["members"]
        for name in sorted({*listed, *self.names} - {"manifest.json"}):
            if name.startswith("entries/"):
                continue
            called = self._called(name)
            if name not in self.digests:
                self.account.fault(_what(name), called, MISSING)
            elif name not in listed:
                self.account.fault(_what(name), called, "不在案卷目录中，是后来放入的")
            elif listed[name] != self.digests[name]:
                self.account.fault(_what(name), called, CHANGED)
        if len(set(self.names)) != len(self.names):
            self.account.fault("dossier", "案卷", "有重名的文件")

    def _contents(self) -> None:
        """Compare texts and files with the digests the journal itself names."""
        held = {d: n for n, d in self.digests.items()}
        for data in self.entries:
            where = place(data["seq"], self._label(data["seq"]))
            for kind, digest, called in named_in(data["facts"]):
                if digest not in held:
                    self.account.fault(
                        kind, called or digest[:16], f"{where}所附，案卷中没有与其摘要相符的内容"
                    )
                elif kind == "file":
                    self.account.files += 1
                else:
                    self.account.passages += 1
        for paper in self.manifest["papers"]:
            if paper["digest"] in held:
                self.account.papers += 1
            else:
                where = place(paper["seq"], self._label(paper["seq"]))
                self.account.fault("paper", paper["name"], f"{where}签发，{CHANGED}", paper["seq"])

    def _root(self, root: str, roots: Mapping[str, str] | None) -> None:
        a, asked = self.account, bool(root or roots is not None)
        if "proof.json" not in self.digests:
            if asked:
                a.fault(
                    "root", "根值", "案卷未附每日根值的证明，不能与公布的根值核对；请次日重新导出"
                )
            return
        proof = self._json("proof.json")
        a.day, a.root = proof["day"], proof["root"]
        if roots is not None and not (root := roots.get(a.day, "").lower()):
            a.fault("root", "根值", f"给出的根值中没有{a.day}的根值")
        self._head(proof)
        papers = [Drawn(*p) for p in proof["papers"]]
        leaf = leaf_of(
            uid=self.case["uid"],
            procedure=self.case["procedure"],
            number=self.case["number"],
            head=proof["head"],
            papers=papers,
        )
        if journal.climb(leaf, [(side, other) for side, other in proof["path"]]) != a.root:
            a.fault(
                "root",
                "根值",
                "案卷不能推算出所附的根值：本案的日志、案号或文书（或同段另一案件的记录）已被改动",
            )
        if root and root != a.root:
            a.fault(
                "root",
                "根值",
                f"与{a.day}公布的根值不符：第{proof['head_seq']}号及以前的日志曾被整体改写，或根值不是当日的",
            )
        listed = {(p["seq"], p["form"]): p["digest"] for p in self.manifest["papers"]}
        for paper in papers:
            if listed.get((paper.seq, paper.form)) == paper.digest:
                a.papers_proved += 1
            else:
                where = place(paper.seq, self._label(paper.seq))
                a.fault("paper", f"{where}签发的文书", "与根值所覆盖的文书不是同一文件", paper.seq)
        a.compared = bool(root)

    def _head(self, proof: dict[str, Any]) -> None:
        """The proof speaks of the chain as it stood that day: its head must be in this chain."""
        seq = proof["head_seq"]
        last = len(self.entries) - 1
        self.account.proved = min(seq, last) + 1
        if entry_name(seq) not in self.digests:
            self.account.fault(
                "root", "根值", f"根值覆盖到第{seq}号，案卷只到第{last}号：其后的记录被删除", last
            )
        elif self.digests[entry_name(seq)] != proof["head"]:
            self.account.fault(
                "root",
                place(seq, self._label(seq)),
                "不是根值所覆盖的那一号：这一号或其前的日志曾被整体改写",
                seq,
            )

    def _label(self, seq: int) -> str:
        return next((str(e["label"]) for e in self.manifest["entries"] if e["seq"] == seq), "")

    def _called(self, name: str) -> str:
        return str(self.manifest.get("names", {}).get(name, name))

    def _json(self, name: str) -> dict[str, Any]:
        try:
            if self.bundle.getinfo(name).file_size > MOST_JSON:
                raise NotADossier(f"案卷中的{name}过大")
            found = msgspec.json.decode(self.bundle.read(name))
        except KeyError as error:
            raise NotADossier(f"案卷中没有{name}") from error
        except (msgspec.DecodeError, *UNREADABLE):
            found = None
        if isinstance(found, dict):
            return found
        if name.startswith("entries/"):  # what cannot be read was changed, and is said to be
            return {"case": self.case["uid"], "seq": _number(name), "facts": {}}
        raise NotADossier(f"案卷中的{name}不能读取")

    def _digest(self, name: str) -> str:
        digest = hashes.Hash(hashes.SM3())
        try:
            with self.bundle.open(name) as content:
                while chunk := content.read(64 * 1024):
                    digest.update(chunk)
        except UNREADABLE:
            return "damaged"
        return digest.finalize().hex()


def entry_name(seq: int) -> str:
    """Return the name under which an entry lies in the bundle."""
    return f"entries/{seq:04d}.json"


def named_in(facts: Any) -> Iterable[tuple[str, str, str]]:
    """Yield what stored facts name by digest: (passage or file, digest, name)."""
    if isinstance(facts, dict):
        digest = facts.get("digest")
        if isinstance(digest, str) and digest and isinstance(facts.get("name"), str):
            yield "file", digest, facts["name"]
        elif isinstance(digest, str) and digest and "part" in facts:
            yield "passage", digest, f"“{facts['part']}”的正文"
        else:
            for inner in facts.values():
                yield from named_in(inner)
    elif isinstance(facts, list):
        for inner in facts:
            yield from named_in(inner)


def _number(name: str) -> int:
    stem = name.removeprefix("entries/").removesuffix(".json")
    return int(stem) if stem.isdigit() else -1


def _what(name: str) -> str:
    folder = name.partition("/")[0]
    return {"passages": "passage", "files": "file", "papers": "paper"}.get(folder, "dossier")

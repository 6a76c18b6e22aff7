"""导出案卷 — one case as one file: what the digests cover, byte for byte, and everything they name."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

import msgspec

from tongzhou.procedure import files, journal, roots
from tongzhou.procedure.catalogue import versions_of
from tongzhou.procedure.models import Case, Entry, PaperFile, Passage, StoredFile, SubjectRow

from .verify import FORMAT, entry_name, named_in

HOW = """案卷 {uid}

本文件由同舟平台导出，可在任何计算机上核验，不需要本平台：

    tongzhou dossier verify 本文件 --root 公布的根值

也可以手工核对：
  1. entries/ 中每个文件是一号记录。对文件求SM3摘要（如 openssl dgst -sm3），应等于下一号文件中“before”所载的值；
     第一号的“before”为64个0。改动任何一号，其后各号便不再衔接。
  2. passages/ 是正文，files/ 是附件，文件名即其SM3摘要，记录中以该摘要引用。
  3. papers/ 是签发的文书，摘要见 manifest.json。
  4. proof.json 载有从本案到当日根值的路径；根值由机构每日对外公布。

保密内容只有加盐摘要，不在本文件中。subjects.json 供阅读，由日志推算而来，不作证据。
"""


def export(case: Case, to: Path, *, at: datetime) -> dict[str, Any]:
    """Write the dossier of a case to a file; return its manifest.

    Nothing is judged here: a broken chain is exported as it is, and `verify` names what is broken.
    """
    with zipfile.ZipFile(to, "w", zipfile.ZIP_DEFLATED) as archive:
        return _Writer(case, archive, at).write()


class _Writer:
    def __init__(self, case: Case, archive: zipfile.ZipFile, at: datetime) -> None:
        self.case, self.archive, self.at = case, archive, at
        self.members: dict[str, str] = {}
        self.names: dict[str, str] = {}
        self.entries = list(Entry.objects.filter(case=case).order_by("seq"))

    def write(self) -> dict[str, Any]:
        """Write all members, the manifest last."""
        self._add("README.txt", HOW.format(uid=self.case.uid).encode())
        listed = list(self._entries())
        self._contents()
        papers = list(self._papers())
        self._json("subjects.json", self._subjects())
        if proof := self._proof():
            self._json("proof.json", proof)
        manifest = {
            "format": FORMAT,
            "made_at": self.at,
            "case": {
                "uid": self.case.uid,
                "procedure": self.case.procedure,
                "number": self.case.number,
                "title": self.case.title,
                "version": self.case.version,
                "region": self.case.region,
                "head": self.case.head,
            },
            "entries": listed,
            "papers": papers,
            "names": self.names,
            "members": self.members,
        }
        self._json("manifest.json", manifest)
        return manifest

    def _entries(self) -> Iterator[dict[str, Any]]:
        versions = versions_of(self.case.procedure)
        for e in self.entries:
            # From what stands in the row, and not from the row before: a break must stay visible.
            self._add(entry_name(e.seq), journal.covered(e, before=e.before, case=self.case.uid))
            version = versions.get(e.version)
            act = version.by_code.get(e.act) if version else None
            yield {"seq": e.seq, "act": e.act, "label": str(act or e.act), "digest": e.digest}

    def _contents(self) -> None:
        for e in self.entries:
            for kind, digest, called in named_in(e.facts):
                if kind == "file":
                    self._stored(f"files/{digest}", StoredFile.objects.filter(pk=digest), called)
                elif passage := Passage.objects.filter(pk=digest).first():
                    self.names[f"passages/{digest}.txt"] = called
                    self._add(f"passages/{digest}.txt", passage.content.encode())

    def _papers(self) -> Iterator[dict[str, Any]]:
        drawn = PaperFile.objects.filter(entry__case=self.case).order_by("entry__seq", "form")
        for paper in drawn.select_related("entry", "file"):
            name = f"papers/{paper.entry.seq:04d}.{paper.form}"
            self._stored(name, StoredFile.objects.filter(pk=paper.file_id), paper.file.name)
            yield {
                "seq": paper.entry.seq,
                "form": paper.form,
                "digest": paper.file_id,
                "name": paper.file.name,
                "template": paper.template,
                "drawn_at": paper.drawn_at,
            }

    def _subjects(self) -> list[dict[str, Any]]:
        rows = SubjectRow.objects.filter(case=self.case).order_by("key")
        return [{"key": s.key, "kind": s.kind, "state": s.state, "name": s.name} for s in rows]

    def _proof(self) -> dict[str, Any] | None:
        proof = roots.proof_of(self.case, strict=False)
        if proof is None:
            return None
        standing = proof.standing
        seq = next((e.seq for e in self.entries if e.digest == standing.head), len(self.entries))
        return {
            "day": str(proof.day),
            "root": proof.root,
            "head": standing.head,
            "head_seq": seq,
            "papers": [list(p) for p in standing.papers],
            "path": proof.path,
        }

    def _stored(self, name: str, rows: Any, called: str) -> None:
        stored = rows.first()
        if stored is None or name in self.members:
            return
        self.names[name] = called
        with self.archive.open(name, "w", force_zip64=True) as member:
            for chunk in files.read(stored):
                member.write(chunk)
        # The list holds what the file should be; `verify` finds it where the store was changed.
        self.members[name] = stored.digest

    def _json(self, name: str, value: Any) -> None:
        self._add(name, msgspec.json.format(msgspec.json.encode(value), indent=1))

    def _add(self, name: str, content: bytes) -> None:
        if name not in self.members:
            self.archive.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
            if name != "manifest.json":
                self.members[name] = journal.sm3(content)

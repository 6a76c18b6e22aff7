"""A dossier proves itself, and whoever changed anything in it is found, and the place is named."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tongzhou.procedure import journal
from tongzhou.procedure.door import Door
from tongzhou.procedure.dossier.export import export
from tongzhou.procedure.dossier.tests.forging import DAY, relink
from tongzhou.procedure.dossier.verify import Account, NotADossier, verify
from tongzhou.procedure.files import keep
from tongzhou.procedure.models import Case, Entry, StoredFile
from tongzhou.procedure.tests.cast import a_complaint, at

Change = Callable[[dict[str, bytes]], None]


def tampered(bundle: Path, change: Change, *, forge_list: bool = False) -> Path:
    """Repack a dossier with something changed; `forge_list` also mends the list of digests."""
    with zipfile.ZipFile(bundle) as old:
        members = {n: old.read(n) for n in old.namelist()}
    change(members)
    if forge_list:
        manifest = json.loads(members["manifest.json"])
        manifest["members"] = {
            n: journal.sm3(c) for n, c in members.items() if n != "manifest.json"
        }
        members["manifest.json"] = json.dumps(manifest).encode()
    to = bundle.with_name("tampered.zip")
    with zipfile.ZipFile(to, "w") as new:
        for name, content in members.items():
            new.writestr(name, content)
    return to


def places(account: Account) -> list[tuple[str, str, str]]:
    return [(f.what, f.where, f.why) for f in account.faults]


def test_an_honest_dossier_passes_with_nothing_but_itself_and_the_root(
    bundle: Path, approved: tuple[Case, str]
) -> None:
    account = verify(bundle, root=approved[1])
    assert account.sound, account.lines()
    assert account.compared
    assert account.entries == account.proved == approved[0].seq + 1
    assert account.passages == 4
    assert account.papers == account.papers_proved == 1
    assert "核验通过" in account.lines()[0]
    assert f"与{DAY}公布的根值{approved[1][:16]}…相符" in account.lines()[-1]


def test_without_a_root_it_says_what_it_could_not_see(bundle: Path) -> None:
    account = verify(bundle)
    assert account.sound
    assert not account.compared
    assert "未与公布的根值核对" in account.lines()[-1]


def test_each_entry_lies_there_as_the_bytes_its_digest_is_taken_of(
    bundle: Path, approved: tuple[Case, str]
) -> None:
    with zipfile.ZipFile(bundle) as archive:
        before = journal.NOTHING_BEFORE
        for entry in Entry.objects.filter(case=approved[0]).order_by("seq"):
            content = archive.read(f"entries/{entry.seq:04d}.json")
            assert journal.sm3(content) == entry.digest
            assert json.loads(content)["before"] == before
            before = entry.digest


def edit(name: str, **facts: Any) -> Change:
    def change(members: dict[str, bytes]) -> None:
        body = json.loads(members[name])
        body.update(facts)
        members[name] = msgspec.json.encode(body, order="deterministic")

    return change


@pytest.mark.parametrize("forge_list", [False, True])
def test_a_changed_fact_is_found_and_its_entry_named(bundle: Path, forge_list: bool) -> None:
    changed = tampered(
        bundle, edit("entries/0005.json", happened_on="2026-01-01"), forge_list=forge_list
    )
    assert places(verify(changed)) == [("entry", "第5号“报旗县政府”", "内容与其摘要不符，已被改动")]


def test_a_removed_entry_is_named(bundle: Path) -> None:
    def remove(members: dict[str, bytes]) -> None:
        del members["entries/0003.json"]

    assert places(verify(tampered(bundle, remove, forge_list=True)))[0] == (
        "entry",
        "第3号“提交章节”",
        "缺失",
    )


def test_entries_that_changed_places_are_named(bundle: Path) -> None:
    def swap(members: dict[str, bytes]) -> None:
        two, three = "entries/0002.json", "entries/0003.json"
        members[two], members[three] = members[three], members[two]

    found = verify(tampered(bundle, swap, forge_list=True))
    assert [f.seq for f in found.faults] == [2, 3]
    assert all("位置与其序号不符" in f.why for f in found.faults)


def forged(members: dict[str, bytes], *, until: int | None = None, **facts: Any) -> None:
    """Rewrite entry 5, and mend every link and every list behind it, as a careful forger would."""
    manifest = json.loads(members["manifest.json"])
    listed = manifest["entries"][:until]
    before = journal.NOTHING_BEFORE
    for entry in manifest["entries"]:
        name = f"entries/{entry['seq']:04d}.json"
        if entry not in listed:
            del members[name]
            continue
        body = json.loads(members[name])
        if entry["seq"] == 5:
            body.update(facts)
        body["before"] = before
        members[name] = msgspec.json.encode(body, order="deterministic")
        entry["digest"] = before = journal.sm3(members[name])
    manifest["entries"] = listed
    manifest["case"]["head"] = before
    members["manifest.json"] = json.dumps(manifest).encode()


def test_a_chain_forged_from_end_to_end_is_found_by_the_published_root(
    bundle: Path, approved: tuple[Case, str]
) -> None:
    def change(members: dict[str, bytes]) -> None:
        forged(members, happened_on="2026-01-01")
        proof = json.loads(members["proof.json"])
        manifest = json.loads(members["manifest.json"])
        proof["head"] = manifest["case"]["head"]
        members["proof.json"] = json.dumps(proof).encode()

    account = verify(tampered(bundle, change, forge_list=True), root=approved[1])
    assert ("root", "根值") in [(f.what, f.where) for f in account.faults]
    assert any("不能推算出所附的根值" in f.why for f in account.faults)


def test_a_forger_who_invents_a_root_as_well_is_found_by_the_published_one(
    bundle: Path, approved: tuple[Case, str]
) -> None:
    def change(members: dict[str, bytes]) -> None:
        from tongzhou.procedure.dossier.seal import Drawn, leaf_of

        forged(members, happened_on="2026-01-01")
        proof = json.loads(members["proof.json"])
        case = json.loads(members["manifest.json"])["case"]
        proof["head"], proof["path"] = case["head"], []
        proof["root"] = leaf_of(
            uid=case["uid"],
            procedure=case["procedure"],
            number=case["number"],
            head=case["head"],
            papers=[Drawn(*p) for p in proof["papers"]],
        )
        members["proof.json"] = json.dumps(proof).encode()

    fake = tampered(bundle, change, forge_list=True)
    assert verify(fake).sound  # by itself it is a perfect forgery: hence the published root
    (fault,) = verify(fake, root=approved[1]).faults
    assert "与2026-04-08公布的根值不符" in fault.why


def test_entries_cut_from_the_end_are_found_by_the_proof(bundle: Path) -> None:
    cut = tampered(bundle, lambda members: forged(members, until=8), forge_list=True)
    assert any("案卷只到第7号：其后的记录被删除" in f.why for f in verify(cut).faults)


def test_a_changed_passage_is_named_with_the_part_it_belongs_to(bundle: Path) -> None:
    def change(members: dict[str, bytes]) -> None:
        name = next(n for n in members if n.startswith("passages/"))
        members[name] += "，另加一句".encode()

    plain = verify(tampered(bundle, change))
    assert plain.faults[0].what == "passage"
    assert "的正文" in plain.faults[0].where
    mended = verify(tampered(bundle, change, forge_list=True))
    assert "所附，案卷中没有与其摘要相符的内容" in mended.faults[0].why


def test_a_changed_paper_is_named(bundle: Path, approved: tuple[Case, str]) -> None:
    def change(members: dict[str, bytes]) -> None:
        name = next(n for n in members if n.startswith("papers/"))
        members[name] += b" "

    def with_list(members: dict[str, bytes]) -> None:
        change(members)
        manifest = json.loads(members["manifest.json"])
        name = next(n for n in members if n.startswith("papers/"))
        manifest["papers"][0]["digest"] = journal.sm3(members[name])
        members["manifest.json"] = json.dumps(manifest).encode()

    plain = verify(tampered(bundle, change))
    assert plain.faults[0].what == "paper"
    assert plain.faults[0].where.startswith("试验区建设方案批复")
    careful = verify(tampered(bundle, with_list, forge_list=True), root=approved[1])
    assert [f.what for f in careful.faults] == ["paper"]
    assert "与根值所覆盖的文书不是同一文件" in careful.faults[0].why


def test_something_put_in_later_is_named(bundle: Path) -> None:
    def add(members: dict[str, bytes]) -> None:
        members["files/新证据.pdf"] = b"%PDF"

    assert places(verify(tampered(bundle, add))) == [
        ("file", "files/新证据.pdf", "不在案卷目录中，是后来放入的")
    ]


def test_another_number_on_the_cover_no_longer_leads_to_the_root(
    bundle: Path, approved: tuple[Case, str]
) -> None:
    def change(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        manifest["case"]["number"] = "示函〔2026〕99号"
        members["manifest.json"] = json.dumps(manifest).encode()

    account = verify(tampered(bundle, change), root=approved[1])
    assert [f.what for f in account.faults] == ["root"]


def test_what_is_no_dossier_is_said_to_be_none(store: Path) -> None:
    (store / "x.zip").write_bytes(b"nothing")
    with pytest.raises(NotADossier, match="不是案卷文件"):
        verify(store / "x.zip")
    with zipfile.ZipFile(store / "y.zip", "w") as archive:
        archive.writestr("a.txt", "a")
    with pytest.raises(NotADossier, match="没有manifest"):
        verify(store / "y.zip")


def test_any_byte_changed_in_evidence_is_found_in_the_member_it_lies_in(bundle: Path) -> None:
    with zipfile.ZipFile(bundle) as archive:
        members = {n: archive.read(n) for n in archive.namelist()}
    evidence = [n for n in members if n.startswith(("entries/", "passages/", "papers/"))]
    assert len(evidence) > 15
    for number, name in enumerate(evidence):

        def flip(changed: dict[str, bytes], name: str = name, number: int = number) -> None:
            content = bytearray(changed[name])
            content[(number * 37) % len(content)] ^= 1
            changed[name] = bytes(content)

        account = verify(tampered(bundle, flip))
        assert len({f.where for f in account.faults}) == 1, name
        (fault, *_) = account.faults
        assert fault.why == "内容与其摘要不符，已被改动" or "不符" in fault.why
        if name.startswith("entries/"):
            assert fault.seq == int(name[8:12])


def test_a_list_that_lacks_something_is_not_believed(bundle: Path) -> None:
    def cut(members: dict[str, bytes]) -> None:
        manifest = json.loads(members["manifest.json"])
        del manifest["case"]["uid"]
        members["manifest.json"] = json.dumps(manifest).encode()

    with pytest.raises(NotADossier, match="残缺，不能核验"):
        verify(tampered(bundle, cut))


def test_a_byte_changed_without_repacking_is_found(bundle: Path, store: Path) -> None:
    content = bytearray(bundle.read_bytes())
    with zipfile.ZipFile(bundle) as archive:
        info = archive.getinfo("entries/0004.json")
    content[info.header_offset + 30 + len(info.filename) + 20] ^= 0xFF
    (store / "damaged.zip").write_bytes(content)
    account = verify(store / "damaged.zip")
    assert account.faults[0].seq == 4


def test_uploaded_files_are_in_it_and_a_changed_one_is_named(door: Door, store: Path) -> None:
    case = a_complaint(door)
    ref = keep(SimpleUploadedFile("工资条.pdf", b"%PDF-1 wages"), at("2026-03-02"))
    entry = Entry.objects.get(case=case, seq=0)
    facts = entry.facts | {"proof": [{"digest": ref.digest, "name": ref.name, "size": ref.size}]}
    relink(case, 0, facts=facts)
    case.refresh_from_db()
    export(case, store / "c.zip", at=at("2026-03-03"))
    account = verify(store / "c.zip")
    assert (account.sound, account.files) == (True, 1)

    path = Path(StoredFile.objects.get(pk=ref.digest).file.path)
    path.chmod(0o600)
    path.write_bytes(b"%PDF-1 no wages")
    export(case, store / "d.zip", at=at("2026-03-03"))
    found = verify(store / "d.zip")
    assert ("file", "工资条.pdf", "内容与其摘要不符，已被改动") in places(found)


def test_sealed_values_stay_sealed(door: Door, store: Path) -> None:
    case = a_complaint(door)
    export(case, store / "c.zip", at=at("2026-03-03"))
    with zipfile.ZipFile(store / "c.zip") as archive:
        everything = b"".join(archive.read(n) for n in archive.namelist())
    assert "萨仁".encode() not in everything
    assert b"sealed:" in everything
    assert verify(store / "c.zip").sound
    assert "立案当日导出" in verify(store / "c.zip").lines()[-1]
    assert not verify(store / "c.zip", root="ab" * 32).sound

"""A dossier proves itself, and whoever changed anything in it is found, and the place is named."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import msgspec
import pytest
from click.testing import CliRunner
from django.core.files.uploadedfile import SimpleUploadedFile

from tongzhou.law import CALENDAR
from tongzhou.procedure import journal
from tongzhou.procedure.door import Door
from tongzhou.procedure.dossier.command import dossier
from tongzhou.procedure.dossier.export import export
from tongzhou.procedure.dossier.verify import Account, NotADossier, verify
from tongzhou.procedure.files import keep
from tongzhou.procedure.models import Case, Entry, Passage, StoredFile
from tongzhou.procedure.papers.served import paper_file
from tongzhou.procedure.roots import make_root
from tongzhou.procedure.tests.cast import a_complaint, a_plan_at_league, at, sign

DAY = date(2026, 4, 8)


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path) -> Path:
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.FONTS = settings.PAPERS = tmp_path / "none"
    return tmp_path


@pytest.fixture
def approved(door: Door) -> tuple[Case, str]:
    """A plan signed by eight bodies and approved, its paper drawn, and the root published that night."""
    case = a_plan_at_league(door)
    for level in (4, 2):
        for body in ("fic", "union", "drc", "hrss"):
            sign(door, case, f"{body}_{level}", words="同意。")
    from tongzhou.procedure.examples import plan

    issuing = next(a for a in plan.PLAN.by_code.values() if a.issues)
    from tongzhou.procedure.tests.cast import who

    entry = door.act(
        case,
        issuing.code,
        by=who(issuing.offices[0].code.removeprefix("example_"), "15"),
        at=at("2026-04-08", 5),
    )
    paper_file(entry, "docx", at=at("2026-04-08", 6), calendar=CALENDAR)
    root = make_root(DAY, at("2026-04-09")).root
    case.refresh_from_db()
    return case, root


@pytest.fixture
def bundle(approved: tuple[Case, str], store: Path) -> Path:
    to = store / "案卷.zip"
    export(approved[0], to, at=at("2026-04-10"))
    return to


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


def relink(case: Case, seq: int, **changes: Any) -> None:
    """Change an entry in the database and mend every digest and link behind it."""
    Entry.objects.filter(case=case, seq=seq).update(**changes)
    before = journal.NOTHING_BEFORE
    for entry in Entry.objects.filter(case=case).order_by("seq"):
        digest = journal.digest_of(entry, before=before, case=case.uid)
        Entry.objects.filter(pk=entry.pk).update(before=before, digest=digest)
        before = digest
    Case.objects.filter(pk=case.pk).update(head=before)


# --- Rows changed in the database -------------------------------------------------------------


def run(*words: str) -> tuple[int, str]:
    result = CliRunner().invoke(dossier, list(words))
    return result.exit_code, result.output


def put_back(case: Case, kept: list[dict[str, Any]], head: str) -> None:
    for row in Entry.objects.filter(case=case):  # out of each other's way first
        Entry.objects.filter(pk=row.pk).update(seq=1000 + row.seq, digest=f"{row.pk}")
    for row in kept:
        Entry.objects.update_or_create(pk=row["id"], defaults=row)
    Case.objects.filter(pk=case.pk).update(head=head)


@pytest.fixture
def mended(approved: tuple[Case, str]) -> Any:
    """Give the case, and put its journal back afterwards, so that its rows can be compared."""
    case = approved[0]
    kept = list(Entry.objects.filter(case=case).values())
    passages = list(Passage.objects.values())
    yield case
    put_back(case, kept, kept[-1]["digest"])
    for row in passages:
        Passage.objects.filter(pk=row["digest"]).update(content=row["content"])


def change_a_row(case: Case) -> None:
    Entry.objects.filter(case=case, seq=5).update(happened_on=date(2026, 1, 1))


def change_a_row_and_its_digest(case: Case) -> None:
    Entry.objects.filter(case=case, seq=5).update(happened_on=date(2026, 1, 1))
    entry = Entry.objects.get(case=case, seq=5)
    Entry.objects.filter(pk=entry.pk).update(
        digest=journal.digest_of(entry, before=entry.before, case=case.uid)
    )


def delete_a_row(case: Case) -> None:
    Entry.objects.filter(case=case, seq=6).delete()


def delete_the_last_row(case: Case) -> None:
    last = Entry.objects.filter(case=case).latest("seq")
    last.papers.all().delete()
    last.delete()


def swap_two_rows(case: Case) -> None:
    two, three = (Entry.objects.get(case=case, seq=n) for n in (2, 3))
    Entry.objects.filter(pk=two.pk).update(seq=99)
    Entry.objects.filter(pk=three.pk).update(seq=2)
    Entry.objects.filter(pk=two.pk).update(seq=3)


@pytest.mark.parametrize(
    ("change", "named"),
    [
        (change_a_row, "第5号“报旗县政府”：内容与其摘要不符"),
        (change_a_row_and_its_digest, "第6号“旗县政府同意”：与前一号记录不衔接"),
        (delete_a_row, "第6号：缺失"),
        (delete_the_last_row, "缺失"),
        (swap_two_rows, "第2号“提交章节”：内容与其摘要不符"),
    ],
)
def test_a_tampered_row_is_named_by_audit_and_by_verify(
    mended: Case, store: Path, change: Callable[[Case], None], named: str
) -> None:
    assert run("audit") == (0, f"已核查1个案件、{mended.seq + 1}号记录，均完好。\n")
    change(mended)
    code, said = run("audit")
    assert code == 1
    assert f"✗ {mended.uid} " in said
    assert named in said
    export(mended, store / "t.zip", at=at("2026-04-10"))
    code, said = run("verify", str(store / "t.zip"))
    assert code == 1
    assert named.partition("：")[0] in said


def test_a_journal_rewritten_whole_is_found_by_the_root_alone(
    mended: Case, approved: tuple[Case, str], store: Path
) -> None:
    relink(mended, 5, happened_on=date(2026, 1, 1))
    assert run("audit")[0] == 0
    code, said = run("audit", "--days")
    assert code == 1
    assert "2026-04-08的根值" in said
    mended.refresh_from_db()
    export(mended, store / "t.zip", at=at("2026-04-10"))
    code, said = run("verify", str(store / "t.zip"), "--root", approved[1])
    assert code == 1
    assert "不能推算出所附的根值" in said


def test_a_changed_passage_in_the_database_is_named(mended: Case) -> None:
    passage = Passage.objects.order_by("digest")[0]
    Passage.objects.filter(pk=passage.pk).update(content="另一段话")
    assert run("audit")[0] == 0
    code, said = run("audit", "--contents", "--json")
    assert code == 1
    (fault,) = json.loads(said)["broken"]
    assert (fault["what"], fault["where"]) == ("passage", passage.digest[:16])
    assert mended


def test_a_lost_file_is_named(approved: tuple[Case, str], settings: Any) -> None:
    assert approved
    shutil.rmtree(settings.MEDIA_ROOT)
    code, said = run("audit", "--contents")
    assert code == 1
    assert "缺失" in said


# --- Commands -----------------------------------------------------------------------------------


def test_the_commands_export_publish_and_verify(approved: tuple[Case, str], store: Path) -> None:
    case, root = approved
    to = store / "out.zip"
    code, said = run("export", case.uid, "-o", str(to))
    assert code == 0
    assert "已导出" in said
    code, said = run("roots", "--json")
    (store / "roots.json").write_text(said, encoding="utf-8")
    code, said = run("verify", str(to), "--roots", str(store / "roots.json"), "--json")
    assert code == 0
    account = json.loads(said)
    assert account["sound"]
    assert account["root"] == {"day": "2026-04-08", "root": root, "compared": True}
    assert run("roots") == (0, f"2026-04-08  {root}  1\n")
    code, said = run("verify", str(to), "--root", "ab" * 32)
    assert code == 1
    assert "公布的根值不符" in said


def test_the_commands_refuse_in_words(approved: tuple[Case, str], store: Path) -> None:
    assert approved
    code, said = run("export", "没有这个案号", "-o", str(store / "x.zip"))
    assert (code, "没有案号或编号为“没有这个案号”的案件" in said) == (1, True)
    code, said = run("roots", "--make", "2099-01-01")
    assert (code, "次日一时后生成" in said) == (1, True)
    (store / "bad.json").write_text("[]", encoding="utf-8")
    to = store / "o.zip"
    run("export", approved[0].uid, "-o", str(to))
    code, said = run("verify", str(to), "--roots", str(store / "bad.json"))
    assert (code, "不是根值清单" in said) == (1, True)
    (store / "other.json").write_text(json.dumps({"roots": []}), encoding="utf-8")
    code, said = run("verify", str(to), "--roots", str(store / "other.json"))
    assert (code, "没有2026-04-08的根值" in said) == (1, True)
    (store / "no.zip").write_bytes(b"no")
    assert run("verify", str(store / "no.zip"))[0] == 1


def test_verifying_needs_no_django_and_no_database(
    bundle: Path, approved: tuple[Case, str]
) -> None:
    program = (
        "import sys\n"
        "class Blocked:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name.partition('.')[0] in ('django', 'weasyprint', 'docx'):\n"
        "            raise ImportError(name)\n"
        "sys.meta_path.insert(0, Blocked())\n"
        "from tongzhou.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program, "dossier", "verify", str(bundle), "--root", approved[1]],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "核验通过" in done.stdout

"""Files people hand in: kept once by content, refused in words, served only to those who see the case."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Annotated, Any

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import Http404

from tongzhou.procedure import files
from tongzhou.procedure.door import Door
from tongzhou.procedure.facts import Facts, FileRef, ask
from tongzhou.procedure.files import NotAccepted, download, keep, keep_bytes, read, refs_in, tidy
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.journal import sm3
from tongzhou.procedure.models import Entry, PaperFile, Sighting, StoredFile

from .cast import a_dispute, at

PDF = b"%PDF-1.7 " + b"evidence " * 20_000  # longer than one chunk


@pytest.fixture(autouse=True)
def store(settings: Any, tmp_path: Path, db: None) -> Path:  # noqa: ARG001
    """Keep files in a folder of this test."""
    settings.MEDIA_ROOT = str(tmp_path)
    return tmp_path


def upload(name: str = "工资表.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def kept(folder: Path) -> list[Path]:
    return [p for p in folder.rglob("*") if p.is_file()]


def test_a_file_is_known_by_the_digest_of_its_content(store: Path) -> None:
    ref = keep(upload(), at("2026-03-02"))
    assert ref == FileRef(sm3(PDF), "工资表.pdf", len(PDF))
    assert b"".join(read(StoredFile.objects.get(pk=ref.digest))) == PDF
    assert len(kept(store)) == 1


def test_the_same_content_is_stored_once_whatever_it_is_called(store: Path) -> None:
    first = keep(upload("一.pdf"), at("2026-03-02"))
    second = keep(upload("二.pdf"), at("2026-03-03"))
    assert first.digest == second.digest
    assert second.name == "二.pdf"
    assert StoredFile.objects.count() == len(kept(store)) == 1


def test_the_same_content_uploaded_twice_at_once_is_stored_once(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = FileSystemStorage.save

    def slow(self: FileSystemStorage, name: str, content: Any) -> str:
        path = real(self, name, content)
        if StoredFile.objects.count() == 0:  # meanwhile the other one has finished
            monkeypatch.setattr(FileSystemStorage, "save", real)
            content.seek(0)
            keep(upload("另一份.pdf"), at("2026-03-02"))
        return path

    monkeypatch.setattr(FileSystemStorage, "save", slow)
    ref = keep(upload(), at("2026-03-02"))
    assert StoredFile.objects.get(pk=ref.digest).name == "另一份.pdf"
    assert len(kept(store)) == 1


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("程序.exe", b"MZ", "不能上传“程序.exe”：只收"),
        ("没有后缀", b"x", "只收"),
        ("空.pdf", b"", "空文件"),
        ("伪装.pdf", b"MZ\x90", "内容不是PDF文件"),
        ("伪装.jpg", b"%PDF-1.7", "内容不是JPG文件"),
    ],
)
def test_a_file_that_cannot_be_taken_is_refused_in_words(
    store: Path, name: str, content: bytes, said: str
) -> None:
    with pytest.raises(NotAccepted, match=said):
        keep(upload(name, content), at("2026-03-02"))
    assert kept(store) == []


def test_a_file_too_large_is_refused_even_where_its_size_is_misstated(settings: Any) -> None:
    settings.UPLOAD_MB = 0.1
    with pytest.raises(NotAccepted, match=r"超过0\.1 MB"):
        keep(upload(), at("2026-03-02"))
    lying = upload()
    lying.size = 10
    with pytest.raises(NotAccepted, match="压缩或分成几个文件"):
        keep(lying, at("2026-03-02"))


def test_an_operator_may_take_fewer_types(settings: Any) -> None:
    settings.UPLOAD_TYPES = ["pdf"]
    with pytest.raises(NotAccepted, match="只收pdf文件"):
        keep(upload("照片.jpg", b"\xff\xd8\xff"), at("2026-03-02"))


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("C:\\我的文档\\工资表.pdf", "工资表.pdf"),
        ("../../etc/工资表.pdf", "工资表.pdf"),
        ("工资\x00\n表.pdf", "工资表.pdf"),
        ("", "未命名"),
        ("长" * 300 + ".pdf", "长" * 196 + ".pdf"),
    ],
)
def test_the_name_of_a_file_holds_no_folder_and_no_trick(given: str, name: str) -> None:
    assert tidy(given) == name


def test_a_refused_file_is_told_at_its_field() -> None:
    class Evidence(Facts, frozen=True):
        proof: Annotated[tuple[FileRef, ...], ask("证据")] = ()

    form = form_for(Evidence)(files={"proof": [upload("程序.exe", b"MZ")]}, data={})
    form.keep_file = lambda given: keep(given, at("2026-03-02"))
    assert not form.is_valid()
    assert "不能上传“程序.exe”" in form.errors["proof"][0]


def test_files_are_found_wherever_facts_name_them() -> None:
    ref = {"digest": "ab" * 32, "name": "甲.pdf", "size": 3}
    facts = {"claims": [{"proof": [ref]}], "part": {"digest": "cd" * 32, "part": "1"}}
    assert list(refs_in(facts)) == [FileRef("ab" * 32, "甲.pdf", 3)]


def a_person(name: str, region: str, office: str) -> Any:
    from tongzhou.registry.models import Appointment, Body, Person, Region

    for code, level in ((region[:2], "province"), (region[:4], "league"), (region, "county")):
        Region.objects.get_or_create(
            code=code,
            defaults={
                "name": f"示例{code}",
                "short_name": code,
                "level": level,
                "parent_id": code[:-2] if len(code) > 2 else None,
                "basis": "gbt2260",
            },
        )
    body = Body.objects.create(
        kind="arbitration", name=f"{region}仲裁委", short_name=f"{region}委", region_id=region
    )
    person = Person.objects.create(username=name, name=name)
    Appointment.objects.create(person=person, body=body, office=office, since=date(2020, 1, 1))
    return person


def shut(response: Any) -> None:
    """Close the file of an answer without telling Django that a request is over."""
    for close in response._resource_closers:
        close()


def test_a_file_is_served_to_those_who_see_the_case_and_to_nobody_else(door: Door) -> None:
    case = a_dispute(door)
    ref = keep(upload(), at("2026-03-02"))
    stray = keep(upload("别案.pdf", b"%PDF-other"), at("2026-03-02"))
    Entry.objects.filter(case=case, seq=1).update(
        facts={"proof": [{"digest": ref.digest, "name": "证据.pdf", "size": ref.size}]}
    )
    officer = a_person("巴特尔", "150221", "example_clerk")
    stranger = a_person("乌云", "150303", "example_clerk")
    response = download(officer, case=case.uid, digest=ref.digest, at=at("2026-03-03"))
    assert b"".join(response.streaming_content) == PDF
    shut(response)
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "attachment" in response["Content-Disposition"]
    assert "%E8%AF%81%E6%8D%AE.pdf" in response["Content-Disposition"]
    assert Sighting.objects.get(person=officer).detail == "证据.pdf"
    for who, digest in ((stranger, ref.digest), (officer, stray.digest), (officer, "ab" * 32)):
        with pytest.raises(Http404):
            download(who, case=case.uid, digest=digest, at=at("2026-03-03"))
    assert Sighting.objects.count() == 1
    Entry.objects.filter(case=case, seq=1).update(facts={})


def test_a_drawn_paper_is_served_like_a_file(door: Door) -> None:
    case = a_dispute(door)
    entry = Entry.objects.get(case=case, act="accept")
    stored = keep_bytes(b"PK\x03\x04 drawn", "受理通知书.docx", at("2026-03-02"))
    PaperFile.objects.create(
        entry=entry, form="docx", template="t", file=stored, drawn_at=at("2026-03-02")
    )
    officer = a_person("巴特尔", "150221", "example_clerk")
    response = download(officer, case=case.uid, digest=stored.digest, at=at("2026-03-03"))
    assert "docx" in response["Content-Disposition"]
    shut(response)
    assert set(files.attached(case)) == set()

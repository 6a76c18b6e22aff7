"""Texts with their versions, papers and files of a case."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now

from tongzhou.desk import choices, texts
from tongzhou.desk.staff import Staff
from tongzhou.desk.texts import Piece
from tongzhou.procedure import files
from tongzhou.procedure.door import Door
from tongzhou.procedure.examples.plan import Part
from tongzhou.procedure.models import Case, Entry, Sighting

from .conftest import COUNTY, Cast, Someone


def test_a_changed_word_is_shown_inside_its_sentence() -> None:
    before = "建立片区指导员制度。经费列入预算。"
    after = "建立片区协商指导员制度。经费列入预算。"
    assert texts.difference(before, after) == [
        Piece("same", "建立片区"),
        Piece("new", "协商"),
        Piece("same", "指导员制度。经费列入预算。"),
    ]


def test_a_sentence_written_anew_is_shown_whole_not_as_confetti() -> None:
    pieces = texts.difference("原有第一句话。留下的。", "完全另写了别的内容。留下的。")
    assert [p.kind for p in pieces] == ["old", "new", "same"]
    assert pieces[2].text == "留下的。"


@pytest.mark.parametrize(
    ("before", "after"), [("", "新写。"), ("全删。", ""), ("不变。", "不变。")]
)
def test_a_difference_always_gives_back_both_texts(before: str, after: str) -> None:
    pieces = texts.difference(before, after)
    assert "".join(p.text for p in pieces if p.kind != "new") == before
    assert "".join(p.text for p in pieces if p.kind != "old") == after


def test_whoever_reads_a_part_sees_who_changed_what_and_when(
    cast: Cast, plan: Case, door: Door
) -> None:
    by = cast.actor(cast.drafter)
    door.act(plan, "write", by=by, at=now(), facts=Part(part="content", content="第一稿。"))
    first = door.view(plan).texts["plan"]["content"]
    second = Part(part="content", content="第一稿。第二句。", replaces=first)
    door.act(plan, "write", by=by, at=now(), facts=second)
    whole = cast.county.opens(reverse("desk:text", args=[plan.uid, "plan"])).content.decode()
    assert "第一稿。第二句。" in whole
    assert "修改</a>" not in whole
    assert (
        "修改</a>"
        in cast.drafter.opens(reverse("desk:text", args=[plan.uid, "plan"])).content.decode()
    )
    there = reverse("desk:part", args=[plan.uid, "plan", "content"])
    page = cast.county.opens(there)
    assert "<ins>第二句。</ins>" in page.content.decode()
    assert [v.number for v in page.context["versions"]] == [2, 1]
    assert "<ins>第一稿。</ins>" in cast.county.opens(f"{there}?to=1").content.decode()
    assert cast.county.opens(f"{there}?to=99&from=x").status_code == 200
    assert cast.county.opens(reverse("desk:part", args=[plan.uid, "plan", "x"])).status_code == 404
    assert cast.county.opens(reverse("desk:text", args=[plan.uid, "x"])).status_code == 404
    assert Sighting.objects.filter(what="text", person=cast.county.person).exists()


@pytest.fixture
def filed(cast: Cast, door: Door, settings: object, tmp_path: object) -> Case:
    """A complaint that was filed: it has issued a paper."""
    from tongzhou.procedure.examples import inspection
    from tongzhou.procedure.judge import Actor

    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
    case = door.open_case(
        "example.inspection",
        by=Actor("", "萨仁", "party", ""),
        at=now(),
        region=COUNTY,
        about=("complainant/1", "employer/e"),
        facts=inspection.Complaint(informant="某某", matter="拖欠工资", sum_owed=100),
    )
    door.act(case, "open", by=cast.actor(cast.inspector), at=now())
    return case


def test_an_issued_paper_is_drawn_once_and_taking_it_is_written_down(
    cast: Cast, filed: Case
) -> None:
    seq = Entry.objects.get(case=filed, act="open").seq
    there = reverse("desk:paper", args=[filed.uid, seq, "docx"])
    assert there in cast.inspector.opens(reverse("desk:case", args=[filed.uid])).content.decode()
    first = cast.inspector.opens(there)
    again = cast.head.opens(there)
    assert b"".join(first.streaming_content) == b"".join(again.streaming_content)  # type: ignore[attr-defined]
    assert Sighting.objects.filter(what="file", case=filed).count() == 2
    for wrong in ((filed.uid, 0, "docx"), (filed.uid, seq, "exe")):
        assert cast.inspector.opens(reverse("desk:paper", args=wrong)).status_code == 404
    assert cast.elsewhere.opens(there).status_code == 404


def test_a_file_that_no_case_names_is_not_given_to_anybody(cast: Cast, filed: Case) -> None:
    upload = SimpleUploadedFile("说明.txt", "内容".encode())
    ref = files.keep(upload, now())  # type: ignore[arg-type]
    there = reverse("desk:file", args=[filed.uid, ref.digest])
    assert cast.inspector.opens(there).status_code == 404


def test_a_form_offers_the_bodies_regions_and_colleagues_of_the_place(
    cast: Cast, door: Door, filed: Case
) -> None:
    def offered(someone: Someone, source: str) -> dict[str, str]:
        from django.utils.timezone import localdate

        staff = Staff(someone.person, localdate(), now())
        return dict(choices.source_for(staff, COUNTY, door.view(filed))(source))

    assert "示例市人社局" in offered(cast.inspector, "bodies").values()
    assert "示例区人社局" not in offered(cast.inspector, "bodies").values()
    assert COUNTY in offered(cast.inspector, "regions")
    assert "萨日娜（示例旗人社局）" in offered(cast.inspector, "colleagues").values()
    assert not any("巴特尔" in name for name in offered(cast.inspector, "colleagues").values())
    assert any("立案审批表" in name for name in offered(cast.inspector, "papers").values())
    assert offered(cast.inspector, "nothing known") == {}

"""Papers of a case: drawn once from the entry, as the case stood then, and served as they were drawn."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import docx
import pytest

from tongzhou.law import CALENDAR
from tongzhou.procedure import catalogue
from tongzhou.procedure.door import Door
from tongzhou.procedure.examples import dispute
from tongzhou.procedure.examples.line import EXAMPLES
from tongzhou.procedure.models import Case, Entry, PaperFile
from tongzhou.procedure.papers import (
    Document,
    Draft,
    Issue,
    Paragraph,
    Template,
    Undrawable,
    drafts_for,
    served,
    template_for,
    templates_for,
)
from tongzhou.procedure.papers.served import (
    document_of,
    draft,
    forms_offered,
    issue_of,
    issued_in,
    paper_file,
)
from tongzhou.procedure.tests.cast import ARBITRATOR, CLERK, a_dispute, at


@pytest.fixture(autouse=True)
def folders(settings: Any, tmp_path: Path) -> Path:
    """Keep drawn files, faces and templates of the operator in a folder of this test."""
    settings.MEDIA_ROOT = str(tmp_path / "media")
    settings.FONTS, settings.PAPERS = tmp_path / "fonts", tmp_path / "papers"
    settings.PAPERS.mkdir()
    return tmp_path


def an_award(door: Door) -> tuple[Case, Entry]:
    """Let two claimants be awarded 200.00 and 300.50."""
    case = a_dispute(door, 2)
    shares = {"claimant/0": 200_00, "claimant/1": 300_50}
    entry = door.act(
        case,
        "award",
        by=ARBITRATOR,
        at=at("2026-03-20"),
        about=tuple(shares),
        facts=dispute.Shares(shares=shares),
    )
    return case, entry


def words_of(paper: PaperFile) -> str:
    with paper.file.file.open() as content:
        lines = docx.Document(io.BytesIO(content.read()))
    cells = [c.text for table in lines.tables for row in table.rows for c in row.cells]
    return "\n".join([*(p.text for p in lines.paragraphs), *cells])


def test_a_paper_without_a_template_states_parties_facts_law_and_number(door: Door) -> None:
    _, entry = an_award(door)
    said = words_of(paper_file(entry, "docx", at=at("2026-03-21"), calendar=CALENDAR))
    assert said.startswith("arbitrator局\n裁决书\n")
    assert entry.issued["number"] in said
    assert "合计500.50元（大写：伍佰元伍角整），明细如下：" in said
    assert "300.50" in said
    assert "2026年3月20日" in said


def test_a_body_is_called_as_it_was_called_on_the_day(door: Door) -> None:
    from tongzhou.procedure.declare import Office
    from tongzhou.registry.models import Body, Region

    Region.objects.create(
        code="15", name="示例自治区", short_name="示例", level="province", basis="gbt2260"
    )
    Region.objects.create(
        code="1502",
        name="示例市",
        short_name="示例",
        level="league",
        basis="gbt2260",
        parent_id="15",
    )
    Region.objects.create(
        code="150221",
        name="示例旗",
        short_name="示例",
        level="county",
        basis="gbt2260",
        parent_id="1502",
    )
    for name, since, until in (
        ("示例旗仲裁委员会", None, date(2026, 6, 30)),
        ("示例旗劳动人事争议仲裁院", date(2026, 7, 1), None),
    ):
        Body.objects.create(
            kind="arbitration",
            name=name,
            short_name="arbitrator局",
            region_id="150221",
            since=since,
            until=until,
        )
    _, entry = an_award(door)
    issue = issue_of(entry, CALENDAR)
    assert issue.body == "示例旗仲裁委员会"
    assert issue.region == "示例旗"
    assert issue.body_of(Office("x", "仲裁员", body="arbitration")) == "示例旗仲裁委员会"
    assert issue.body_of(Office("y", "厅领导", level=2, body="hrss")) == "厅领导"


def test_a_paper_names_the_articles_its_act_rests_on(door: Door) -> None:
    case = a_dispute(door)
    accepted = Entry.objects.get(case=case, act="accept")
    said = words_of(paper_file(accepted, "docx", at=at("2026-03-03"), calendar=CALENDAR))
    assert "《劳动争议调解仲裁法》第二十九条" in said.partition("依据")[2]


def test_a_paper_is_served_as_it_was_first_drawn(door: Door, monkeypatch: Any) -> None:
    _, entry = an_award(door)
    first = paper_file(entry, "docx", at=at("2026-03-21"), calendar=CALENDAR)
    monkeypatch.setattr(
        "tongzhou.procedure.papers.generic.plain", lambda _: pytest.fail("drawn again")
    )
    again = paper_file(entry, "docx", at=at("2027-01-01"), calendar=CALENDAR)
    assert (again.pk, again.file_id, again.drawn_at) == (first.pk, first.file_id, first.drawn_at)


def test_two_who_ask_at_once_get_the_one_that_was_drawn_first(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, entry = an_award(door)
    real, first = served._drawn, []

    def slow(issue: Issue, form: str) -> tuple[bytes, str]:
        if not first:  # while this one draws, somebody else's is finished
            first.append(None)
            first.append(paper_file(entry, form, at=at("2026-03-21"), calendar=CALENDAR))
        return real(issue, form)

    monkeypatch.setattr(served, "_drawn", slow)
    mine = paper_file(entry, "docx", at=at("2026-03-22"), calendar=CALENDAR)
    assert mine == first[1]
    assert PaperFile.objects.count() == 1


def test_a_paper_drawn_late_says_nothing_that_happened_since(door: Door) -> None:
    case = a_dispute(door, 2)
    entry = Entry.objects.get(case=case, act="accept")
    before = document_of(issue_of(entry, CALENDAR))
    door.act(case, "withdraw", by=CLERK, at=at("2026-03-10"), about=("claimant/1",))
    assert document_of(issue_of(entry, CALENDAR)) == before
    assert issue_of(entry, CALENDAR).view.state == "accepted"


def test_the_case_lists_its_papers_with_number_and_forms(door: Door) -> None:
    case, entry = an_award(door)
    paper_file(entry, "docx", at=at("2026-03-21"), calendar=CALENDAR)
    award, accepted = issued_in(case)
    assert (award.paper.label, award.number, award.drawn) == (
        "裁决书",
        entry.issued["number"],
        ("docx",),
    )
    assert (accepted.paper.label, accepted.act, accepted.drawn) == ("受理通知书", "受理", ())


def test_word_can_always_be_had(folders: Path) -> None:
    assert folders
    assert forms_offered()["docx"] == ""


def test_pdf_of_a_paper_is_kept_beside_word(door: Door) -> None:
    _, entry = an_award(door)
    pdf = paper_file(entry, "pdf", at=at("2026-03-21"), calendar=CALENDAR)
    word = paper_file(entry, "docx", at=at("2026-03-21"), calendar=CALENDAR)
    with pdf.file.file.open() as content:
        assert content.read(5) == b"%PDF-"
    assert pdf.file_id != word.file_id
    assert pdf.file.name.startswith("裁决书")
    assert pdf.file.name.endswith(".pdf")


def test_an_act_that_issues_nothing_has_no_paper(door: Door) -> None:
    case = a_dispute(door)
    opened = Entry.objects.get(case=case, seq=0)
    with pytest.raises(Undrawable, match="没有签发文书"):
        paper_file(opened, "docx", at=at("2026-03-03"), calendar=CALENDAR)
    accepted = Entry.objects.get(case=case, act="accept")
    with pytest.raises(Undrawable, match="没有“odt”"):
        paper_file(accepted, "odt", at=at("2026-03-03"), calendar=CALENDAR)


def old_wording(issue: Issue) -> Document:
    return Document(title="受理通知书", number=issue.number, blocks=(Paragraph("旧样式"),))


def new_wording(issue: Issue) -> Document:
    return Document(title="受理通知书", number=issue.number, blocks=(Paragraph("新样式"),))


def plea(issue: Issue) -> Document:
    return Document(title="案情", blocks=(Paragraph(f"{len(issue.subjects)}人"),), draft=True)


@pytest.fixture
def with_templates(door: Door) -> Door:
    """Let the example line bring its own wording of the notice, and a new one from 2027 on."""
    notice = dispute.accept.issues
    assert notice
    documents = (
        Template(notice, new_wording, since=date(2027, 1, 1)),
        Template(notice, old_wording),
        Draft("plea", "案情", "example.dispute", plea, states=("accepted",)),
    )
    catalogue.enter(replace(EXAMPLES, documents=documents))
    return door


def test_a_paper_keeps_the_wording_of_the_day_it_was_issued(with_templates: Door) -> None:
    notice = dispute.accept.issues
    assert notice
    assert [t.since.year for t in templates_for(notice)] == [1, 2027]
    assert template_for(notice, recorded=date(2026, 12, 31)).draw is old_wording
    assert template_for(notice, recorded=date(2027, 1, 1)).draw is new_wording
    case = a_dispute(with_templates)
    entry = Entry.objects.get(case=case, act="accept")
    drawn = paper_file(entry, "docx", at=at("2027-06-01"), calendar=CALENDAR)
    assert "旧样式" in words_of(drawn)
    assert drawn.template.endswith("old_wording/0001-01-01")


def test_a_draft_can_be_drawn_at_its_states_and_is_not_kept(with_templates: Door) -> None:
    case = a_dispute(with_templates, accept=False)
    assert [d.code for d in drafts_for(with_templates.view(case))] == ["receipts"]
    with_templates.act(case, "accept", by=CLERK, at=at("2026-03-03"))
    (offered,) = (d for d in drafts_for(with_templates.view(case)) if d.code == "plea")
    for form, begins in (("docx", b"PK"), ("pdf", b"%PDF")):
        assert draft(case, offered, form, calendar=CALENDAR).startswith(begins)
    assert not PaperFile.objects.exists()


def own(folder: Path, name: str, *lines: str) -> None:
    paper = docx.Document()
    for line in lines:
        paper.add_paragraph(line)
    paper.save(str(folder / "papers" / name))


def test_an_operators_word_template_takes_the_place_of_the_layout(
    door: Door, folders: Path
) -> None:
    own(folders, "award.docx", "不用这个")
    own(
        folders,
        "example.dispute.award.docx",
        "{{ 发文机关 }}　{{ 文号 }}",
        "{%p for 段 in 正文 %}",
        "{{ 段 }}",
        "{%p endfor %}",
        "{% for 人 in 当事人 %}{{ 人.称谓 }}；{% endfor %}{{ 成文日期汉字 }}",
    )
    _, entry = an_award(door)
    drawn = paper_file(entry, "docx", at=at("2026-03-21"), calendar=CALENDAR)
    said = words_of(drawn)
    assert f"arbitrator局　{entry.issued['number']}" in said
    assert "合计500.50元" in said
    assert "二〇二六年三月二十日" in said
    assert drawn.template.startswith("own/example.dispute.award.docx/")


@pytest.mark.parametrize(
    ("placeholder", "said"),
    [
        ("{{ 不存在 }}", "不提供的栏目"),
        ("{{ 文号 ", "不能使用"),
        ("{{ ''.__class__.mro() }}", "不能使用|不提供"),
    ],
)
def test_a_wrong_template_is_refused_with_its_name(
    door: Door, folders: Path, placeholder: str, said: str
) -> None:
    own(folders, "award.docx", placeholder)
    _, entry = an_award(door)
    with pytest.raises(Undrawable, match=said) as refusal:
        paper_file(entry, "docx", at=at("2026-03-21"), calendar=CALENDAR)
    assert "award.docx" in str(refusal.value)
    assert not PaperFile.objects.exists()


def test_sealed_facts_never_reach_a_paper(door: Door) -> None:
    from tongzhou.procedure.tests.cast import a_complaint

    case = a_complaint(door)
    opened = Entry.objects.get(case=case, seq=0)
    issue = replace(issue_of(opened, CALENDAR), paper=dispute.accept.issues)
    said = str(document_of(issue))
    assert "萨仁" not in said
    assert "（依法保密）" in said
    assert "9600.00元（大写：玖仟陆佰元整）" in said

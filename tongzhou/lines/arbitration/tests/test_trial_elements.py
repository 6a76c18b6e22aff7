"""Elements and evidence: what each side says on paper and on the phone, what is disputed, who proves what."""

from __future__ import annotations

from datetime import timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils.timezone import localdate

from tongzhou.lines.arbitration import facts
from tongzhou.lines.arbitration.models import Dispute
from tongzhou.lines.arbitration.offices import ARBITRATOR, CLERK
from tongzhou.lines.arbitration.rules import elements
from tongzhou.lines.arbitration.trial import exhibits, stating
from tongzhou.procedure.models import Case, Entry
from tongzhou.registry.models import Employer, Worker

from .chamber import FIRM, Chamber, Phone, ago, number, page

ONE = "claimant/w1"


def say(chamber: Chamber, case: Case, side: str, who: str = ONE, **said: str) -> None:
    stated = facts.Elements(of={who: said})
    chamber.does(case, "state_elements", CLERK, ago(1), stated, (side,))


def standing(chamber: Chamber, case: Case, code: str, who: str = ONE) -> str:
    view = chamber.view(case)
    rows = elements.table(view, view.subjects[who])
    return next(r.standing for r in rows if r.element.code == code)


def test_what_one_side_says_and_the_other_grants_need_not_be_proved(chamber: Chamber) -> None:
    case = chamber.tried()
    url = page(case, "elements/state/")
    assert chamber.clerk.sends(url, {"wage": "8,000", "hired_on": "2025-03-01"}).status_code == 302
    assert standing(chamber, case, "wage") == "one side"
    chamber.clerk.sends(f"{url}?side={FIRM}", {"wage-same": "agree", "hired_on-same": "differ", "hired_on": "2025-06-01"})  # fmt: skip
    assert standing(chamber, case, "wage") == "agreed"
    assert standing(chamber, case, "hired_on") == "disputed"
    text = chamber.arbitrator.reads(page(case, "elements/"), only="disputed")
    assert "入职日期" in text
    assert "约定月工资" not in text
    assert "由用人单位" not in text
    assert Dispute.objects.get(case=case).disputed == 1


def test_what_was_agreed_to_is_disputed_again_when_the_other_side_changes_it(
    chamber: Chamber,
) -> None:
    case = chamber.tried()
    url = page(case, "elements/state/")
    chamber.clerk.sends(url, {"wage": "8000"})
    chamber.clerk.sends(f"{url}?side={FIRM}", {"wage-same": "agree"})
    chamber.clerk.sends(url, {"wage": "9000"})
    assert standing(chamber, case, "wage") == "disputed"


def test_a_wrong_answer_is_sent_back_with_what_to_do_and_nothing_is_lost(chamber: Chamber) -> None:
    case = chamber.tried()
    answer = chamber.clerk.sends(
        page(case, "elements/state/"), {"wage": "八千", "post": "钢筋工", "hired_on": "去年"}
    )
    text = answer.content.decode()
    assert answer.status_code == 422
    assert "请填写数字，例如 8000" in text
    assert "按 2026-11-30 的样子" in text
    assert 'value="钢筋工"' in text
    assert not Entry.objects.filter(act="state_elements").exists()


def test_differing_without_a_value_is_not_an_answer(chamber: Chamber) -> None:
    case = chamber.tried()
    say(chamber, case, ONE, wage="8000")
    answer = chamber.clerk.sends(
        f"{page(case, 'elements/state/')}?side={FIRM}", {"wage-same": "differ"}
    )
    assert "请写明“约定月工资”应当是什么" in answer.content.decode()


def test_the_tribunal_finds_what_is_disputed_and_the_award_goes_by_it(chamber: Chamber) -> None:
    case = chamber.tried()
    say(chamber, case, ONE, wage="8000", hired_on="2025-03-01")
    say(chamber, case, FIRM, wage="6000", hired_on="2025-03-01")
    url = page(case, "elements/find/")
    assert "入职日期" not in chamber.arbitrator.reads(url)  # agreed
    chamber.arbitrator.sends(url, {"wage-take": "mine", "reasons": "有工资条为证。"})
    text = chamber.arbitrator.reads(page(case, "elements/"))
    assert "有工资条为证。" in text
    assert Dispute.objects.get(case=case).disputed == 0
    found = chamber.arbitrator.opens(page(case, "award/")).context["found"]
    assert "约定月工资：8000（经审理认定）。" in found
    assert "入职日期：2025-03-01（双方无争议）。" in found


def test_an_employer_answers_for_all_where_all_are_alike_and_the_tribunal_finds_for_all(
    chamber: Chamber,
) -> None:
    case = chamber.group(ago(10), n=12)
    for n in range(1, 13):
        say(chamber, case, f"claimant/w{n}", f"claimant/w{n}", hours="标准工时", wage=str(6000 + n))
    chamber.clerk.sends(
        f"{page(case, 'elements/state/')}?side={FIRM}",
        {"wage": "5000", "wage-same": "differ", "wage-all": "on"},
    )
    assert Dispute.objects.get(case=case).disputed == 12
    text = chamber.arbitrator.reads(page(case, "elements/"))
    assert "有争议 12" in text
    chamber.arbitrator.sends(f"{page(case, 'elements/find/')}?who=all", {"wage-take": "mine"})
    view = chamber.view(case)
    assert [r.found for r in elements.table(view, view.subjects["claimant/w7"]) if r.element.code == "wage"] == ["6007"]  # fmt: skip
    assert Dispute.objects.get(case=case).disputed == 0
    assert Entry.objects.filter(case=case, act="find_facts").count() == 1


def test_a_single_claimant_finds_what_the_application_said(chamber: Chamber) -> None:
    case = chamber.tried(post="钢筋工", monthly_wage=800_000)
    asked = {q.code: q.own for q in stating.questions(chamber.view(case), ONE, ONE)}
    assert (asked["post"], asked["wage"]) == ("钢筋工", "8000")


def test_evidence_after_its_day_is_marked_late_and_says_who_must_prove(chamber: Chamber) -> None:
    case = chamber.tried()
    until = localdate() - timedelta(days=3)
    chamber.does(case, "set_evidence", ARBITRATOR, ago(9), facts.EvidencePeriod(until=until))
    early = facts.Evidence(exhibits=(facts.Exhibit(name="工资条", proves="月工资"),))
    chamber.does(case, "hand_in", CLERK, ago(5), early, (ONE,))
    data = {"side": FIRM, "1-name": "考勤表", "1-proves": "出勤", "1-pages": "12",
            "1-files": SimpleUploadedFile("考勤.pdf", b"%PDF-1.4 x")}  # fmt: skip
    assert chamber.clerk.sends(page(case, "evidence/hand-in/"), data).status_code == 302
    shown = exhibits.shown(chamber.view(case))
    assert [(s.exhibit.name, s.late) for s in shown] == [("工资条", False), ("考勤表", True)]
    text = chamber.arbitrator.reads(page(case, "evidence/"))
    assert "逾期提交" in text
    assert "属于用人单位掌握管理的" in text


def test_who_disputes_an_exhibit_says_which_quality_and_why(chamber: Chamber) -> None:
    case = chamber.tried()
    handed = facts.Evidence(exhibits=(facts.Exhibit(name="工资条"), facts.Exhibit(name="照片")))
    entry = chamber.does(case, "hand_in", CLERK, ago(5), handed, (ONE,))
    url, first = f"{page(case, 'evidence/examine/')}?side={FIRM}", f"{entry.seq}-1"
    answer = chamber.clerk.sends(url, {"side": FIRM, f"{first}-answer": "dispute"})
    assert "请勾选是真实性、合法性还是关联性" in answer.content.decode()
    answer = chamber.clerk.sends(
        url,
        {"side": FIRM, f"{first}-answer": "dispute", f"{first}-not-authentic": "on",
         f"{first}-words": "非本单位制作", f"{entry.seq}-2-answer": "accept"},
    )  # fmt: skip
    assert answer.status_code == 302
    text = chamber.arbitrator.reads(page(case, "evidence/"))
    assert "不认可真实性" in text
    assert "非本单位制作" in text


def party(case: Case, what: str) -> str:
    return f"/p/arbitration/party/{case.uid}/{what}"


def test_worker_and_employer_fill_in_the_elements_on_their_phones(chamber: Chamber) -> None:
    case, (worker,), firm = chamber.with_parties()
    mine, theirs = f"claimant/w{worker.pk}", f"respondent/e{firm.pk}"
    saren = Phone("13900000001").shows_who(1)
    text = saren.reads(party(case, "elements/"))
    assert "哪天开始上班" in text
    assert (
        saren.sends(party(case, "elements/"), {"wage": "8000", "post": "钢筋工"}).status_code == 302
    )
    clerk = Phone("13700000001").acts_for_employer()
    text = clerk.reads(party(case, "elements/"))
    assert "申请人说" in text
    answer = clerk.sends(
        party(case, "elements/"), {"wage-same": "differ", "wage": "6000", "post-same": "agree"}
    )
    assert answer.status_code == 302
    view = chamber.view(case)
    rows = {r.element.code: r for r in elements.table(view, view.subjects[mine])}
    assert (rows["wage"].standing, rows["wage"].respondent_says) == ("disputed", "6000")
    assert rows["post"].standing == "agreed"
    entry = Entry.objects.filter(case=case, act="state_elements").latest("seq")
    assert entry.about == [theirs]


def test_an_employer_with_nothing_to_object_to_grants_all_in_one_press(chamber: Chamber) -> None:
    case, (one, two), _firm = chamber.with_parties(n=2)
    for worker in (one, two):
        key = f"claimant/w{worker.pk}"
        say(chamber, case, key, key, wage="8000", post="瓦工")
    clerk = Phone("13700000001").acts_for_employer()
    assert "第 1 / 2 名申请人" in clerk.reads(party(case, "elements/"))
    clerk.sends(party(case, "elements/"), {"agree_all": "1"})
    assert standing(chamber, case, "wage", f"claimant/w{two.pk}") == "agreed"
    assert standing(chamber, case, "post", f"claimant/w{one.pk}") == "agreed"


def test_a_claimant_sees_no_other_claimants_elements(chamber: Chamber) -> None:
    case, (_one, two), _firm = chamber.with_parties(n=2)
    saren = Phone("13900000001").shows_who(1)
    assert saren.opens(f"{party(case, 'elements/')}?who=claimant/w{two.pk}").status_code == 404


def test_each_side_examines_the_others_exhibits_and_opens_its_files(chamber: Chamber) -> None:
    case, _workers, _firm = chamber.with_parties()
    saren = Phone("13900000001").shows_who(1)
    paper = SimpleUploadedFile("工资条.pdf", b"%PDF-1.4 slip")
    answer = saren.sends(party(case, "evidence/"), {"1-name": "工资条", "1-files": paper})
    assert answer.status_code == 302
    entry = Entry.objects.get(case=case, act="hand_in")
    digest = entry.facts["exhibits"][0]["files"][0]["digest"]
    clerk = Phone("13700000001").acts_for_employer()
    assert "工资条" in clerk.reads(party(case, "examine/"))
    assert clerk.opens(party(case, f"file/{digest}/")).status_code == 200
    assert clerk.opens(party(case, f"file/{'0' * 64}/")).status_code == 404
    clerk.sends(party(case, "examine/"), {f"{entry.seq}-1-answer": "accept"})
    (shown,) = exhibits.shown(chamber.view(case))
    assert [(o.disputes, who) for who, o in shown.opinions] == [(False, "示例建筑有限公司")]


def test_a_stranger_finds_nothing_at_the_portal(chamber: Chamber) -> None:
    case, _workers, _firm = chamber.with_parties()
    Worker.objects.create(name="别人", phone="13900000099", id_number=number(99))
    Employer.objects.create(name="示例食品有限公司", region_id="150221")
    visitor = Phone("13900000099").shows_who(99)
    for what in ("elements/", "evidence/", "examine/", f"file/{'0' * 64}/"):
        assert visitor.opens(party(case, what)).status_code == 404

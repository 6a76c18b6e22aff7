"""Every paper of a mediation, drawn from the case as it stood: parties, ledger, dates, and where to go next."""

from __future__ import annotations

import io
from datetime import date, timedelta
from typing import Any

import docx
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.lines.mediation import facts
from tongzhou.lines.mediation.tests.cast import NUMBER, Cast
from tongzhou.procedure.models import Case, Entry


def words_of(answer: Any) -> str:
    """Return all the text of a Word file that was taken."""
    content = answer.getvalue() if hasattr(answer, "getvalue") else answer.content
    book = docx.Document(io.BytesIO(content))
    cells = [c.text for t in book.tables for row in t.rows for c in row.cells]
    return "\n".join([p.text for p in book.paragraphs] + cells)


def paper(cast: Cast, case: Case, act: str, who: str = "clerk") -> str:
    seq = Entry.objects.filter(case=case, act=act).latest("seq").seq
    answer = cast.people[who].opens(reverse("desk:paper", args=[case.uid, seq, "docx"]))
    assert answer.status_code == 200
    return words_of(answer)


def draft(cast: Cast, case: Case, code: str) -> str:
    answer = cast.clerk.opens(reverse("desk:document", args=[case.uid, code, "docx"]))
    assert answer.status_code == 200
    return words_of(answer)


def today() -> date:
    return localdate()


def test_the_application_names_both_sides_as_the_registers_know_them(cast: Cast) -> None:
    case = cast.case(on=today(), taken_down="娜日娜")
    said = draft(cast, case, "application")
    assert f"居民身份证号码{NUMBER}" in said
    assert "示例建筑有限公司" in said
    assert "12000.00元" in said
    assert "娜日娜当场记录" in said


def test_the_notice_of_acceptance_tells_both_clocks(cast: Cast) -> None:
    case = cast.accepted(on=date(2026, 3, 4))
    said = paper(cast, case, "accept")
    assert "自2026年3月4日起受理" in said
    assert "2026年3月19日" in said
    assert "第十四条" in said


def test_who_is_refused_reads_why_and_where_to_go(cast: Cast) -> None:
    case = cast.case(on=today())
    refusal = facts.Refusal(ground="不属于劳动争议", words="请向人民法院起诉。")
    cast.does("clerk", case, "refuse", refusal, on=today())
    said = paper(cast, case, "refuse")
    assert "因不属于劳动争议" in said
    assert "请向人民法院起诉" in said


def test_the_agreement_is_drawn_from_the_ledger(cast: Cast) -> None:
    pay_on = today() + timedelta(days=20)
    case = cast.agreed(on=today(), pay_on=pay_on)
    said = paper(cast, case, "conclude")
    assert "劳动报酬（拖欠工资）" in said
    assert "12000.00元" in said
    assert "10000.00元（大写：壹万元整）" in said
    assert f"{pay_on.year}年{pay_on.month}月{pay_on.day}日" in said
    assert "没有列入上表协议金额的请求，申请人不再主张" in said
    assert "达尔罕茂明安联合旗调解中心" in said


def test_before_it_is_signed_it_is_a_draft(cast: Cast) -> None:
    case = cast.mediating(on=today())
    cast.does("qiqige", case, "draft", cast.terms(today()), on=today())
    assert "10000.00元" in draft(cast, case, "agreement")


def test_the_ending_says_what_is_agreed_what_is_not_and_that_the_year_runs_anew(cast: Cast) -> None:
    case = cast.mediating(on=today())
    failure = facts.Failure(ground="双方分歧过大", agreed="认可劳动关系", disputed="加班天数")
    cast.does("qiqige", case, "fail", failure, on=today())
    for said in (paper(cast, case, "fail"), draft(cast, case, "failure")):
        assert "认可劳动关系" in said
        assert "加班天数" in said
        assert "仲裁时效中断" in said
        assert "不必重新填写" in said


def test_both_ask_together_for_review_and_confirmation(cast: Cast) -> None:
    case = cast.agreed(on=today(), pay_on=today() + timedelta(days=20))
    for want, ask, to, word in (
        ("want_review", "ask_review", "达茂旗劳动人事争议仲裁委员会", "出具调解书"),
        ("want_confirmation", "ask_confirmation", "达茂旗人民法院", "确认上述调解协议有效"),
    ):
        for key in (cast.claimant, cast.respondent):
            stated = facts.Signing(scan=(cast.paper(),))
            cast.does("clerk", case, want, stated, on=today(), about=(key,))
        cast.does("clerk", case, ask, facts.Joint(to=to), on=today())
        said = paper(cast, case, ask)
        assert word in said
        assert to in said
        assert NUMBER in said


def test_the_payment_order_asks_for_what_is_still_owed(cast: Cast) -> None:
    begun = today() - timedelta(days=10)
    case = cast.agreed(on=begun, pay_on=today() - timedelta(days=2))
    some = facts.Received(received_on=today(), paid={"payment/1": 400_000})
    cast.does("clerk", case, "part", some, on=today(), about=("payment/1",))
    cast.does("clerk", case, "miss", facts.Ground(words="余款未付"), on=today(), about=("payment/1",))  # fmt: skip
    cast.does("clerk", case, "payment_order", facts.Joint(to="达茂旗人民法院"), on=today())
    said = paper(cast, case, "payment_order")
    assert "6000.00元（大写：陆仟元整）" in said
    assert "第十六条" in said


def test_a_call_is_on_record(cast: Cast) -> None:
    begun = today() - timedelta(days=10)
    case = cast.agreed(on=begun, pay_on=today() - timedelta(days=1))
    call = facts.CallBack(called_on=today(), answer="没有收到", words="称下周发放")
    cast.does("qiqige", case, "call", call, on=today(), about=("payment/1",))
    said = paper(cast, case, "call")
    assert "没有收到" in said
    assert "称下周发放" in said

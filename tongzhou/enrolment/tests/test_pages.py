"""At the desk: a registrar finds the page under the register of employers, sends a list, follows and mends it; nobody else opens it."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import now
from pytest_django import DjangoAssertNumQueries
from python_calamine import CalamineWorkbook

from tongzhou.columns import jobs
from tongzhou.columns.models import Delivery
from tongzhou.enrolment.table import EMPLOYERS
from tongzhou.registry.models import Employer, RegisterEntry

from .cast import BESIDE, HEAD, HERE, THERE, League, code

FILES = "/desk/p/employers/files/"


def a_list(*rows: str, name: str = "市场主体名册.csv") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, "\n".join([HEAD, *rows]).encode("gb18030"))


def reads(league: League, who: str, url: str) -> str:
    answer = league.desks[who].get(url)
    assert answer.status_code == 200, (url, answer.status_code)
    return str(answer.content.decode())


def loaded(league: League, who: str, *rows: str) -> Delivery:
    """Let somebody send rows at the desk, and the worker load them."""
    assert league.desks[who].post(FILES, {"file": a_list(*rows)}).status_code == 302
    sent = Delivery.objects.latest("pk")
    jobs.run.func(sent.pk)
    sent.refresh_from_db()
    assert (sent.state, sent.why) == ("done", "")
    return sent


def test_a_registrar_is_led_from_the_register_to_the_page_and_nobody_else_is(
    league: League,
) -> None:
    register = reverse("desk:register", args=["employers"])
    assert reverse("enrolment:files") == FILES
    assert FILES in reads(league, "qimuge", register)
    assert "登记范围：包头市" in reads(league, "qimuge", FILES)
    assert FILES not in reads(league, "inspector", register)
    assert FILES not in reads(league, "qimuge", reverse("desk:register", args=["projects"]))
    for page in ("", "template/"):
        assert league.desks["inspector"].get(f"{FILES}{page}").status_code == 404
    answer = league.desks["inspector"].post(FILES, {"file": a_list(f"{code(1)},示例,{HERE}")})
    assert (answer.status_code, Delivery.objects.count()) == (404, 0)


def test_a_list_is_sent_followed_and_mended(league: League, django_assert_max_num_queries: DjangoAssertNumQueries) -> None:  # fmt: skip
    sent = loaded(league, "qimuge", f"{code(1)},示例甲有限公司,{HERE}", f"{code(2)},示例乙有限公司,150299")  # fmt: skip
    assert (sent.owner, sent.source, sent.landed, sent.rejected) == ("1502", "其木格的人社局", 1, 1)
    one = f"{FILES}{sent.pk}/"
    with django_assert_max_num_queries(20):
        page = reads(league, "qimuge", one)
    assert "没有这个旗县" in page
    assert "行数和合计都已对平" in page
    assert "没有这个旗县" in reads(league, "qimuge", f"{one}progress/")
    saved = b"".join(league.desks["qimuge"].get(f"{one}rejects/").streaming_content)
    head, row = CalamineWorkbook.from_filelike(BytesIO(saved)).get_sheet_by_index(0).to_python()
    assert [str(cell) for cell in row[1:4]] == [code(2), "示例乙有限公司", "150299"]
    mended = ",".join(map(str, [3, code(2), "示例乙有限公司", HERE, ""]))
    file = SimpleUploadedFile("改好.csv", f"{','.join(map(str, head))}\n{mended}".encode())
    assert league.desks["qimuge"].post(f"{one}mend/", {"file": file}).status_code == 302
    again = Delivery.objects.get(mends=sent)
    jobs.run.func(again.pk)
    assert "改正后的报送" in reads(league, "qimuge", one)
    assert {(e.by.username if e.by else "") for e in RegisterEntry.objects.filter(register="employer")} == {"qimuge"}  # fmt: skip
    assert Employer.objects.count() == 2
    # Without a file the page says so.
    answer = league.desks["qimuge"].post(f"{one}mend/", {}, follow=True)
    assert "改好的文件" in answer.content.decode() or "必填" in answer.content.decode()


def test_the_same_list_again_is_the_list_that_was_sent(league: League) -> None:
    sent = loaded(league, "qimuge", f"{code(1)},示例甲有限公司,{HERE}")
    answer = league.desks["qimuge"].post(FILES, {"file": a_list(f"{code(1)},示例甲有限公司,{HERE}")}, follow=True)  # fmt: skip
    assert "此前已经报送过" in answer.content.decode()
    assert (Delivery.objects.get(), RegisterEntry.objects.count()) == (sent, 1)
    assert "市场主体名册.csv" in reads(league, "qimuge", FILES)


def test_whoever_keeps_the_region_opens_a_list_and_a_neighbour_does_not(league: League) -> None:
    sent = loaded(league, "bateer", f"{code(1)},示例甲有限公司,{HERE}", f"{code(2)},示例乙有限公司,{BESIDE}", f"{code(3)},示例丙有限公司,{THERE}")  # fmt: skip
    # A banner's registrar registers in the banner alone.
    assert (sent.owner, sent.landed, sent.counts) == (HERE, 1, {"E102": 2})
    assert reads(league, "qimuge", f"{FILES}{sent.pk}/")
    wide = loaded(league, "qimuge", f"{code(4)},示例丁有限公司,{BESIDE}")
    for who, pk in (("wuyun", sent.pk), ("bateer", wide.pk), ("inspector", sent.pk)):
        for page in ("", "progress/", "rejects/", "remarks/"):
            assert league.desks[who].get(f"{FILES}{pk}/{page}").status_code == 404
        for page in ("mend/", "again/"):
            assert league.desks[who].post(f"{FILES}{pk}/{page}").status_code == 404
    assert sent.file_name not in reads(league, "wuyun", FILES)


def test_who_mends_a_banners_list_from_the_league_mends_for_the_banner(league: League) -> None:
    sent = loaded(league, "bateer", f"{code(1)},示例甲有限公司,150299")
    rows = a_list(f"{code(1)},示例甲有限公司,{HERE}", f"{code(2)},示例乙有限公司,{BESIDE}")
    league.desks["qimuge"].post(f"{FILES}{sent.pk}/mend/", {"file": rows})
    mended = Delivery.objects.get(mends=sent)
    jobs.run.func(mended.pk)
    mended.refresh_from_db()
    assert (mended.owner, mended.landed, mended.counts) == (HERE, 1, {"E102": 1})


def test_rows_with_a_remark_are_named_and_saved(league: League) -> None:
    league.registers(1)
    sent = loaded(league, "qimuge", f"{code(1)},示例新名有限公司,{HERE}")
    page = reads(league, "qimuge", f"{FILES}{sent.pk}/")
    assert "第 2 行。要变更的，请在“办理事项”填“变更”再报送" in page
    assert "有提示的按提示处理，其余不必处理" in page
    saved = b"".join(league.desks["qimuge"].get(f"{FILES}{sent.pk}/remarks/").streaming_content)
    assert saved.decode("utf-8-sig").splitlines()[1].startswith("2,办理事项,已经登记，内容与这一行不同")  # fmt: skip


def test_the_template_names_every_column_and_how_it_is_filled(league: League) -> None:
    saved = league.desks["bateer"].get(f"{FILES}template/").content
    book = CalamineWorkbook.from_filelike(BytesIO(saved))
    first, how = (book.get_sheet_by_index(n).to_python() for n in (0, 1))
    assert first[0] == [c.label for c in EMPLOYERS.columns]
    assert len(how) == len(EMPLOYERS.columns) + 1


def test_what_broke_off_is_gone_on_with_from_the_page(league: League, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    from tongzhou.enrolment import landing

    def fails(*_args: Any, **_kwargs: Any) -> None:
        raise OSError("power")

    league.desks["qimuge"].post(FILES, {"file": a_list(f"{code(1)},示例甲有限公司,{HERE}")})
    sent = Delivery.objects.get()
    with monkeypatch.context() as broken:
        broken.setattr(landing, "register_employers", fails)
        jobs.run.func(sent.pk)
    assert "继续处理这份文件" in reads(league, "qimuge", f"{FILES}{sent.pk}/")
    assert league.desks["qimuge"].post(f"{FILES}{sent.pk}/again/").status_code == 302
    jobs.run.func(sent.pk)
    sent.refresh_from_db()
    assert (sent.state, sent.landed, Employer.objects.count()) == ("done", 1, 1)


def test_a_worker_that_comes_back_notes_the_heads_that_were_registered_meanwhile(league: League) -> None:  # fmt: skip
    head = f"{HEAD},所属单位信用代码"
    league.brings(f"{code(2)},示例公司甲分公司,{HERE},{code(1)}", head=head)
    league.registers(1, "示例公司")
    later = now() + 2 * jobs.SILENT
    assert jobs.take_up_left(at=later) == 1
    jobs.look.func(Delivery.objects.get().pk)
    branch = Employer.objects.get(uscc=code(2))
    assert branch.parent == Employer.objects.get(uscc=code(1))
    assert jobs.take_up_left(at=later) == 0

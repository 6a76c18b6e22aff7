"""A file hires, renews, changes, ends: what a row asks of a declaration that stands is done by the door of the register; an old sheet takes nothing back."""

from __future__ import annotations

from datetime import date, timedelta

from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from tongzhou.columns import jobs, refused
from tongzhou.columns.models import Delivery
from tongzhou.lines.filing import declaring
from tongzhou.lines.filing.models import Employment
from tongzhou.lines.filing.registers import EMPLOYMENTS
from tongzhou.lines.filing.review import ranking
from tongzhou.registry.models import RegisterEntry

from .cast import HERE, THERE, Seat, Town, number

HEAD = "姓名,证件号码,工作地区划,合同类型,合同起始日,合同终止日,月工资,签订日期,备案事项,解除终止日期,解除终止原因,手机号"


def row(n: int, start: date, last: date, *, pay: str = "5000", how: str = "", ended: str = "", why: str = "", phone: str = "", region: str = HERE) -> str:  # fmt: skip
    return f"王{n},{number(n)},{region},固定期限,{start},{last},{pay},{start},{how},{ended},{why},{phone}"


class Sending:
    """The clerk of the first employer, or an office, with a sheet in hand."""

    def __init__(
        self, town: Town, seat: Seat | None = None, url: str = "", head: str = HEAD
    ) -> None:
        self.seat = seat or town.at_phone()
        self.url = url or reverse("filing-employer:files", args=[town.firm.pk])
        self.head = head

    def sends(self, *rows: str) -> Delivery:
        sheet = SimpleUploadedFile("职工.csv", "\n".join([self.head, *rows]).encode())
        assert self.seat.sends(self.url, file=sheet).status_code == 302
        sent = Delivery.objects.latest("pk")
        jobs.run.func(sent.pk)
        sent.refresh_from_db()
        assert (sent.state, sent.why) == ("done", "")
        assert sent.sent == sent.landed + sent.rejected + sent.duplicate
        return sent


def a_year(days_ago: int) -> tuple[date, date]:
    start = localdate() - timedelta(days=days_ago)
    return start, start + timedelta(days=364)


def test_an_ending_by_file_ends_what_was_declared(town: Town) -> None:
    clerk, (start, last) = Sending(town), a_year(100)
    clerk.sends(row(1, start, last, phone="13700000001"))
    gone = localdate() - timedelta(days=3)
    sent = clerk.sends(row(1, start, last, ended=f"{gone}", why="协商一致解除"))
    assert (sent.landed, sent.duplicate, sent.counts) == (1, 0, {})
    stands = Employment.objects.get()
    assert (stands.state, stands.ended_on, stands.end_reason) == ("ended", gone, "agreed")
    assert stands.open_identity().phone == "13700000001"
    entry = EMPLOYMENTS.history(stands)[0]
    assert (entry.what, entry.by) == (RegisterEntry.What.ENDED, town.clerk)
    # The same sheet under another name repeats, and nothing happens.
    again = clerk.sends(row(1, start, last, ended=f"{gone}", why="协商一致解除", pay="5000.00"))
    assert (again.landed, again.duplicate, again.counts) == (0, 1, {})


def test_a_renewal_by_file_renews_the_period_before_wherever_it_stands_in_the_file(town: Town) -> None:  # fmt: skip
    clerk, (start, last) = Sending(town), a_year(370)
    follows = last + timedelta(days=1), last + timedelta(days=365)
    sent = clerk.sends(row(1, *follows, how="续订"), row(1, start, last))
    assert (sent.landed, sent.duplicate) == (2, 0)
    states = dict(Employment.objects.values_list("starts_on", "state"))
    assert states == {start: "renewed", follows[0]: "active"}
    before = Employment.objects.get(starts_on=start)
    assert EMPLOYMENTS.history(before)[0].by == town.clerk


def test_a_file_changes_what_stands_only_where_it_says_so(town: Town) -> None:
    clerk, (start, last) = Sending(town), a_year(100)
    clerk.sends(row(1, start, last))
    differs = clerk.sends(row(1, start, last, pay="6000"))
    assert (differs.landed, differs.duplicate, differs.counts) == (0, 1, {"F131": 1})
    assert refused.remarked(differs, most=9) == {"F131": [2]}
    page = clerk.seat.reads(reverse("filing-employer:file", args=[town.firm.pk, differs.pk]))
    assert "要变更的，请在“备案事项”填“变更”再报送" in page
    assert "重复的行（1）：有提示的按提示处理，其余不必处理" in page
    assert Employment.objects.get().pay == 500_000

    changed = clerk.sends(row(1, start, last, pay="6000", how="变更"))
    assert (changed.landed, changed.duplicate, changed.counts) == (1, 0, {})
    stands = Employment.objects.get()
    assert (stands.pay, stands.version, stands.how) == (600_000, 2, "hire")
    # Of whom nothing stands, a change declares.
    fresh = clerk.sends(row(2, start, last, how="变更"))
    assert (fresh.landed, fresh.counts) == (1, {})
    assert Employment.objects.filter(state="active", how="hire").count() == 2


def test_a_sheet_that_says_nothing_of_insurance_says_neither_yes_nor_no(town: Town) -> None:
    clerk, (start, last) = Sending(town), a_year(100)
    clerk.sends(row(1, start, last, phone="13700000001"))
    assert Employment.objects.get().insured is None
    worker = town.worker_at_phone(1, "13700000001")
    assert "单位没有填报" in worker.reads("/p/filing/worker/mine/")
    asked = ranking.standings(HERE, on=localdate())[str(town.firm.uscc)].counts
    assert (asked["uninsured"], asked["insurance_untold"]) == (0, 1)

    clerk.head = f"{HEAD},参加社会保险"
    told = clerk.sends(f"{row(1, start, last, how='变更')},是")
    assert (told.landed, Employment.objects.get().insured) == (1, True)
    clerk.head = HEAD  # whoever leaves it out takes nothing back
    clerk.sends(row(1, start, last, pay="6000", how="变更"))
    assert (Employment.objects.get().pay, Employment.objects.get().insured) == (600_000, True)


def test_nobody_is_ranked_for_insurance_within_the_thirty_days_the_law_gives(town: Town) -> None:
    town.hires(1, starts_on=localdate() - timedelta(days=30), insured=False)
    assert ranking.standings(HERE, on=localdate())[str(town.firm.uscc)].counts["uninsured"] == 0
    tomorrow = localdate() + timedelta(days=1)
    assert ranking.standings(HERE, on=tomorrow)[str(town.firm.uscc)].counts["uninsured"] == 1


def test_a_change_by_file_that_does_not_stand_is_told_and_not_made(town: Town) -> None:
    clerk, (start, last) = Sending(town), a_year(100)
    further = last + timedelta(days=10)
    clerk.sends(row(1, start, last))
    # That it runs into a later period is seen by the register alone.
    Employment.objects.filter(starts_on=start).update(ends_on=start + timedelta(days=50))
    town.hires(1, starts_on=localdate() - timedelta(days=20))
    sent = clerk.sends(row(1, start, further, how="变更"))
    assert (sent.landed, sent.duplicate, sent.counts) == (0, 1, {"F133": 1})
    assert Employment.objects.get(starts_on=start).ends_on == start + timedelta(days=50)


def test_what_was_taken_back_is_declared_anew_with_what_was_wrong_put_right(town: Town) -> None:
    first = town.hires(1, phone="13700000009")
    declaring.void(first, by=town.by, reason="手机号填错")
    again = town.hires(1, phone="13700000001")
    assert (again.pk, again.state, again.version) == (first.pk, "active", 3)
    assert again.open_identity().phone == "13700000001"
    assert next(e.reason for e in EMPLOYMENTS.history(again)) == "作废后重新备案"

    declaring.void(again, by=town.by, reason="又错了")
    clerk = Sending(town)
    sent = clerk.sends(row(1, again.starts_on, again.starts_on + timedelta(days=1000), phone="13700000002"))  # fmt: skip
    assert (sent.landed, sent.duplicate) == (1, 0)
    stands = Employment.objects.get()
    assert (stands.state, stands.open_identity().phone) == ("active", "13700000002")


def test_an_ending_that_was_wrong_is_put_right(town: Town) -> None:
    hired = town.hires(1)
    told = localdate() - timedelta(days=2)
    ended = declaring.end(hired, ended_on=told, end_reason="resigned", by=town.by).row
    clerk, url = town.at_phone(), reverse("filing-employer:act", args=[town.firm.pk, ended.pk, "end"])  # fmt: skip
    clerk.sends(url, ended_on=f"{told - timedelta(days=1)}", end_reason="agreed")
    ended.refresh_from_db()
    assert (ended.ended_on, ended.end_reason) == (told - timedelta(days=1), "agreed")
    assert EMPLOYMENTS.history(ended)[0].reason == "更正解除终止备案"


def test_an_office_touches_no_declaration_of_another_county(town: Town) -> None:
    away = town.hires(1, region_id=THERE)
    desk = Sending(
        town, town.seats["officer"], reverse("filing:files"), f"信用代码,单位名称,{HEAD}"
    )
    ended = row(
        1, away.starts_on, localdate(), how="变更", ended=f"{localdate()}", why="协商一致解除"
    )
    sent = desk.sends(f"{town.firm.uscc},{town.firm.name},{ended}")
    assert (sent.landed, sent.duplicate, sent.counts) == (0, 1, {"F132": 1})
    away.refresh_from_db()
    assert away.state == "active"


def test_an_employer_bears_the_name_of_the_register_whatever_the_file_says(town: Town) -> None:
    desk = Sending(
        town, town.seats["officer"], reverse("filing:files"), f"信用代码,单位名称,{HEAD}"
    )
    sent = desk.sends(f"{town.firm.uscc},张三的假公司,{row(1, *a_year(50))}")
    assert (sent.landed, sent.counts) == (1, {"F134": 1})
    assert Employment.objects.get().employer_name == town.firm.name

"""A list of claimants: read, checked line by line, mended, and stated in one act."""

from __future__ import annotations

import io
from typing import Any

import pytest
import xlsxwriter

from tongzhou.lines.arbitration.facts import Refusal, Withdrawal
from tongzhou.lines.arbitration.models import Batch, Claim, Dispute
from tongzhou.procedure.models import Case, Entry
from tongzhou.registry.models import RegisterEntry, Worker

from .many import COLUMNS, COUNTY, FIRM, Commission, called, line, number, opened, upload, xlsx

OPEN = "/desk/p/arbitration/group/open/"


def brings(many: Commission, content: bytes, name: str = "名单.xlsx", **more: Any) -> Any:
    """Let the clerk open a group case with a list; return the page that follows."""
    data = {
        "respondent": FIRM,
        "place": COUNTY,
        "story": "拖欠工资。",
        "file": upload(content, name),
    }
    return many.clerk.follows(OPEN, data | more)


def adds(many: Commission, case: Case, content: bytes, name: str = "名单.xlsx") -> Any:
    return many.clerk.follows(many.page(case, "list/"), {"file": upload(content, name)})


def do(many: Commission, shown: Any) -> Any:
    """Press the button of the page that shows a list."""
    batch = shown.context["batch"]
    if shown.context["case"] is None:
        return many.clerk.follows(f"{OPEN}{batch.uid}/do/")
    return many.clerk.follows(many.page(shown.context["case"], f"list/{batch.uid}/do/"))


def test_twelve_workers_come_with_a_list_and_one_case_is_opened(many: Commission) -> None:
    shown = brings(many, xlsx([line(n) for n in range(12)]))
    found = shown.context["found"]
    assert (len(found.new), found.rejected) == (12, [])
    assert found.totals == {"wages": sum(3000 + n for n in range(12)) * 100, "overtime": 600_000}
    assert not Case.objects.exists()  # nothing is done before the clerk has seen it
    do(many, shown)
    case = Case.objects.get()
    assert Entry.objects.filter(case=case).count() == 1
    assert Dispute.objects.get().is_group
    assert Claim.objects.filter(case=case, head="overtime").count() == 12
    assert Worker.objects.count() == 12
    assert RegisterEntry.objects.filter(register="worker").count() == 12
    assert Batch.objects.get().sealed == ""


def test_where_they_work_settles_which_court_and_which_minimum_wage(many: Commission) -> None:
    page = many.clerk.opens(OPEN)
    assert page.context["form"]["place"].value() == COUNTY  # as a rule those of the own county come
    assert [*brings(many, xlsx([line(0)]), place="").context["form"].errors] == ["place"]
    do(many, brings(many, xlsx([line(n) for n in range(12)])))
    case = Case.objects.get()
    answer = many.clerk.opens(f"/desk/p/arbitration/counter/{case.uid}/examine/")
    assert "由本委管辖" in answer.content.decode()


def test_a_line_that_is_wrong_says_what_and_the_others_go_on(many: Commission) -> None:
    lines = [line(n) for n in range(12)]
    lines[3][2] = number(3)[:-1] + ("0" if number(3)[-1] != "0" else "1")
    lines[5][5] = "三千"
    shown = brings(many, xlsx(lines))
    page = shown.content.decode()
    assert "校验位不符" in page
    assert "不是金额" in page
    assert number(3)[:14] not in page  # numbers are masked
    done = do(many, shown)
    assert done.status_code == 200
    assert Dispute.objects.get().people == 10
    kept = Batch.objects.get()
    assert (kept.purpose, kept.ended_at) == ("claim", None)


def test_the_lines_to_mend_come_back_masked_and_go_in_again_alone(many: Commission) -> None:
    lines = [line(n) for n in range(12)]
    lines[3][5] = "-5"
    lines[3][6] = "0"
    do(many, brings(many, xlsx(lines)))
    case, batch = Case.objects.get(), Batch.objects.get()
    where = many.page(case, f"list/{batch.uid}/")
    response = many.clerk.opens(f"{where}rejects/")
    head, *rows = opened(response)
    assert len(rows) == 1
    assert rows[0][head.index("证件号码")].startswith("150*")
    assert "金额不能为负数" in rows[0][head.index("问题")]
    told = opened(response, 1)
    assert told[1] == ["5", "劳动报酬", "-5", "金额不能为负数", "没有这项请求的留空"]
    rows[0][head.index("劳动报酬")] = "5"
    shown = many.clerk.follows(where, {"file": upload(xlsx(rows, head))})
    assert [len(shown.context["found"].new), shown.context["found"].rejected] == [1, []]
    do(many, shown)
    assert Dispute.objects.get().people == 12
    assert Worker.objects.filter(name=called(3)).get().id_number.open() == number(3)
    assert Entry.objects.filter(case=case).count() == 2


def test_the_same_list_again_changes_nothing_and_a_changed_sum_is_told(many: Commission) -> None:
    lines = [line(n) for n in range(12)]
    do(many, brings(many, xlsx(lines)))
    case = Case.objects.get()
    again = adds(many, case, xlsx(lines)).context["found"]
    assert (len(again.new), len(again.changed), len(again.same)) == (0, 0, 12)
    lines[0][5] = "9000"
    shown = adds(many, case, xlsx(lines))
    assert "更新，原 ¥3,500.00" in shown.content.decode()
    do(many, shown)
    assert (
        Claim.objects.get(case=case, subject=many.claimants(case)[0], head="wages").asked == 900_000
    )
    assert Dispute.objects.get().people == 12
    assert Worker.objects.count() == 12


def test_after_acceptance_newcomers_join_and_others_amend(many: Commission) -> None:
    case = many.opens(12)
    many.takes(case)
    shown = adds(many, case, xlsx([line(0, **{"劳动报酬（元）": "8000"}), line(20)]))
    assert [(act.code, n) for act, n in shown.context["acts"]] == [
        ("join_claimants", 1),
        ("amend_claim", 1),
    ]
    do(many, shown)
    acts = list(Entry.objects.filter(case=case).order_by("seq").values_list("act", flat=True))
    assert acts[-2:] == ["join_claimants", "amend_claim"]
    assert Dispute.objects.get(case=case).people == 13


def test_one_person_listed_twice_counts_once_or_is_asked_about(many: Commission) -> None:
    lines = [line(n) for n in range(11)]
    same, other = [*lines, line(0)], [*lines, line(0, **{"劳动报酬（元）": "1"})]
    found = brings(many, xlsx(same)).context["found"]
    assert (len(found.new), len(found.doubles), found.rejected) == (11, 1, [])
    found = brings(many, xlsx(other)).context["found"]
    assert "与第2行是同一人" in found.rejected[0].faults[0].rule


def test_a_number_registered_under_another_name_is_refused(many: Commission) -> None:
    many.opens(1)
    found = brings(many, xlsx([line(0, 姓名="别人")])).context["found"]
    assert "登记的姓名是" in found.rejected[0].faults[0].rule


def test_who_has_withdrawn_is_not_taken_up_again_by_a_list(many: Commission) -> None:
    case = many.opens(12)
    key = many.claimants(case)[0]
    many.does(case, "withdraw", many.clerk, Withdrawal(), about=(key,))
    found = adds(many, case, xlsx([line(0)])).context["found"]
    assert "已撤回" in found.rejected[0].faults[0].rule


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ("姓名", "", "没有填姓名"),
        ("姓名", "职工12", "不像姓名"),
        ("证件类型", "驾驶证", "没有这种证件类型"),
        ("证件号码", "", "没有填证件号码"),
        ("证件号码", "1.50221E+17", "末几位已经丢失"),
        ("证件号码", "150221900101001", "15位"),
        ("手机号", "12345", "11位手机号码"),
        ("劳动报酬（元）", "=1+1", "是公式文字"),
        ("劳动报酬（元）", "1.234", "多于两位"),
        ("劳动报酬（元）", "1e12", "超过一亿元"),
        ("劳动报酬（元）", "NaN", "不是金额"),
    ],
)
def test_what_is_wrong_with_a_cell_is_said_in_words(
    many: Commission, column: str, value: str, rule: str
) -> None:
    found = brings(many, xlsx([line(0, **{column: value})])).context["found"]
    assert any(rule in f.rule for f in found.rejected[0].faults)


def test_a_number_that_a_sheet_has_rounded_is_told_apart(many: Commission) -> None:
    row: list[Any] = [*line(0)]
    row[2] = int(number(0)[:17] + "0")
    found = brings(many, xlsx([row])).context["found"]
    assert "末几位已经丢失" in found.rejected[0].faults[0].rule


def test_amounts_are_read_as_people_write_them(many: Commission) -> None:
    lines = [line(0, **{"劳动报酬（元）": "￥１２，３４５．６７元", "加班工资（元）": "-"})]
    found = brings(many, xlsx(lines)).context["found"]
    assert found.totals == {"wages": 1_234_567}


def test_a_formula_gives_the_value_it_last_had(many: Commission) -> None:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, COLUMNS)
    sheet.write_row(1, 0, line(0))
    sheet.write_formula(1, 5, "=3000*0.1+0.2", None, 300.20000000000005)
    book.close()
    assert brings(many, out.getvalue()).context["found"].totals["wages"] == 30_020


def test_a_title_and_a_head_of_two_rows_are_read(many: Commission) -> None:
    top = ["姓名", "证件类型", "证件号码", "手机号", "送达地址", "请求事项（元）", ""]
    under = ["", "", "", "", "", "劳动报酬", "加班工资"]
    lines = [["示例公司申请人名单"], top, under, line(0)]
    found = brings(many, xlsx(lines, [])).context["found"]
    assert found.totals == {"wages": 300_000, "overtime": 50_000}
    assert found.new[0].row.line == 4


def test_a_csv_of_an_old_office_is_read(many: Commission) -> None:
    rows = [",".join(COLUMNS), ",".join(line(0))]
    found = brings(many, "\n".join(rows).encode("gb18030"), "名单.csv").context["found"]
    assert [p.row.given.name for p in found.new] == [called(0)]


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "a.xlsx", "空"),
        (b"PK\x03\x04broken", "a.xlsx", "不是可以读取的表格文件"),
        (xlsx([]), "a.xlsx", "表头以下没有内容"),
        (xlsx([["x"]], ["甲"]), "a.xlsx", "没有找到表头"),
        (xlsx([["x"]], ["姓名"]), "a.xlsx", "缺少“证件号码”列"),
        (xlsx([["x"]], ["姓名", "证件号码", "证件号码"]), "a.xlsx", "出现了两次"),
        (b"PK\x03\x04", "a.exe", ""),
    ],
)
def test_a_file_that_is_no_list_is_refused_in_words(
    many: Commission, content: bytes, name: str, says: str
) -> None:
    response = brings(many, content, name)
    assert response.status_code == 422
    assert says in response.content.decode()
    assert not Batch.objects.exists()


def test_a_column_nobody_knows_is_told(many: Commission) -> None:
    head = [*COLUMNS, "备注二"]
    found = brings(many, xlsx([[*line(0), "x"]], head)).context["found"]
    assert found.ignored == ["备注二"]


def test_an_employer_not_in_the_register_is_asked_about(many: Commission) -> None:
    content = xlsx([line(n) for n in range(12)])
    assert "登记簿中没有这个单位" in brings(many, content, respondent="示例新公司").content.decode()
    do(many, brings(many, content, respondent="示例新公司", provisional="on"))
    assert "示例新公司" in Case.objects.get().title


def test_nothing_is_registered_where_the_case_refuses(many: Commission) -> None:
    case = many.opens(12)
    shown = adds(many, case, xlsx([line(30)]))
    many.does(case, "refuse", many.clerk, Refusal(ground="主体不适格", detail="示例"))
    before = Worker.objects.count()
    answer = do(many, shown)
    assert "不能办理" in answer.content.decode()
    assert Worker.objects.count() == before
    assert Batch.objects.filter(ended_at=None).count() == 1  # the list is kept


def test_a_list_of_five_hundred_is_one_act(many: Commission) -> None:
    shown = brings(many, xlsx([line(n) for n in range(500)]))
    assert len(shown.context["rows"]) == 50  # a page of them is drawn
    do(many, shown)
    assert Dispute.objects.get().people == 500
    assert Entry.objects.count() == 1


def test_the_list_of_one_officer_is_nobody_elses(many: Commission) -> None:
    case = many.opens(12)
    shown = adds(many, case, xlsx([line(30)]))
    where = many.page(case, f"list/{shown.context['batch'].uid}/")
    assert many.clerk.opens(where).status_code == 200
    assert many.head.opens(where).status_code == 404
    assert many.elsewhere.opens(where).status_code == 404


def test_the_template_has_the_columns_asked_for_and_is_read_back(many: Commission) -> None:
    response = many.clerk.opens("/desk/p/arbitration/group/template/?head=wages&head=relation")
    head = opened(response)[0]
    assert head[-3:] == ["劳动报酬（拖欠工资）（元）", "确认劳动关系", "依据"]
    row = [
        called(0),
        "",
        number(0),
        "13800000000",
        "",
        "同意",
        "2018-08-20",
        "",
        "木工",
        "88",
        "是",
        "三个月",
    ]
    found = brings(many, xlsx([row], head)).context["found"]
    assert found.rejected == []
    assert [(i.head, i.amount, i.basis) for i in found.new[0].row.items] == [
        ("wages", 8800, "三个月"),
        ("relation", 0, "三个月"),
    ]
    assert found.new[0].row.particulars.post == "木工"

"""Each cited article is opened in a folder of texts, and its figures must stand there."""

from __future__ import annotations

import os
import sys
from collections import Counter
from datetime import date
from pathlib import Path
from types import ModuleType

import pytest

from tongzhou.law import Citation, Unfit, article, check_citations, days, hours, working_days
from tongzhou.law.amounts import of_the_amounts
from tongzhou.law.citations import of_module, of_the_tables, offered
from tongzhou.law.instruments import (
    NotListed,
    by_key,
    figure,
    instruments,
    load,
    provisions_of,
    versions_of,
)
from tongzhou.law.texts import articles_in, paragraphs_of, take_in, text_file, text_of, user_folder

ENACTED = """# 示例办法

<!-- INFO END -->

## 第一章 总则

第一条 为示例，制定本办法。

## 第二章 期限

第二条 收到申请之日起十五日内答复；材料不全的，５ 个工作日内一次告知：

（一）缺少申请书；

（二）缺少证明。

逾期不答复的，自第十六日起视为同意。

第二条之一 紧急情况应当在２４小时内报告。

第三条 本办法自公布之日起施行。

第二条 是附录中的引文，不是条文，写作九十日。
"""
POLICY = "# 示例意见\n\n一、总体要求\n\n用三年左右时间。\n\n二、主要任务\n\n逐项落实。\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A small folder of fictional statutes, one of them in two versions."""
    (tmp_path / "示例办法(2020-01-01).md").write_text(
        "第二条 收到申请之日起三十日内答复。\n", "utf-8"
    )
    (tmp_path / "示例办法(2024-06-01).md").write_text(ENACTED, "utf-8")
    (tmp_path / "示例意见.md").write_text(POLICY, "utf-8")
    return tmp_path


def verdicts(folder: Path, *citations: Citation) -> list[str]:
    """Check citations and return the verdicts."""
    return [finding.verdict for finding in check_citations(citations, folder)]


def test_the_figures_stand_in_the_latest_text(folder: Path) -> None:
    cited = Citation(article("示例办法", 2), (days(15), working_days(5)))
    assert verdicts(folder, cited) == ["stated"]


def test_a_heading_that_comes_again_is_a_quotation(folder: Path) -> None:
    assert verdicts(folder, Citation(article("示例办法", 2), (days(90),))) == ["not_stated"]


def test_of_an_instrument_in_two_versions_the_later_text_is_opened(tmp_path: Path) -> None:
    for adopted, text in (("2013-12-11", "春节，放假3天"), ("2024-11-10", "春节，放假4天")):
        file = tmp_path / f"全国年节及纪念日放假办法({adopted}).md"
        file.write_text(f"第二条 示例：{text}。", "utf-8")
    cited = article("放假办法", 2)
    four, three = Citation(cited, ("春节，放假4天",)), Citation(cited, ("春节，放假3天",))
    assert verdicts(tmp_path, four, three) == ["stated", "not_stated"]


def test_a_wrong_figure_is_named(folder: Path) -> None:
    cited = Citation(article("示例办法", 2), (days(15), days(30), "视为拒绝"), "示例期限")
    [finding] = check_citations([cited], folder)
    assert finding.is_wrong
    assert finding.missing == (days(30), "视为拒绝")
    assert str(finding) == "《示例办法》第二条：条文中没有30日、视为拒绝（示例期限）"


def test_an_article_that_does_not_exist_is_wrong_and_a_missing_text_is_not(folder: Path) -> None:
    none, no_text = check_citations(
        [Citation(article("示例办法", 9)), Citation(article("无此文本办法", 1), (days(1),))], folder
    )
    assert (none.verdict, none.is_wrong) == ("no_article", True)
    assert (no_text.verdict, no_text.is_wrong) == ("no_text", False)


def test_a_paragraph_keeps_its_items_and_a_figure_of_another_paragraph_does_not_count(
    folder: Path,
) -> None:
    file = text_file(folder, "示例办法")
    assert file is not None
    assert len(paragraphs_of(articles_in(file)["第二条"])) == 2
    second = article("示例办法", 2, paragraph=2)
    assert text_of(second, file=file) == "逾期不答复的，自第十六日起视为同意。"
    assert verdicts(folder, Citation(second, (days(15),))) == ["not_stated"]
    assert verdicts(folder, Citation(article("示例办法", 2, paragraph=3))) == ["no_article"]


def test_inserted_articles_and_full_width_figures_are_found(folder: Path) -> None:
    assert verdicts(folder, Citation(article("示例办法", 2, inserted=1), (hours(24),))) == [
        "stated"
    ]


def test_a_policy_paper_is_opened_by_its_parts(folder: Path) -> None:
    part = article("示例意见", 1, unit="部分")
    assert verdicts(folder, Citation(part, ("三年左右",))) == ["stated"]


def test_a_declaration_may_not_be_surer_than_the_table(folder: Path) -> None:
    sure = Citation(article("集体合同规定", 42), (days(10),))
    modest = Citation(article("集体合同规定", 42, verified=False), (days(10),))
    assert verdicts(folder, sure, modest) == ["unread", "no_text"]


def folders() -> list[Path]:
    """The folder of texts, where this machine has one, and always one without the statutes."""
    named = os.environ.get("TONGZHOU_LAW_TEXTS")
    return [Path(__file__).parent, *([Path(named)] if named else [])]


@pytest.mark.parametrize("texts", folders(), ids=lambda path: path.name)
def test_no_figure_of_our_tables_is_missing_from_its_article(texts: Path) -> None:
    findings = list(check_citations([*of_the_tables(), *of_the_amounts()], texts))
    assert [str(finding) for finding in findings if finding.is_wrong] == []
    assert Counter(finding.verdict for finding in findings).keys() <= {"stated", "no_text"}
    assert len(findings) > 300


def test_a_room_above_offers_its_citations_by_the_name_of_a_module(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    room = ModuleType("imagined_room")
    cited = Citation(article("劳动合同法", 54), (days(15),), "示例期限")
    monkeypatch.setitem(sys.modules, "imagined_room", room)
    assert list(of_module("imagined_room")) == []
    room.citations = [cited]  # type: ignore[attr-defined]
    assert list(of_module("imagined_room")) == [cited]
    room.citations = lambda: iter([cited])  # type: ignore[attr-defined]
    assert list(of_module("imagined_room")) == [cited]
    with pytest.raises(ValueError, match="无法载入"):
        list(of_module("no_such_room_anywhere"))
    assert all(name.startswith("tongzhou.") for name in offered())


def test_the_limits_that_lines_declare_are_found_without_their_doing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = tmp_path / "imagined_lines" / "fees"
    line.mkdir(parents=True)
    (line.parent / "__init__.py").write_text("", "utf-8")
    (line / "__init__.py").write_text("", "utf-8")
    (line / "models").mkdir()
    (line / "models" / "__init__.py").write_text(
        "raise RuntimeError('needs the framework')", "utf-8"
    )
    (line / "procedure.py").write_text(
        "from types import SimpleNamespace as Of\n"
        "from tongzhou.law import article, days\n"
        "review = Of(code='review', length=days(15), cites=article('示例办法', 2))\n"
        "inner = Of(code='inner', length=days(30), cites=article('示例办法', 3))\n"
        "by_then = Of(code='by_then', length=days(0), cites=article('示例办法', 2))\n"
        "FEES = Of(limits=(review, inner, by_then))\n",
        "utf-8",
    )
    monkeypatch.syspath_prepend(tmp_path)
    found = list(of_module("imagined_lines"))
    assert [(each.figures, each.where) for each in found] == [
        ((days(15),), "期限 imagined_lines.fees.procedure review"),
        ((days(30),), "期限 imagined_lines.fees.procedure inner"),
        ((), "期限 imagined_lines.fees.procedure by_then"),
    ]


def test_an_instrument_is_found_by_any_of_its_names() -> None:
    assert versions_of("办案规则")[0].name == "劳动人事争议仲裁办案规则"
    assert versions_of("《中华人民共和国劳动合同法》")[0].name == "劳动合同法"
    with pytest.raises(NotListed, match="是否指《劳动合同法》"):
        versions_of("劳动合同")
    with pytest.raises(NotListed, match="请核对名称"):
        versions_of("无此法")


def test_two_versions_of_one_instrument_are_kept_apart_by_date() -> None:
    old, new = versions_of("放假办法")
    assert old.in_force(date(2024, 12, 31))
    assert not old.in_force(date(2025, 1, 1))
    assert new.in_force(date(2025, 1, 1))
    assert len(list(provisions_of(article("放假办法", 2)))) == 2


def test_a_provision_is_found_by_its_key() -> None:
    assert by_key("cc_review").cites == article("劳动合同法", 54)
    with pytest.raises(NotListed):
        by_key("nothing")


def test_no_paraphrase_is_long_enough_to_be_the_statute() -> None:
    told = [each.says for one in instruments() for each in one.provisions]
    assert all(0 < len(says) <= 60 for says in told)


def test_figures_are_lengths_or_words() -> None:
    assert figure("15 day") == days(15)
    assert figure("三倍") == "三倍"


INSTRUMENT = """
- name: 示例办法
  issuer: 示例机关
  from: 2024-01-01
  to: {end}
  verified: {verified}
  verified_on: {on}
  articles:
    - {{number: 1, key: {key}, says: 示例。, verified: {each}}}
- name: 示例办法
  issuer: 示例机关
  from: 2025-01-01
  verified: false
  articles:
    - {{number: 1, key: second, says: 示例。}}
"""
FIT = {"end": "2024-12-31", "verified": "true", "on": "2026-11-23", "key": "first", "each": "null"}


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"end": "2025-06-30"}, "重叠"),
        ({"end": "null"}, "重叠"),
        ({"end": "2023-12-31"}, "早于起始日"),
        ({"on": "null"}, "没有核对日期"),
        ({"key": "second"}, "代号重复"),
        ({"verified": "false", "on": "null", "each": "true"}, "没有核对日期"),
        ({"verified": "perhaps"}, "写法有误"),
    ],
)
def test_a_table_of_instruments_with_a_mistake_is_not_read(
    tmp_path: Path, changed: dict[str, str], said: str
) -> None:
    file = tmp_path / "example.yaml"
    file.write_text(INSTRUMENT.format(**FIT), "utf-8")
    assert len(load(tmp_path)) == 2
    file.write_text(INSTRUMENT.format(**{**FIT, **changed}), "utf-8")
    with pytest.raises(Unfit, match=said):
        load(tmp_path)


def test_texts_are_taken_into_the_users_own_folder(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    into = tmp_path / "mine"
    assert len(list(take_in(folder, into=into))) == 3
    assert (into / "示例意见.md").read_text("utf-8") == POLICY
    with pytest.raises(ValueError, match="没有 Markdown 条文"):
        list(take_in(tmp_path / "empty", into=into))
    monkeypatch.setenv("TONGZHOU_LAW_TEXTS", str(into))
    assert user_folder() == into
    monkeypatch.delenv("TONGZHOU_LAW_TEXTS")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert user_folder() == tmp_path / "tongzhou" / "texts"
    assert text_file(tmp_path / "nowhere", "示例办法") is None

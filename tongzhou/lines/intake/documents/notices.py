"""受理通知书、不予受理告知书、补正通知书、事项告知书 — what whoever reports is told in writing."""

from __future__ import annotations

from tongzhou.lines.intake import facts, rules
from tongzhou.lines.intake.violations import labels
from tongzhou.procedure.papers import (
    Document,
    Heading,
    Issue,
    Paragraph,
    SignatureBlock,
    day,
    paragraphs,
)
from tongzhou.procedure.view import View

BODY = "劳动保障监察机构"


def seat(issue: Issue) -> str:
    """Return the name of the body that acted."""
    return issue.body or f"{issue.region}{BODY}"


def to(view: View) -> str:
    """Return to whom it is written: the workers as the case calls them, never more."""
    names = [s.name for s in rules.workers(view) if s.name]
    if len(names) > 3:
        return f"{names[0]}等{len(names)}人"
    return "、".join(names) or "反映人"


def about(view: View) -> str:
    """Return whom the report is about."""
    firms = [s.name for s in rules.subjects(view, "employer") if s.name]
    return "、".join(firms) or rules.site(view) or "有关单位"


def _received(issue: Issue) -> str:
    return day(issue.view.opened_on or issue.on)


def acceptance(issue: Issue) -> Document:
    """举报投诉受理通知书: accepted and filed the same day; how long the inspection may take."""
    said, view = issue.facts, issue.view
    assert isinstance(said, facts.Acceptance)
    codes = said.violations or rules.violations(view)
    return Document(
        body=seat(issue),
        title="举报投诉受理通知书",
        number=issue.case_number,
        addressee=to(view),
        blocks=(
            Paragraph(
                f"你（们）反映{about(view)}{labels(codes)}的事项，于{_received(issue)}收到。经审查，符合受理条件，"
                f"决定自{day(issue.on)}起受理立案（《劳动保障监察条例》第十四条，"
                "《内蒙古自治区劳动保障监察条例》第十四条）。"
            ),
            Heading("办理期限"),
            Paragraph(
                "自立案之日起六十个工作日内完成调查；情况复杂的，经批准可以延长三十个工作日"
                "（《劳动保障监察条例》第十七条）。延长的，告知你（们）。"
            ),
            Heading("你（们）的权利和义务"),
            Paragraph(
                "你（们）的身份依法保密。可以凭编号和手机号查询进度，补充证据；应当如实反映情况。"
            ),
        ),
        signature=SignatureBlock((seat(issue),), issue.on),
    )


def refusal(issue: Issue) -> Document:
    """举报投诉不予受理告知书: why, with the account of the days, and where else to go."""
    said, view = issue.facts, issue.view
    assert isinstance(said, facts.Refusal)
    account = (
        tuple(Paragraph(f"{line}。") for line in rules.time_bar(view).account)
        if said.ground == "违法行为超过二年"
        else ()
    )
    law = (
        "《劳动保障监察条例》第二十条"
        if account
        else "《关于实施〈劳动保障监察条例〉若干规定》第十八条"
    )
    return Document(
        body=seat(issue),
        title="举报投诉不予受理告知书",
        number=issue.number,
        addressee=to(view),
        blocks=(
            Paragraph(
                f"你（们）反映{about(view)}{labels(rules.violations(view))}的事项，于{_received(issue)}收到。"
                f"经审查，{said.ground}，决定不予受理（{law}）。"
            ),
            *account,
            *paragraphs(said.words),
            Paragraph(
                "属于劳动争议的，可以依法申请调解、仲裁；对本决定不服的，可以自收到之日起六十日内申请行政复议，"
                "或者六个月内提起行政诉讼。"
            ),
        ),
        signature=SignatureBlock((seat(issue),), issue.on),
    )


def correction(issue: Issue) -> Document:
    """举报投诉补正通知书: what is missing."""
    said, view = issue.facts, issue.view
    assert isinstance(said, facts.Correction)
    by = f"请于{day(said.by)}前补正。" if said.by else "请尽快补正。"
    return Document(
        body=seat(issue),
        title="举报投诉补正通知书",
        number=issue.case_number,
        addressee=to(view),
        blocks=(
            Paragraph(f"你（们）反映{about(view)}的事项，于{_received(issue)}收到。尚缺下列内容："),
            *paragraphs(said.lacks),
            Paragraph(
                f"{by}补正后，自收到之日起五个工作日内答复是否受理"
                "（《关于实施〈劳动保障监察条例〉若干规定》第十八条）。可以在网上、来电或者到窗口补正。"
            ),
        ),
        signature=SignatureBlock((seat(issue),), issue.on),
    )


def guidance(issue: Issue) -> Document:
    """举报投诉事项告知书: whose matter it is, and how to get there."""
    said, view = issue.facts, issue.view
    assert isinstance(said, facts.Guidance)
    return Document(
        body=seat(issue),
        title="举报投诉事项告知书",
        number=issue.case_number,
        addressee=to(view),
        blocks=(
            Paragraph(
                f"你（们）反映{about(view)}的事项，于{_received(issue)}收到。经审查，{said.ground}"
                f"（《劳动保障监察条例》第二十一条）。请向{said.way}提出。"
            ),
            *paragraphs(said.words),
        ),
        signature=SignatureBlock((seat(issue),), issue.on),
    )

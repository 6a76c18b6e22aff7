"""窗口登记 — a report by counter, call, letter, 12345, petition, union, warning: one page, the same facts and rules."""

from __future__ import annotations

import secrets
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.lines.intake import bringing, doors, duplicates, procedure, questions, sending
from tongzhou.lines.intake.facts import CHANNELS
from tongzhou.lines.intake.offices import CLERK
from tongzhou.lines.intake.procedure import REPORT
from tongzhou.lines.intake.rows import site_key
from tongzhou.procedure import files
from tongzhou.procedure.claims import ClaimItem
from tongzhou.procedure.counter import VisitorRequest, counter, page
from tongzhou.procedure.forms import FilesField, YuanField
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.refusal import Refused
from tongzhou.registry import employing, naming, working
from tongzhou.registry.models import Region, Worker
from tongzhou.ui.forms import Form

AT_COUNTER = tuple(c for c in CHANNELS if c not in ("网上", "其他地区移送"))
MOST_PEOPLE, FIRST_ROWS = 60, 3


class SourceForm(Form):
    """How it came."""

    channel = forms.ChoiceField(
        label=gettext_lazy("来源渠道"), choices=[(c, c) for c in AT_COUNTER], initial="窗口"
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("类别"),
        choices=[("投诉", gettext_lazy("投诉（本人权益）")), ("举报", gettext_lazy("举报"))],
        initial="投诉",
        widget=forms.RadioSelect,
    )
    external = forms.CharField(
        label=gettext_lazy("来源编号"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("12345 工单号、线索编号、信访编号、建议书文号"),
    )
    received_on = forms.DateField(label=gettext_lazy("收到转办（建议书）之日"), required=False)
    answer_by = forms.DateField(label=gettext_lazy("要求反馈之日"), required=False)
    confidential = forms.BooleanField(
        label=gettext_lazy("为投诉人保密"), required=False, initial=True
    )

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if found.get("channel") in ("信访转办", "工会建议书") and not found.get("received_on"):
            self.add_error("received_on", _("请填写收到之日，期限从这一天起算"))
        return found


class PlaceForm(Form):
    """About whom, where, and whether labour dispatch is concerned."""

    employer = forms.CharField(label=gettext_lazy("用人单位"), max_length=100, required=False)
    uscc = forms.CharField(label=gettext_lazy("统一社会信用代码"), max_length=30, required=False)
    site = forms.CharField(label=gettext_lazy("工地、工作地点"), max_length=200, required=False)
    county = forms.ChoiceField(label=gettext_lazy("实际工作地"))
    dispatch = forms.ChoiceField(
        label=gettext_lazy("劳务派遣"),
        choices=[(d, d) for d in ("不涉及劳务派遣", "只涉及用工单位", "涉及劳务派遣单位")],
        initial="不涉及劳务派遣",
        widget=forms.RadioSelect,
    )
    workers = forms.IntegerField(
        label=gettext_lazy("涉及人数"), required=False, min_value=0, max_value=100_000
    )

    def __init__(self, *args: Any, places: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["county"].choices = places  # type: ignore[attr-defined]

    def clean_uscc(self) -> str:
        return questions.checked_code(self.cleaned_data["uscc"])


class MatterForm(questions.MatterQuestion):
    """What happened."""

    evidence = FilesField(label=gettext_lazy("材料"), required=False)  # type: ignore[assignment]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["story"].help_text = _("口头反映的，按所述记录，并向反映人宣读")
        self.fields["story"].label = _("反映的情况")
        self.fields["violations"].label = _("反映的违法事项")
        self.fields["until"].help_text = _("仍在持续的不填")


class PersonForm(Form):
    """One who reports."""

    name = forms.CharField(label=gettext_lazy("姓名"), max_length=60, required=False)
    phone = forms.CharField(label=gettext_lazy("手机号"), max_length=20, required=False)
    id_number = forms.CharField(label=gettext_lazy("身份证号"), max_length=20, required=False)
    amount = YuanField(label=gettext_lazy("金额"), required=False, min_value=0)
    speaks = forms.BooleanField(label=gettext_lazy("代表"), required=False)

    def __init__(self, *args: Any, on: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["amount"].unit = "元"  # type: ignore[attr-defined]

    def clean_name(self) -> str:
        return naming.tidy_name(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        return questions.checked_phone(self.cleaned_data["phone"])

    def clean_id_number(self) -> str:
        typed: str = self.cleaned_data["id_number"].strip()
        if not typed:
            return ""
        try:
            return working.check_number(typed, Worker.IdKind.RESIDENT, on=self.on)
        except ValueError as error:
            raise ValidationError(str(error)) from error

    def clean(self) -> dict[str, Any]:
        found: dict[str, Any] = super().clean() or {}
        if not found.get("name") and any(found.get(n) for n in ("phone", "id_number", "amount")):
            self.add_error("name", _("请填写姓名；不愿意留名的，整行不填"))
        return found


class PersonSet(forms.BaseFormSet):  # type: ignore[type-arg]
    """Those who report; empty rows are nobody."""

    def people(self) -> list[dict[str, Any]]:
        """Return those who have a name."""
        return [f.cleaned_data for f in self.forms if f.cleaned_data.get("name")]


def people_of(data: Any, *, on: Any) -> Any:
    """Return the rows for those who report."""
    made = forms.formset_factory(
        PersonForm,
        formset=PersonSet,
        extra=FIRST_ROWS if data is None else 0,
        max_num=MOST_PEOPLE,
        absolute_max=MOST_PEOPLE,
    )
    return made(data, prefix="people", form_kwargs={"on": on})


def clerk_of(request: VisitorRequest) -> Actor:
    """Return the office in which this person receives reports. Raises Http404."""
    for actor in request.visitor.actors:
        if actor.office == CLERK.code:
            return actor
    raise Http404(_("举报投诉由受理员登记"))


def places_of(actor: Actor) -> list[tuple[str, str]]:
    """Return where the work may be done: the county, and every sumu or town of it."""
    county = actor.region[:6]
    rows = Region.objects.filter(code=county) | Region.objects.filter(
        parent=county, level="township"
    )
    return list(rows.order_by("code").values_list("code", "name"))


@counter
def new(request: VisitorRequest) -> HttpResponse:
    """Take down a report; a check first shows what may be the same and which doors are open."""
    actor, visitor = clerk_of(request), request.visitor
    posted = request.method == "POST"
    data: Any = request.POST if posted else None
    uploads = request.FILES if posted else None
    if posted and "more" in request.POST:
        data = request.POST.copy()
        have = int(data.get("people-TOTAL_FORMS") or 0)
        data["people-TOTAL_FORMS"] = str(min(have + FIRST_ROWS, MOST_PEOPLE))
    source = SourceForm(data, prefix="source")
    place = PlaceForm(data, prefix="place", places=places_of(actor))
    matter = MatterForm(data, uploads, prefix="matter", on=visitor.on)
    people = people_of(data, on=visitor.on)
    alike: list[duplicates.Alike] = []
    found: tuple[doors.Door, ...] = ()
    good = posted and "more" not in request.POST
    good = good and all([f.is_valid() for f in (source, place, matter)] + [people.is_valid()])
    if good and _agrees(source, place, people):
        if "preview" in request.POST:
            alike = duplicates.alike(_wanted(place, matter, visitor), visitor.cases(REPORT.code))
            found = doors.doors(_told(matter, people, visitor.on), on=visitor.on)
        else:
            case = _opened(request, actor, source, place, matter, people)
            if case is not None:
                messages.success(request, _("已登记，编号 %(number)s") % {"number": case})
                return redirect("desk:case", case.uid)
    errors = posted and "more" not in request.POST and "preview" not in request.POST
    context = {
        "source": source,
        "place": place,
        "matter": matter,
        "people": people,
        "alike": alike,
        "doors": found,
        "checked": good and "preview" in request.POST,
        "sent": request.POST.get("request") or secrets.token_hex(16),
        "limit": procedure.acceptance,
        "errors": errors or (posted and not good and "more" not in request.POST),
    }
    bad = posted and "more" not in request.POST and not (good and "preview" in request.POST)
    return page(request, "intake/counter.html", context, status=422 if bad else 200)


def _agrees(source: SourceForm, place: PlaceForm, people: Any) -> bool:
    if source.cleaned_data["kind"] == "投诉" and not people.people():
        source.add_error("kind", _("投诉要有投诉人；不知道是谁的，请选“举报”"))
    given = place.cleaned_data
    if not given["employer"].strip() and not given["site"].strip() and not given["uscc"]:
        place.add_error("employer", _("单位名称和工地至少写一个"))
    rows = people.people()
    chosen = [p for p in rows if p.get("speaks")]
    if source.cleaned_data["kind"] == "投诉" and len(rows) > 1:
        trouble = questions.represent_trouble(bool(rows[0].get("speaks")), rows[1:])
        if trouble and (chosen or source.cleaned_data["channel"] in ("窗口", "电话", "来信")):
            source.add_error(None, trouble)
    return not (source.errors or place.errors)


def _wanted(place: PlaceForm, matter: MatterForm, visitor: Any) -> duplicates.Wanted:
    given, told = place.cleaned_data, matter.cleaned_data
    employer = None
    if given["uscc"]:
        employer = employing.find_employer(given["uscc"])
    elif given["employer"].strip():
        bearing = employing.find_by_name(given["employer"], on=visitor.on)
        employer = bearing[0] if len(bearing) == 1 else None
    project = bringing.project_of(given["site"], given["county"])
    return duplicates.Wanted(
        employers=duplicates.family(employer.pk if employer else None),
        project=project.pk if project else None,
        site_key=site_key(given["site"]),
        county=given["county"][:6],
        since=told.get("since"),
        until=told.get("until"),
    )


def _told(matter: MatterForm, people: Any, on: Any) -> doors.Told:
    given, rows = matter.cleaned_data, people.people()
    return doors.Told(
        violations=tuple(given["violations"]),
        since=given.get("since"),
        until=given.get("until"),
        ongoing=not given.get("until"),
        amount=sum(p.get("amount") or 0 for p in rows),
        people=len(rows),
        elsewhere=given["elsewhere"],
        first_seen=on,
    )


def items_of(
    violations: list[str], amount: int | None, since: Any, until: Any
) -> tuple[ClaimItem, ...]:
    """Return what one claims: a sum under the head of what happened, or a sum still to be reckoned."""
    head = sending.head_of(violations)
    if head and amount:
        return (ClaimItem(head=head, amount=amount, since=since, until=until),)
    return (ClaimItem(head="other", basis="欠付金额待核算"),) if head else ()


def _opened(
    request: VisitorRequest,
    actor: Actor,
    source: SourceForm,
    place: PlaceForm,
    matter: MatterForm,
    people: Any,
) -> Any:
    visitor = request.visitor
    how, where, what = source.cleaned_data, place.cleaned_data, dict(matter.cleaned_data)
    rows = people.people()
    since, until = what.get("since"), what.get("until")
    try:
        evidence = tuple(files.keep(f, visitor.at) for f in what.pop("evidence") or ())
        brought = bringing.bring(
            visitor.door,
            reporters=[
                bringing.Reporter(
                    p["name"],
                    p["phone"],
                    p["id_number"],
                    items=items_of(what["violations"], p.get("amount"), since, until),
                )
                for p in rows
            ],
            speaks=[n for n, p in enumerate(rows) if p.get("speaks")],
            against=bringing.Against(
                where["employer"], where["uscc"], where["county"], where["site"]
            ),
            by=actor,
            person=visitor.person,
            at=visitor.at,
            on=visitor.on,
            request=request.POST.get("request", ""),
            evidence=evidence,
            kind=how["kind"],
            channel=how["channel"],
            external=how["external"],
            received_on=how["received_on"],
            answer_by=how["answer_by"],
            confidential=how["confidential"],
            violations=tuple(what["violations"]),
            since=since,
            until=until,
            ongoing=not until,
            story=what["story"],
            elsewhere=what["elsewhere"],
            dispatch=where["dispatch"],
            workers=max(where["workers"] or 0, len(rows)),
            taken_down=visitor.person.name if how["channel"] in ("窗口", "电话") else "",
        )
    except ValidationError as error:
        words = error.message_dict if hasattr(error, "error_dict") else {"": error.messages}
        for name, several in words.items():
            place.add_error(name if name in place.fields else None, several)
        return None
    except Refused as refusal:
        source.add_error(None, str(refusal))
        return None
    if brought.word:
        messages.info(
            request,
            _("匿名举报的查询码 %(word)s，请当场告知举报人，离开本页后不再显示")
            % {"word": brought.word},
        )
    return brought.case

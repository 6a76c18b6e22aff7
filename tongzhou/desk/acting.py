"""The form of one act: what its facts ask, and beside it on what day, by whom, about whom, and why."""

from __future__ import annotations

import json
import secrets
from collections import Counter
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from tongzhou.procedure import cosign, files, ledgers, readings
from tongzhou.procedure.declare import Act, Kind
from tongzhou.procedure.facts import Answer, Facts, Naming, Nothing, Writing
from tongzhou.procedure.forms import form_for
from tongzhou.procedure.judge import Actor
from tongzhou.procedure.models import Case, Entry, Proposal
from tongzhou.procedure.refusal import Refused, Stale
from tongzhou.procedure.view import View
from tongzhou.ui.forms import Form, speak_plainly

from . import choices
from .staff import Staff, office_label


class Frame(Form):
    """What every act has, whatever its facts: day, officers, subjects, reason, and the request's name."""

    request = forms.CharField(widget=forms.HiddenInput, max_length=64)
    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    signed = forms.CharField(widget=forms.HiddenInput, required=False)
    replaces = forms.CharField(widget=forms.HiddenInput, required=False)

    def __init__(self, data: Any, *, doing: Doing, **kwargs: Any) -> None:
        super().__init__(data, prefix="act", **kwargs)
        self.doing = doing
        act = doing.act
        if len(doing.actors) > 1:
            self._ask_office(doing.actors)
        if act.abouts and not act.adds:
            self._ask_about(choices.subjects(doing.view, act, doing.actors))
        for kind in act.abouts if act.adds and not names_itself(act) else ():
            self._ask_newcomers(kind)
        if act.hands:
            self._ask_second(choices.second_officers(doing.view, act.hands, doing.staff))
        self._ask_day_and_reason(act)
        speak_plainly(self)

    def _ask_office(self, actors: list[Actor]) -> None:
        self.fields["office"] = forms.ChoiceField(
            label=_("以何职务办理"),
            choices=[
                (str(i), f"{office_label(a.office)}（{a.body}）") for i, a in enumerate(actors)
            ],
        )

    def _ask_about(self, found: choices.Choices) -> None:
        self.fields["about"] = forms.MultipleChoiceField(
            label=_("涉及对象"),
            choices=found,
            widget=forms.CheckboxSelectMultiple,
            initial=[found[0][0]] if len(found) == 1 else None,
        )

    def _ask_newcomers(self, kind: Kind) -> None:
        name, found = (
            f"new_{kind.code}",
            choices.newcomers(kind, self.doing.staff, self.doing.region),
        )
        one = len(self.doing.act.abouts) == 1
        if kind.registry in choices.CHOSEN:
            self.fields[name] = forms.MultipleChoiceField(
                label=kind.label, choices=found, required=one, widget=forms.CheckboxSelectMultiple
            )
            return
        self.fields[name] = forms.CharField(
            label=kind.label,
            required=one,
            help_text=_("一行一个"),
            widget=forms.Textarea(attrs={"rows": 3}),
        )

    def _ask_second(self, found: choices.Choices) -> None:
        self.fields["with_"] = forms.MultipleChoiceField(
            label=_("共同办理的人员"),
            choices=found,
            widget=forms.CheckboxSelectMultiple,
            help_text=_("须由二名以上本案承办人员共同办理"),
            initial=[found[0][0]] if len(found) == 1 else None,
        )

    def _ask_day_and_reason(self, act: Act[Any]) -> None:
        self.fields["happened_on"] = forms.DateField(
            label=_("办理日期"),
            initial=self.doing.staff.on,
            help_text=_("补记此前办理的事项时，填实际办理的日期"),
        )
        self.fields["reason"] = forms.CharField(
            label=_("理由") if act.is_engine else _("说明"),
            required=act.is_engine,
            widget=forms.Textarea(attrs={"rows": 2}),
            help_text="" if act.is_engine else _("可不填；补记期限届满前所为的，须写明依据"),
        )

    def clean_happened_on(self) -> Any:
        day = self.cleaned_data["happened_on"]
        if day > self.doing.staff.on:
            raise forms.ValidationError(_("不能记载尚未发生的事，请核对日期"))
        return day

    def actor(self) -> Actor:
        """Return the office chosen, or the only one there is."""
        return self.doing.actors[int(self.cleaned_data.get("office") or 0)]

    def subjects(self) -> tuple[tuple[str, ...], dict[str, str]]:
        """Return the keys of the subjects, and the names of those who are new to the case."""
        act, cleaned = self.doing.act, self.cleaned_data
        if not act.adds:
            return tuple(cleaned.get("about") or ()), {}
        names: dict[str, str] = {}
        for kind in act.abouts:
            given = cleaned.get(f"new_{kind.code}") or []
            if isinstance(given, str):
                known = self.doing.view.count(kind)
                lines = [line.strip() for line in given.splitlines() if line.strip()]
                names |= {kind.key(n): line for n, line in enumerate(lines, start=known + 1)}
            else:
                known_names = dict(choices.newcomers(kind, self.doing.staff, self.doing.region))
                names |= {kind.key(ref): known_names[ref].partition("（")[0] for ref in given}
        return tuple(names), names


@dataclass
class Doing:
    """An act on the counter: the case it is about (none yet for an opening), and its two forms."""

    staff: Staff
    act: Act[Any]
    view: View
    actors: list[Actor]
    case: Case | None = None
    region: str = ""
    part: str = ""  # of a text, for an act that writes one
    refusal: str = ""

    def __post_init__(self) -> None:
        self.region = self.region or (self.case.region if self.case else self.actors[0].region)

    @property
    def asks_facts(self) -> bool:
        return self.act.asks is not Nothing

    @property
    def writes(self) -> bool:
        return issubclass(self.act.asks, Writing)

    @property
    def answers(self) -> bool:
        return issubclass(self.act.asks, Answer)

    def forms(
        self,
        data: QueryDict | None = None,
        uploads: MultiValueDict[str, Any] | None = None,
        *,
        before: QueryDict | None = None,
        content: str = "",
    ) -> None:
        """Make both forms: for an answer (`data`), or to be filled in, from what was kept (`before`)."""
        start: dict[str, Any] = {
            "request": secrets.token_hex(16),
            "seen": self.view.seq if self.case else None,
            "signed": json.dumps(self._text_seen()),
            "replaces": self._replaces(),
        }
        kept = {k.removeprefix("act-"): v for k, v in _flat(before).items() if k.startswith("act-")}
        self.frame = Frame(data, doing=self, initial=kept | start)
        made = form_for(
            self.act.asks, choices=choices.source_for(self.staff, self.region, self.view)
        )
        kind = type(made.__name__, (_WithAmounts, made), {"doing": self})
        initial = {"part": self.part, "content": content} if self.writes else {}
        self.facts = kind(data, uploads, initial=initial | _flat(before), given=self._given(data))
        self.facts.keep_file = lambda upload: files.keep(upload, self.staff.at)
        self._ask_amounts()
        speak_plainly(self.facts)
        if self.writes and self.part and "part" in self.facts.fields:
            self.facts.fields["part"].widget = forms.HiddenInput()

    @property
    def reads(self) -> str:
        """The text this act answers for, if it is a signature or an opinion on the only text."""
        texts = tuple(self.view.procedure.texts) if self.answers else ()
        only = texts[0] if len(texts) == 1 else ""
        return next((r.text for r in self.view.procedure.rounds if r.sign is self.act), only)

    def _text_seen(self) -> dict[str, str]:
        return dict(self.view.texts[self.reads]) if self.reads else {}

    @property
    def amounts(self) -> frozenset[str]:
        """The facts of this act that are amounts per subject."""
        return ledgers.asked(self.view.procedure, self.act)

    def _ask_amounts(self) -> None:
        known: choices.Choices = []
        unnamed: tuple[Kind, ...] = ()
        if not self.act.adds:
            known = choices.subjects(self.view, self.act, self.actors)
        for kind in self.act.abouts if self.act.adds else ():
            found = choices.newcomers(kind, self.staff, self.region)
            known += [(kind.key(ref), name) for ref, name in found]
            unnamed += () if kind.registry in choices.CHOSEN else (kind,)
        ledgers.add_fields(self.facts, self.amounts, known, unnamed)

    def _replaces(self) -> str:
        return self.view.texts[self.act.writes].get(self.part, "") if self.act.writes else ""

    def _given(self, data: QueryDict | None) -> dict[str, Any]:
        """Return what nobody types: the digests of the text the person had before them."""
        if data is None:
            return {}
        if self.answers:
            return {"signed": _signed(data.get("act-signed", ""))}
        if self.writes:
            return {"replaces": data.get("act-replaces", "")}
        return {}

    def is_valid(self) -> bool:
        """Check both forms, so that every error is shown at once."""
        return all([self.facts.is_valid(), self.frame.is_valid()])

    def carry_out(self) -> Entry | Case | Proposal:
        """Do it, by the one door; or propose it, where a second officer must confirm. Raises Refused."""
        about, names = self.frame.subjects()
        facts: Facts = self.facts.facts()
        if names and isinstance(facts, Naming):
            facts = facts.__class__(**(_fields(facts) | {"names": names}))
        cleaned = self.frame.cleaned_data
        common: dict[str, Any] = {
            "by": self.frame.actor(),
            "at": self.staff.at,
            "facts": facts,
            "about": about,
            "happened_on": cleaned["happened_on"],
            "reason": cleaned["reason"],
            "request": cleaned["request"],
        }
        if self.case is None:
            code = self.view.procedure.code
            return self.staff.door.open_case(code, region=self.region, **common)
        others: dict[str, str] = {}
        if self.act.hands:
            others = dict(choices.second_officers(self.view, self.act.hands, self.staff))
        with_ = tuple((ref, others[ref]) for ref in cleaned.get("with_") or ())
        if self.act.hands and readings.chosen(readings.SECOND_OFFICER) == "sign_in":
            common.pop("request")
            return cosign.propose(self.staff.door, self.case, self.act.code, others=with_, **common)
        # An answer binds the text it saw, a writing what it replaces; any other act the whole case.
        seen = None if self.answers or self.writes else cleaned["seen"]
        return self.staff.door.act(self.case, self.act.code, with_=with_, seen=seen, **common)

    def try_out(self) -> Entry | Case | Proposal | None:
        """Do it; where it is refused, say why at the form and return None."""
        if not self.is_valid():
            return None
        try:
            return self.carry_out()
        except Refused as refusal:
            self.refusal = str(refusal)
            if isinstance(refusal, Stale) and self.case:
                self._look_again()
            return None

    def _look_again(self) -> None:
        """Somebody was faster: show the case as it now is, and let the same words be sent once more."""
        assert self.case
        self.view = self.staff.door.view(self.case)
        data = cast(QueryDict, self.frame.data).copy()
        data["act-seen"] = str(self.view.seq)
        self.frame.data = data


def names_itself(act: Act[Any]) -> bool:
    """Say whether what the act states already names whom it brings into the case."""
    return issubclass(act.asks, Naming) and act.asks.called is not Naming.called


class _WithAmounts:
    """A form of facts that puts the amounts asked per subject where the facts expect them."""

    doing: Doing
    given: dict[str, Any]
    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        names = self.doing.amounts
        if names:
            about = self.doing.frame.subjects()[0] if self.doing.frame.is_valid() else ()
            self.given = self.given | ledgers.gathered(self.cleaned_data, names, about)
        return super().clean()  # type: ignore[misc,no-any-return]


def consequences(act: Act[Any], view: View, *, opened: bool) -> list[str]:
    """Say what follows from an act: the state it leads to, the clocks it moves, the paper it issues.

    In a case that is open, only clocks that run are met, moved or extended. Where one of several limits of the same
    name will begin, by what is yet to be stated, the name is said once.
    """
    procedure = view.procedure
    ticking = {code for (code, _about), clock in view.clocks.items() if clock.running}
    found = [act.says] if act.says else []
    if act.to:
        found.append(_("案件进入“%(state)s”") % {"state": act.to.staff})
    words = {
        "start": _("开始计算：%(limit)s"),
        "restart": _("重新起算：%(limit)s"),
        "stop": _("期限完成：%(limit)s"),
        "extend": _("延长：%(limit)s"),
    }
    touched = [
        (what, limit)
        for what, limit, _detail in procedure.touches.get(act.code, ())
        if what == "start" or not opened or limit.code in ticking
    ]
    alike = Counter((what, limit.label) for what, limit in touched)
    found += dict.fromkeys(
        words[what] % {"limit": str(limit) if alike[what, limit.label] == 1 else limit.label}
        for what, limit in touched
    )
    if act.issues:
        found.append(_("出具文书：%(paper)s") % {"paper": act.issues.label})
    return found


def _flat(data: QueryDict | None) -> dict[str, Any]:
    """Return kept values as initial ones: a list where several were given."""
    if data is None:
        return {}
    return {k: v if len(v) > 1 else v[0] for k, v in data.lists() if v}


def _signed(text: str) -> dict[str, str]:
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    return {str(k): str(v) for k, v in found.items()} if isinstance(found, dict) else {}


def _fields(facts: Facts) -> dict[str, Any]:
    return {name: getattr(facts, name) for name in facts.__struct_fields__}

"""The form of one act at the portal: what its facts ask, and for whom, where a party is or represents several."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import Any, cast

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, QueryDict
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from tongzhou.procedure import files, ledgers, signing
from tongzhou.procedure.declare import Act
from tongzhou.procedure.facts import PhoneSigned
from tongzhou.procedure.forms import FactsForm, form_for
from tongzhou.procedure.partying import Party
from tongzhou.procedure.refusal import Refused, Stale
from tongzhou.ui.forms import Form, speak_plainly

from .choices import Choices, source_for


class Frame(Form):
    """What every act has, whatever its facts: for whom, what the party had seen, the request's name."""

    request = forms.CharField(widget=forms.HiddenInput, max_length=64)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Any, *, people: Choices, **kwargs: Any) -> None:
        super().__init__(data, prefix="act", **kwargs)
        self.people = people
        if len(people) > 1:
            self.fields["about"] = forms.MultipleChoiceField(
                label=_("为谁办理"), choices=people, widget=forms.CheckboxSelectMultiple
            )
            speak_plainly(self)

    def about(self) -> tuple[str, ...]:
        """Return the subjects chosen, or the only one there is."""
        if len(self.people) > 1:
            return tuple(self.cleaned_data["about"])
        return tuple(key for key, _name in self.people)


@dataclass
class Doing:
    """An act at the portal, with its two forms."""

    party: Party
    act: Act[Any]
    refusal: str = ""

    def forms(
        self, data: QueryDict | None = None, uploads: MultiValueDict[str, Any] | None = None
    ) -> None:
        """Make both forms: for an answer (`data`), or to be filled in."""
        view = self.party.view
        people = self.party.choices(self.act)
        start = {"request": secrets.token_hex(16), "seen": view.seq}
        own = [key for key, _name in people if key in self.party.keys]
        self.frame = Frame(data, people=people, initial=start | {"about": own})
        made = form_for(self.act.asks, choices=source_for(view))
        kind = type(made.__name__, (_WithAmounts, made), {"doing": self})
        given = {"proof": signing.TO_BE_SIGNED} if self.is_signed else {}
        self.facts: FactsForm = kind(data, uploads, given=given)
        self.facts.keep_file = lambda upload: files.keep(upload, self.party.at)
        for name in self.act.asks.on_paper if issubclass(self.act.asks, PhoneSigned) else ():
            self.facts.fields.pop(name, None)
        ledgers.add_fields(self.facts, self.amounts, people, ())
        speak_plainly(self.facts)

    @property
    def amounts(self) -> frozenset[str]:
        """The facts of this act that are amounts per subject."""
        return ledgers.asked(self.party.view.procedure, self.act)

    @property
    def is_signed(self) -> bool:
        """Whether the act takes a signature by phone."""
        return issubclass(self.act.asks, PhoneSigned)

    @property
    def asks_nothing(self) -> bool:
        """Whether there is nothing to fill in, and so nothing to keep."""
        return not self.facts.fields and "about" not in self.frame.fields

    @property
    def errors(self) -> list[tuple[str, str, str]]:
        """(id of the field, its label, what to do) for the list on top of the page."""
        found = []
        for form in (self.facts, self.frame):
            for name, several in form.errors.items():
                if name in form.fields:
                    field = form[name]
                    words = "；".join(str(each) for each in several)
                    found.append((field.auto_id, str(field.label), words))
        return found

    def is_valid(self) -> bool:
        """Check both forms, so that every error is shown at once."""
        return all([self.frame.is_valid(), self.facts.is_valid()])

    def carry_out(self) -> bool:
        """Do it by the one door; where it is refused, say why at the form and return False."""
        if self._was_done():
            return True
        if not self.is_valid() or self._hindered():
            return False
        cleaned = self.frame.cleaned_data
        return self._tried(
            lambda: self.party.does(
                self.act,
                facts=self.facts.facts(),
                about=self.frame.about(),
                request=cleaned["request"],
                seen=cleaned["seen"],
            )
        )

    def begin_signing(self, request: HttpRequest) -> bool:
        """Let it wait for the code that signs it; where it would be refused, say why and return False."""
        if not self.is_valid() or self._hindered():
            return False
        facts = self.facts.facts()
        assert isinstance(facts, PhoneSigned)
        about = self.frame.about()
        return self._tried(
            lambda: signing.begin(
                request, self.party, self.act, facts, about=about, summary=self.summary()
            )
        )

    def summary(self) -> tuple[tuple[str, str], ...]:
        """Return what was filled in, as label and words, for whoever is about to sign it."""
        found: list[tuple[str, str]] = []
        if "about" in self.frame.fields:
            names = "、".join(self.party.called(key) for key in self.frame.about())
            found.append((str(self.frame.fields["about"].label), names))
        for name, field in self.facts.fields.items():
            words = _in_words(field, self.facts.cleaned_data.get(name))
            if words:
                found.append((str(field.label), words))
        return tuple(found)

    def _was_done(self) -> bool:
        """Whether the same press of the button came before: then the case no longer allows it."""
        refs = {voice.someone.ref for voice in self.party.voices}
        name = self.frame.data.get("act-request")
        return any(
            e.request == name and e.act == self.act.code and not refs.isdisjoint(e.actors)
            for e in self.party.entries
        )

    def _hindered(self) -> bool:
        """Whether there is nobody for whom it could be done; then it is said why."""
        if self.act.abouts and not self.frame.people:
            self.refusal = self.party.why_not(self.act)
        return bool(self.refusal)

    def _tried(self, does: Any) -> bool:
        try:
            does()
        except Refused as refusal:
            self.refusal = str(refusal)
            if isinstance(refusal, Stale):
                self._look_again()
            return False
        return True

    def _look_again(self) -> None:
        """Somebody was faster: let the same words be sent once more, now that this is known."""
        data = cast(QueryDict, self.frame.data).copy()
        data["act-seen"] = str(self.party.door.view(self.party.case).seq)
        self.frame.data = data


def _in_words(field: forms.Field, value: Any) -> str:
    if isinstance(field, forms.BooleanField):
        return _("是") if value else _("否")
    if value in (None, "", (), []):
        return ""
    if isinstance(field, forms.ChoiceField):
        labels = {str(k): str(v) for k, v in _flat(field.choices)}
        several = value if isinstance(value, (list, tuple)) else [value]
        return "、".join(labels.get(str(v), str(v)) for v in several)
    if isinstance(value, tuple):
        return "、".join(v.name or "" if isinstance(v, UploadedFile) else str(v) for v in value)
    unit = getattr(field, "unit", "")
    shown = field.prepare_value(value)
    return f"{shown} {unit}".strip()


def _flat(choices: Any) -> list[tuple[Any, Any]]:
    return [pair for pair in choices if not isinstance(pair[1], (list, tuple))]


class _WithAmounts:
    """A form of facts that puts the amounts asked per subject where the facts expect them."""

    doing: Doing
    given: dict[str, Any]
    cleaned_data: dict[str, Any]

    def clean(self) -> dict[str, Any]:
        names = self.doing.amounts
        if names:
            about = self.doing.frame.about() if self.doing.frame.is_valid() else ()
            self.given = self.given | ledgers.gathered(self.cleaned_data, names, about)
        return super().clean()  # type: ignore[misc,no-any-return]

"""What the forms of a registrar share: they keep inside one region, and `save` goes through the one door.

A registrar of a banner neither sees nor changes its neighbours.
"""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongzhou.registry import journal
from tongzhou.registry.models import Person, Region
from tongzhou.ui.forms import Form, ModelForm


class Kept(Form):
    """A form that changes a register within one region and its subtree."""

    reason = forms.CharField(label=gettext_lazy("事由"), max_length=300)

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def refuse(self, error: ValidationError) -> None:
        """Put what the door has refused where it belongs: at its field, or above the form."""
        said = error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
        for name, words in said.items():
            self.add_error(name if name in self.fields else None, words)

    def _choose(self, name: str, rows: Any) -> None:
        field = self.fields[name]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset, field.empty_label = rows, str(_("请选择"))

    def _through(self, change: Any, *args: Any, **kwargs: Any) -> Any:
        """Make the change; a refusal becomes an error of the form, and None is returned."""
        try:
            return change(*args, **kwargs)
        except ValidationError as error:
            self.refuse(error)
            return None


class RecordForm(ModelForm):
    """A record of a register, new or changed, within one region and its subtree."""

    reason = forms.CharField(label=gettext_lazy("事由"), max_length=300)

    def __init__(self, *args: Any, region: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.region = region
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])
        field = self.fields["region"]
        assert isinstance(field, forms.ModelChoiceField)
        field.queryset = Region.objects.filter(code__startswith=region, is_administrative=True)

    def _stated(self) -> dict[str, Any]:
        return {name: value for name, value in self.cleaned_data.items() if name != "reason"}

    def _post_clean(self) -> None:
        """Nothing here: the door checks the record, and its refusals become errors of the form."""

    def put(self, *, by: Person, at: datetime) -> Any:
        """Add or change the record; None if it was refused, with the reason among the errors."""
        reason = self.cleaned_data["reason"]
        try:
            if self.instance.pk is None:
                return self._add(by=by, at=at, reason=reason)
            return self._change(by=by, at=at, reason=reason)
        except ValidationError as error:
            known = (
                error.message_dict if hasattr(error, "error_dict") else {"__all__": error.messages}
            )
            for name, words in known.items():
                self.add_error(name if name in self.fields else None, words)
            return None

    def _add(self, *, by: Person, at: datetime, reason: str) -> Any:
        return journal.add(self._meta.model(**self._stated()), by=by, at=at, reason=reason)

    def _change(self, *, by: Person, at: datetime, reason: str) -> Any:
        return journal.change(self.instance, by=by, at=at, reason=reason, **self._stated())

"""The form of a record, made from its kind; reasons for corrections and withdrawals; evidence."""

import re
from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core.fields import form_fields
from tongxin.core.text import forbidden
from tongxin.lifecycle.forms import ActForm
from tongxin.organisations.models import Assembly
from tongxin.records.models import Record
from tongxin.records.queries.kinds import Kind, kind_of
from tongxin.records.values import Entry, values_of

NAMES = re.compile(r"[、,，;；\n]")
LONGEST_LIST = 2000


def entry_fields(kind: Kind) -> dict[str, forms.Field]:
    """The kind's fields, its lists of names, and for a city the county that it concerns."""
    fields = form_fields(kind.fields)
    for code, label in (
        ("people", kind.declared.people),
        ("organisations", kind.declared.organisations),
    ):
        if label:
            fields[code] = _names(str(label))
    counties = Assembly.objects.filter(parent=kind.assembly)
    if counties.exists():
        fields["county"] = forms.ModelChoiceField(
            counties,
            label=_("涉及的县（市）区"),
            required=False,
            to_field_name="public_id",
            empty_label=_("不选"),
        )
    return fields


def _names(label: str) -> forms.Field:
    return forms.CharField(
        label=label,
        required=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("一行一个，或用顿号隔开。"),
    )


def entry_of(kind: Kind, cleaned: Mapping[str, Any]) -> Entry:
    """What was filled in."""
    return Entry(
        {one.code: cleaned.get(one.code) for one in kind.fields},
        NAMES.split(cleaned.get("people") or ""),
        NAMES.split(cleaned.get("organisations") or ""),
        cleaned.get("county"),
    )


def initial_of(kind: Kind, record: Record) -> dict[str, Any]:
    """What stands in the form of a record."""
    return {
        **values_of(record, kind.fields),
        "people": "\n".join(one.name for one in record.people.all()),
        "organisations": "\n".join(one.name for one in record.organisations.all()),
        "county": record.county.public_id if record.county_id else None,
    }


class RecordForm(forms.Form):
    """A new record, or a draft; `is_draft` lets fields stay empty."""

    def __init__(self, *args: Any, kind: Kind, is_draft: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kind = kind
        self.fields.update(entry_fields(kind))
        if is_draft:
            for field in self.fields.values():
                field.required = False

    def clean(self) -> dict[str, Any]:
        """The last net behind the device's own check (practice 14)."""
        cleaned = super().clean() or self.cleaned_data
        if sentence := forbidden(cleaned.values()):
            raise forms.ValidationError(sentence)
        return cleaned

    @property
    def entry(self) -> Entry:
        return entry_of(self.kind, self.cleaned_data)


class CorrectForm(ActForm):
    """The whole record anew, with the reason."""

    reason = forms.CharField(
        label=_("更正理由"), max_length=200, help_text=_("原来的内容和这条理由都会保留。")
    )

    def __init__(self, *args: Any, record: Record, actor: Actor, **kwargs: Any):
        self.kind = kind_of(record.kind, record.assembly)
        kwargs.setdefault("initial", initial_of(self.kind, record))
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.fields.update(entry_fields(self.kind))
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def data_for_act(self) -> dict[str, Any]:
        entry = entry_of(self.kind, self.cleaned_data)
        return {"reason": self.cleaned_data["reason"], "entry": entry}


class WithdrawForm(ActForm):
    reason = forms.CharField(label=_("撤销理由"), max_length=200)


class EvidenceForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("文件"), help_text=_("PDF、Word、Excel 或图片，不能有密级标志。")
    )

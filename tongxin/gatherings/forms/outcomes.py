"""Outcomes: many at once, one line each; one by one to put right, take back or settle."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.core import clock
from tongxin.core.text import forbidden
from tongxin.gatherings.actions.outcomes import Found
from tongxin.gatherings.forms.speeches import day
from tongxin.gatherings.models import AgendaItem, Gathering, Outcome
from tongxin.gatherings.queries.outcomes import units_of
from tongxin.gatherings.queries.speeches import invited_speakers
from tongxin.gatherings.terms import OutcomeKind
from tongxin.organisations.models import Organisation

LONGEST_LINE = 1000


class OutcomeForm(forms.Form):
    """What all ways of writing an outcome ask: kind, whose, for which unit, until when."""

    kind = forms.ChoiceField(label=gettext_lazy("类别"), choices=OutcomeKind.choices)
    person = forms.ChoiceField(label=gettext_lazy("提出人"), required=False)
    organisation = forms.ModelChoiceField(
        label=gettext_lazy("送哪个单位"),
        queryset=Organisation._base_manager.none(),
        required=False,
        empty_label="—",
    )
    due_on = day(gettext_lazy("期限"), required=False)
    item = forms.ModelChoiceField(
        label=gettext_lazy("出自哪项议程"),
        queryset=AgendaItem._base_manager.none(),
        required=False,
        empty_label="—",
    )
    reason = forms.CharField(
        label=gettext_lazy("更正理由"),
        max_length=200,
        help_text=gettext_lazy("活动已办结，补登和更正要写明理由。"),
    )

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.people = invited_speakers(gathering)
        self.fields["person"].choices = [("", "—"), *((key, one) for key, one in self.people)]
        self.fields["organisation"].queryset = units_of(gathering)
        items = AgendaItem.objects.filter(sitting__gathering=gathering)
        self.fields["item"].queryset = items
        if not items.exists():
            del self.fields["item"]
        if not gathering.is_closed:
            del self.fields["reason"]

    def clean(self) -> dict[str, Any]:
        """The last net behind the device's own check (practice 14)."""
        cleaned = super().clean() or self.cleaned_data
        if sentence := forbidden(cleaned.values()):
            raise forms.ValidationError(sentence)
        return cleaned

    def clean_person(self) -> Any:
        wanted = self.cleaned_data["person"]
        return next((person for key, person in self.people if key == wanted), None)

    def found(self, words: str) -> Found:
        """One outcome with these words and what else was chosen."""
        given = self.cleaned_data
        return Found(
            OutcomeKind(given["kind"]),
            words,
            given["person"],
            given["organisation"],
            given["due_on"],
            given.get("item"),
        )

    @property
    def reason_given(self) -> str:
        return self.cleaned_data.get("reason", "")


class ManyForm(OutcomeForm):
    """Many of one kind: a line of the box is one of them."""

    field_order = ("kind", "lines")
    lines = forms.CharField(
        label=gettext_lazy("内容"),
        max_length=60_000,
        widget=forms.Textarea({"rows": 6}),
        help_text=gettext_lazy("一行一条，可以整段粘贴。"),
    )

    def clean_lines(self) -> list[str]:
        lines = [line.strip() for line in self.cleaned_data["lines"].splitlines() if line.strip()]
        long = next((n for n, line in enumerate(lines, 1) if len(line) > LONGEST_LINE), None)
        if long:
            raise forms.ValidationError(
                _("第 %(line)d 条超过 %(most)d 字，请分开写。")
                % {"line": long, "most": LONGEST_LINE}
            )
        return lines

    @property
    def all_found(self) -> list[Found]:
        return [self.found(line) for line in self.cleaned_data["lines"]]


class CorrectForm(OutcomeForm):
    """One of them, as it now stands."""

    field_order = ("kind", "words")
    words = forms.CharField(
        label=gettext_lazy("内容"), max_length=LONGEST_LINE, widget=forms.Textarea({"rows": 4})
    )

    def __init__(self, *args: Any, outcome: Outcome, **kwargs: Any):
        first = {name: getattr(outcome, name) for name in ("kind", "words", "due_on")}
        first |= {"organisation": outcome.organisation_id, "item": outcome.item_id}
        first["person"] = outcome.person.public_id if outcome.person else ""
        kwargs.setdefault("initial", first)
        super().__init__(*args, gathering=outcome.gathering, **kwargs)

    @property
    def one(self) -> Found:
        return self.found(self.cleaned_data["words"])


class WithdrawForm(forms.Form):
    reason = forms.CharField(
        label=gettext_lazy("撤销理由"), max_length=200, help_text=gettext_lazy("内容和理由都保留。")
    )


class SettleForm(forms.Form):
    """What became of it."""

    result = forms.CharField(
        label=gettext_lazy("办理结果"), max_length=500, widget=forms.Textarea({"rows": 3})
    )
    settled_on = day(gettext_lazy("了结日期"))

    def __init__(self, *args: Any, outcome: Outcome, **kwargs: Any):
        first = {"result": outcome.result, "settled_on": outcome.settled_on or clock.today()}
        kwargs.setdefault("initial", first)
        super().__init__(*args, **kwargs)

    def clean_settled_on(self) -> Any:
        settled_on = self.cleaned_data["settled_on"]
        if settled_on > clock.today():
            raise forms.ValidationError(_("了结日期不能晚于今天。"))
        return settled_on

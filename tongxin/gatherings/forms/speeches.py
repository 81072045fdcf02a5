"""A call for speeches, a speech as it is written or entered from paper, and what the office decides about it."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core.days import plausible
from tongxin.core.text import forbidden
from tongxin.gatherings.models import Gathering, Sitting, Speech
from tongxin.gatherings.queries.speeches import invited_speakers
from tongxin.gatherings.terms import SpeechForm
from tongxin.lifecycle.forms import ActForm
from tongxin.members.models import Collective

WRITTEN = ("title", "body", "wish", "collective")


def day(label: Any, **rest: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=[plausible], **rest)


class CallForm(forms.Form):
    """Until when speeches are collected, and how long one may be."""

    due_on = day(_("征集截止日期"), help_text=_("到这一天为止可以提交；之后只能推后。"))
    minutes = forms.IntegerField(
        label=_("口头发言每人几分钟"), min_value=1, max_value=60, required=False
    )

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any):
        kwargs.setdefault(
            "initial",
            {"due_on": gathering.speeches_due_on, "minutes": gathering.speech_minutes},
        )
        super().__init__(*args, **kwargs)


class SpeechWritingForm(forms.Form):
    """Title, text, the form wished for, and in whose name it is given."""

    title = forms.CharField(label=_("题目"), max_length=120)
    body = forms.CharField(
        label=_("正文"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 16}),
        help_text=_("空一行分段。"),
    )
    wish = forms.ChoiceField(
        label=_("希望的形式"), choices=SpeechForm.choices, widget=forms.RadioSelect
    )
    collective = forms.ModelChoiceField(
        label=_("代表哪个集体"),
        queryset=Collective._base_manager.none(),
        required=False,
        empty_label=_("以个人名义"),
    )

    def __init__(
        self,
        *args: Any,
        collectives: QuerySet[Collective],
        speech: Speech | None = None,
        **kwargs: Any,
    ):
        kwargs.setdefault("initial", _initial(speech))
        super().__init__(*args, **kwargs)
        self.fields["collective"].queryset = collectives
        if not collectives.exists():
            del self.fields["collective"]

    def clean(self) -> dict[str, Any]:
        """The last net behind the device's own check (practice 14)."""
        cleaned = super().clean() or self.cleaned_data
        if sentence := forbidden(cleaned.values()):
            raise forms.ValidationError(sentence)
        return cleaned


class EnterForm(SpeechWritingForm):
    """The same from paper: whose speech it is comes first, and any collective may be meant."""

    field_order = ("speaker", *WRITTEN)
    speaker = forms.ChoiceField(label=_("发言人"))

    def __init__(self, *args: Any, gathering: Gathering, **kwargs: Any):
        every = Collective.objects.filter(assembly_id=gathering.assembly_id)
        super().__init__(*args, collectives=every, **kwargs)
        self.people = invited_speakers(gathering)
        self.fields["speaker"].choices = [("", "—"), *((key, one) for key, one in self.people)]

    def clean_speaker(self) -> Any:
        wanted = self.cleaned_data["speaker"]
        return next(person for key, person in self.people if key == wanted)


def _initial(speech: Speech | None) -> dict[str, Any]:
    if speech is None:
        return {"wish": SpeechForm.ORAL}
    return {name: getattr(speech, name) for name in WRITTEN}


class ArrangeForm(ActForm):
    """Oral or written, how long, at which sitting."""

    form = forms.ChoiceField(label=_("形式"), choices=SpeechForm.choices, widget=forms.RadioSelect)
    minutes = forms.IntegerField(
        label=_("口头发言几分钟"), min_value=1, max_value=60, required=False
    )
    sitting = forms.ModelChoiceField(
        label=_("在哪一场"),
        queryset=Sitting._base_manager.none(),
        required=False,
        empty_label=_("待定"),
    )
    remark = forms.CharField(label=_("给发言人的话"), max_length=200, required=False)

    def __init__(self, *args: Any, record: Speech, actor: Actor, **kwargs: Any):
        kwargs.setdefault("initial", _arranged(record))
        super().__init__(*args, record=record, actor=actor, **kwargs)
        sittings = record.gathering.sittings.all()
        self.fields["sitting"].queryset = sittings
        if sittings.count() < 2:
            del self.fields["sitting"]


def _arranged(speech: Speech) -> dict[str, Any]:
    """What was arranged, else what the speaker wished and the call allows."""
    return {
        "form": speech.form or speech.wish,
        "minutes": speech.minutes or speech.gathering.speech_minutes,
        "sitting": speech.sitting_id,
        "remark": "",
    }


class PassOverForm(ActForm):
    remark = forms.CharField(
        label=_("给发言人的话"),
        max_length=200,
        required=False,
        help_text=_("例如：同类题目较多，请改作书面材料。"),
    )


class RemarkForm(ActForm):
    remark = forms.CharField(label=_("怎样修改"), max_length=200, help_text=_("发言人会看到。"))

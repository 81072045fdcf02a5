"""A question as it is asked, and what the office notes of its answer and of what is followed up."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.text import forbidden
from tongxin.gatherings.forms.speeches import day
from tongxin.gatherings.models import Gathering, Material, Question
from tongxin.gatherings.queries.speeches import invited_speakers
from tongxin.lifecycle.forms import ActForm


class AskForm(forms.Form):
    """The question, and of whom; the office says besides whose it is."""

    words = forms.CharField(
        label=gettext_lazy("问题"), max_length=500, widget=forms.Textarea({"rows": 4})
    )
    asked_of = forms.CharField(
        label=gettext_lazy("问谁"),
        max_length=80,
        required=False,
        help_text=gettext_lazy("部门或领导，例如：市发展改革委。"),
    )
    material = forms.ModelChoiceField(
        label=gettext_lazy("关于哪份材料"),
        queryset=Material._base_manager.none(),
        required=False,
        empty_label=gettext_lazy("不针对某份材料"),
    )
    asked_by = forms.ChoiceField(label=gettext_lazy("谁问的"), required=False)

    def __init__(self, *args: Any, gathering: Gathering, is_office: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        readings = gathering.materials.filter(Material.readings())
        self.fields["material"].queryset = readings
        if not readings.exists():
            del self.fields["material"]
        self.people = invited_speakers(gathering) if is_office else []
        if not self.people:
            del self.fields["asked_by"]
            return
        asked = self.fields["asked_by"]
        asked.choices = [("", _("我自己")), *((key, one) for key, one in self.people)]

    def clean(self) -> dict[str, Any]:
        """The last net behind the device's own check (practice 14)."""
        cleaned = super().clean() or self.cleaned_data
        if sentence := forbidden(cleaned.values()):
            raise forms.ValidationError(sentence)
        return cleaned

    def clean_asked_by(self) -> Any:
        wanted = self.cleaned_data["asked_by"]
        return next((person for key, person in self.people if key == wanted), None)


class AnswerForm(ActForm):
    """What was answered, by whom, when."""

    answer = forms.CharField(
        label=gettext_lazy("答复"), max_length=2000, widget=forms.Textarea({"rows": 6})
    )
    answered_by = forms.CharField(label=gettext_lazy("答复人"), max_length=80)
    answered_on = day(gettext_lazy("答复日期"))

    def __init__(self, *args: Any, record: Question, actor: Actor, **kwargs: Any):
        first = {"answered_by": record.asked_of, "answered_on": clock.today()}
        kwargs.setdefault("initial", first)
        super().__init__(*args, record=record, actor=actor, **kwargs)

    def clean_answered_on(self) -> Any:
        answered_on = self.cleaned_data["answered_on"]
        if answered_on > clock.today():
            raise forms.ValidationError(_("答复日期不能晚于今天。"))
        return answered_on


class FollowForm(ActForm):
    """What is to come of the answer, and until when."""

    follow_up = forms.CharField(label=gettext_lazy("跟踪事项"), max_length=200)
    follow_up_by = day(gettext_lazy("跟踪期限"))

    def clean_follow_up_by(self) -> Any:
        wanted = self.cleaned_data["follow_up_by"]
        if wanted < clock.today():
            raise forms.ValidationError(_("跟踪期限不能早于今天。"))
        return wanted


class SettleForm(ActForm):
    result = forms.CharField(
        label=gettext_lazy("结果"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        required=False,
    )

    def __init__(self, *args: Any, record: Question, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.fields["result"].required = record.is_followed

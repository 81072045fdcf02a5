"""A draft, a remark on one of its paragraphs, and what its editors decide."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.text import forbidden
from tongxin.deliberation.models import DraftText, Remark
from tongxin.deliberation.terms import Admission
from tongxin.lifecycle.forms import ActForm
from tongxin.members.models import Body, SpecialCommittee
from tongxin.organisations.models import Assembly

ASKED = [(one.value, one.label) for one in (Admission.MEMBERS, Admission.COMMITTEE, Admission.BODY)]
FIELDS = ("title", "lead", "admission", "committee", "body", "closes_on")

DECIDING = "deliberation/decide_remark.html"
"""Whoever decides reads the paragraph, the remark and the wording that is proposed."""


def _day(**more: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(widget=widget, **more)


class DraftForm(forms.Form):
    """Title, whose opinion is wanted, until when, and the whole text as it is pasted."""

    title = forms.CharField(label=_("标题"), max_length=120)
    lead = forms.CharField(
        label=_("说明"),
        max_length=500,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("想请大家重点看什么。"),
    )
    admission = forms.ChoiceField(label=_("向谁征求意见"), choices=ASKED)
    committee = forms.ModelChoiceField(
        label=_("哪个专委会"), queryset=SpecialCommittee._base_manager.none(), required=False
    )
    body = forms.ModelChoiceField(
        label=_("哪个小组"), queryset=Body._base_manager.none(), required=False
    )
    closes_on = _day(label=_("截止日期"))
    text = forms.CharField(
        label=_("正文"),
        widget=forms.Textarea({"rows": 18}),
        help_text=_("从文档里粘贴，一行一段；开始征求意见以后，每一段下面都可以提意见。"),
    )

    def __init__(
        self, *args: Any, assembly: Assembly, draft: DraftText | None = None, **kwargs: Any
    ):
        if draft is not None:
            paragraphs = draft.paragraphs.filter(replaced_by=None)
            kept = {name: getattr(draft, name) for name in FIELDS}
            kwargs["initial"] = kept | {"text": "\n".join(one.words for one in paragraphs)}
        super().__init__(*args, **kwargs)
        committees = SpecialCommittee._base_manager.filter(assembly=assembly)
        bodies = Body._base_manager.filter(assembly=assembly, ends_on=None)
        self.fields["committee"].queryset = committees
        self.fields["body"].queryset = bodies

    def clean(self) -> dict[str, Any]:
        """The body that is asked is named, the others are not kept."""
        cleaned = super().clean() or self.cleaned_data
        for name in (Admission.COMMITTEE, Admission.BODY):
            if cleaned.get("admission") != name:
                cleaned[name] = None
            elif not cleaned.get(name):
                self.add_error(name, _("请选择。"))
        if sentence := forbidden(str(value) for value in cleaned.values() if value):
            raise forms.ValidationError(sentence)
        return cleaned

    def clean_closes_on(self):
        return _not_past(self.cleaned_data["closes_on"])


class OpenForm(ActForm):
    """Until when remarks are wanted."""

    closes_on = _day(label=_("截止日期"), help_text=_("当天仍可提意见，过后自动截止。"))

    def __init__(self, *args: Any, record: DraftText, actor: Actor, **kwargs: Any):
        kwargs.setdefault("initial", {"closes_on": record.closes_on})
        super().__init__(*args, record=record, actor=actor, **kwargs)

    def clean_closes_on(self):
        return _not_past(self.cleaned_data["closes_on"])


def _not_past(day):
    if day < clock.today():
        raise forms.ValidationError(_("截止日期已经过去。"))
    return day


class RemarkForm(forms.Form):
    """What is to be changed, and how."""

    words = forms.CharField(label=_("意见"), max_length=1000, widget=forms.Textarea({"rows": 3}))
    wording = forms.CharField(
        label=_("建议改为"), max_length=2000, required=False, widget=forms.Textarea({"rows": 3})
    )


class ReplyForm(forms.Form):
    words = forms.CharField(label=_("回复"), max_length=500, widget=forms.Textarea({"rows": 2}))


class RewordForm(forms.Form):
    """The paragraph as it is to read."""

    words = forms.CharField(
        label=_("新的文字"), max_length=5000, widget=forms.Textarea({"rows": 8})
    )


class ReasonForm(ActForm):
    """Why not, or not all of it; the author reads it."""

    template = DECIDING

    reason = forms.CharField(
        label=_("处理说明"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("提意见的人会看到。"),
    )


class TakeUpForm(ActForm):
    """Taken up, perhaps in the words that were proposed."""

    template = DECIDING

    reason = forms.CharField(
        label=_("处理说明"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("提意见的人会看到。"),
    )
    rewords = forms.BooleanField(label=_("同时把这一段改成建议的文字"), required=False)

    def __init__(self, *args: Any, record: Remark, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        if not record.wording or record.paragraph.replaced_by_id:
            del self.fields["rewords"]

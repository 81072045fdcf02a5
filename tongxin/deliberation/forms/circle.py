"""What is written and hidden while all look at the circle."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.deliberation.models import Conversation, Statement
from tongxin.deliberation.terms import HoldRule, Verdict


class SpeakForm(forms.Form):
    """A few sentences, on the whole or on one statement."""

    words = forms.CharField(
        label=_("我的意见"),
        max_length=500,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("署名显示；这里谈看法，不改变已经作出的表态。"),
    )
    statement = forms.ModelChoiceField(
        label=_("关于哪条观点"),
        queryset=Statement._base_manager.none(),
        to_field_name="number",
        required=False,
        empty_label=_("整个结果"),
    )

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        rows = Statement._base_manager.filter(Statement.shown(), conversation=conversation)
        self.fields["statement"].queryset = rows.order_by("number")


class HideForm(forms.Form):
    """Which rule a comment breaks."""

    rule = forms.ChoiceField(label=_("依据"), choices=HoldRule.choices)


class AlarmForm(forms.Form):
    """What was found out, and what follows from it."""

    verdict = forms.ChoiceField(label=_("结论"), choices=[("", _("请选择")), *Verdict.choices])
    words = forms.CharField(
        label=_("了解到的情况和处理"),
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_(
            "写问了谁、怎么说的、怎样处理；不要写能认出某个参加人的话。会公布在结果页和情况报告里。"
        ),
    )

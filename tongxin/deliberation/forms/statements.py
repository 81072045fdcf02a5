"""A view that is offered, what a moderator decides about it, the appeal, what became of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core.text import forbidden
from tongxin.deliberation.actions.offer_statement import MOST_SIGNS
from tongxin.deliberation.models import Statement
from tongxin.deliberation.queries.talking import shown_in, similar_to
from tongxin.deliberation.terms import HoldRule, ResultKind
from tongxin.lifecycle.forms import ActForm


class Checked(forms.Form):
    """A form whose words are looked at once more for secrecy marks (practice 14)."""

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if sentence := forbidden(cleaned.values()):
            raise forms.ValidationError(sentence)
        return cleaned


class OfferForm(Checked):
    """One view in one sentence."""

    words = forms.CharField(
        label=_("您的观点"),
        max_length=MOST_SIGNS,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("一条只说一个意思，让别人能说赞成或不赞成。不写人名、电话。"),
    )


class HoldBackForm(ActForm):
    """The rule and the reason; the author reads both."""

    template = "deliberation/hold_back.html"

    rule = forms.ChoiceField(
        label=_("依据哪一条"), choices=HoldRule.choices, widget=forms.RadioSelect
    )
    same_as = forms.ModelChoiceField(
        Statement._base_manager.none(),
        label=_("与哪一条相同"),
        required=False,
        to_field_name="public_id",
        help_text=_("只在“与已有观点相同”时选；最相近的排在最前。"),
    )
    reason = forms.CharField(
        label=_("说明"), max_length=200, help_text=_("提出人会看到；写清怎样改就可以公开。")
    )

    def __init__(self, *args: Any, record: Statement, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        others = shown_in(record.conversation).exclude(pk=record.pk)
        self.fields["same_as"].queryset = others
        near = [
            one.statement
            for one in similar_to(record.conversation, record.words, besides=record.pk)
        ]
        rest = [one for one in others if one not in near]
        self.fields["same_as"].choices = [
            ("", _("不选")),
            *((one.public_id, f"{one.number}. {one.words}") for one in (*near, *rest)),
        ]


class AnswerForm(ActForm):
    answer = forms.CharField(label=_("复核意见"), max_length=200, help_text=_("提出人会看到。"))


class AppealForm(Checked):
    words = forms.CharField(
        label=_("申诉理由"),
        max_length=200,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("由没有经手的另一位审核人复核。"),
    )


class ResultForm(Checked):
    """Where a statement went."""

    kind = forms.ChoiceField(label=_("去向"), choices=ResultKind.choices, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("说明"), max_length=300, required=False, help_text=_("提出人会看到。")
    )

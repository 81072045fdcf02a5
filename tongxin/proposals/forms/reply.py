"""The reply editor's form: an answer box per numbered suggestion."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.proposals.actions.save_reply import ItemDraft
from tongxin.proposals.conditions import current_reply
from tongxin.proposals.forms.office import day
from tongxin.proposals.models import Handling
from tongxin.proposals.terms import ItemAnswer, ReplyClass

ITEM_FIELDS = ("answer", "text", "reason", "promised_for", "responsible")


class ReplyDraftForm(forms.Form):
    """Opening, one answer per suggestion, closing, class, consent to publish. Drafts may be incomplete."""

    opening = forms.CharField(
        label=_("开头"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 4})
    )
    closing = forms.CharField(
        label=_("结尾"), required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3})
    )
    reply_class = forms.ChoiceField(
        label=_("办理结果"), required=False, choices=[("", "—"), *ReplyClass.choices]
    )
    may_publish = forms.BooleanField(label=_("同意公开这份答复"), required=False)
    no_publish_reason = forms.CharField(label=_("不公开的理由"), required=False, max_length=200)

    def __init__(self, *args: Any, handling: Handling, **kwargs: Any):
        self.handling = handling
        reply = current_reply(handling)
        kwargs.setdefault("initial", _initial(reply))
        super().__init__(*args, **kwargs)
        for number, _suggestion in enumerate(handling.proposal.suggestions, start=1):
            self.fields.update(item_fields(number))

    def rows(self) -> list[tuple[int, str, list[Any]]]:
        """Each suggestion with the boxes that answer it."""
        return [
            (number, text, [self[f"{name}-{number}"] for name in ITEM_FIELDS])
            for number, text in enumerate(self.handling.proposal.suggestions, start=1)
        ]

    def items(self) -> list[ItemDraft]:
        return [
            ItemDraft(
                number, **{name: self.cleaned_data[f"{name}-{number}"] for name in ITEM_FIELDS}
            )
            for number, _text in enumerate(self.handling.proposal.suggestions, start=1)
        ]

    def stored(self) -> dict[str, list[str]]:
        """What lies in the database, box by box, for a screen that shows something else."""
        values = {name: self.get_initial_for_field(box, name) for name, box in self.fields.items()}
        return {name: [str(value)] for name, value in values.items() if isinstance(value, str)}

    def words(self) -> dict[str, Any]:
        return {name: self.cleaned_data[name] for name in self.base_fields}


def _initial(reply: Any) -> dict[str, Any]:
    if reply is None:
        return {"may_publish": True}
    initial = {name: getattr(reply, name) for name in ReplyDraftForm.base_fields}
    for item in reply.items.all():
        initial |= {f"{name}-{item.number}": getattr(item, name) for name in ITEM_FIELDS}
    return initial


def item_fields(number: int) -> dict[str, forms.Field]:
    """The boxes that answer one suggestion."""
    return {
        f"answer-{number}": forms.ChoiceField(
            label=_("采纳情况"),
            required=False,
            choices=ItemAnswer.choices,
            widget=forms.RadioSelect,
        ),
        f"text-{number}": forms.CharField(
            label=_("办理情况"),
            required=False,
            max_length=6000,
            widget=forms.Textarea(attrs={"rows": 4}),
        ),
        f"reason-{number}": forms.CharField(
            label=_("未采纳的理由"),
            required=False,
            max_length=2000,
            widget=forms.Textarea(attrs={"rows": 2}),
        ),
        f"promised_for-{number}": day(_("完成时限"), required=False),
        f"responsible-{number}": forms.CharField(
            label=_("责任人或科室"), required=False, max_length=80
        ),
    }

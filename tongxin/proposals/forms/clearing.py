"""What somebody fills in who asks for a clearing: choices and a paper's number, no room for words."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.proposals.models import Proposal
from tongxin.proposals.queries.clearing import parts_of
from tongxin.proposals.terms import ClearingReason

__all__ = ["AskClearingForm"]


class AskClearingForm(forms.Form):
    """One part of one proposal."""

    part = forms.ChoiceField(label=_("清除什么"), widget=forms.RadioSelect)
    reason = forms.ChoiceField(label=_("清除原因"), choices=ClearingReason.choices)
    paper_number = forms.CharField(
        label=_("依据文号"),
        max_length=40,
        help_text=_("例如：澜政协办〔2026〕5号。只填文号，不要写任何涉密内容。"),
    )

    def __init__(self, *args: Any, proposal: Proposal, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["part"].choices = parts_of(proposal)

    def data_for_action(self) -> dict[str, Any]:
        """The keyword arguments of `ask_clearing`."""
        part, _colon, key = self.cleaned_data["part"].partition(":")
        return {
            "part": part,
            "part_id": int(key) if key else None,
            "reason": self.cleaned_data["reason"],
            "paper_number": self.cleaned_data["paper_number"],
        }

"""What was decided: one box for each point of the agenda."""

from typing import Any

from django import forms

from tongxin.core.text import forbidden
from tongxin.gatherings.actions.decide_items import LONGEST
from tongxin.gatherings.models import AgendaItem


class DecisionsForm(forms.Form):
    """Boxes left empty: nothing was decided on that point."""

    def __init__(self, *args: Any, items: list[AgendaItem], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.items = items
        for item in items:
            self.fields[_box_of(item)] = forms.CharField(
                label=item.words,
                initial=item.decision,
                max_length=LONGEST,
                required=False,
                widget=forms.Textarea({"rows": 2}),
            )

    def clean(self) -> dict[str, Any]:
        """The last net behind the device's own check (practice 14)."""
        cleaned = super().clean() or self.cleaned_data
        if sentence := forbidden(cleaned.values()):
            raise forms.ValidationError(sentence)
        return cleaned

    @property
    def decisions(self) -> dict[int, str]:
        """What was typed, by the item's id."""
        return {item.pk: self.cleaned_data[_box_of(item)] for item in self.items}


def _box_of(item: AgendaItem) -> str:
    return f"item-{item.public_id}"

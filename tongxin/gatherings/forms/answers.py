"""Asking for leave, and what whoever decides fills in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core import formats
from tongxin.gatherings.asked import last_day_to_ask, leave_for
from tongxin.gatherings.models import Invitation, Sitting
from tongxin.gatherings.queries.lists import sittings_for
from tongxin.gatherings.terms import LeaveGround
from tongxin.gatherings.wording import sitting_in_words
from tongxin.lifecycle.forms import ActForm


class LeaveForm(ActForm):
    """Why, and who comes instead where the kind allows it."""

    template = "gatherings/ask_leave.html"

    ground = forms.ChoiceField(
        label=_("事由"), choices=LeaveGround.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("具体情况"),
        max_length=200,
        required=False,
        help_text=_("只有本人、批假的人和主办的办公室看得到；名单上只写事由。"),
    )
    substitute = forms.CharField(label=_("由谁代会"), max_length=80, required=False)

    def __init__(self, *args: Any, record: Invitation, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.rule = leave_for(record.gathering)
        if self.rule is None or not self.rule.substitute:
            del self.fields["substitute"]

    @property
    def last_day(self) -> str:
        """Until when asking is in time."""
        return formats.day(last_day_to_ask(self.record.gathering, self.rule)) if self.rule else ""


class PartLeaveForm(LeaveForm):
    """The same for some of the sittings that concern the person."""

    field_order = ["sittings", "ground", "reason", "substitute"]

    sittings = forms.ModelMultipleChoiceField(
        label=_("哪些场次请假"),
        queryset=Sitting._base_manager.none(),
        to_field_name="public_id",
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args: Any, record: Invitation, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        choice: Any = self.fields["sittings"]
        choice.queryset = sittings_for(record)
        choice.label_from_instance = sitting_in_words


class NoteForm(forms.Form):
    """On what a decision rests that was made outside the program."""

    decision_note = forms.CharField(
        label=_("谁在何时怎样同意的"),
        max_length=100,
        help_text=_("例如：主席1月13日电话同意。"),
    )


class EnterGrantForm(ActForm, NoteForm):
    """The same for one request."""


class RefuseForm(ActForm):
    refusal = forms.CharField(
        label=_("不准假的理由"), max_length=200, help_text=_("请假的人看得到。")
    )

"""What announcing, closing and cancelling ask."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.accounts.names import names_in
from tongxin.core import clock, formats
from tongxin.gatherings.deadlines import last_notice_day
from tongxin.gatherings.forms.plan import closing_words, guests
from tongxin.gatherings.models import Gathering
from tongxin.gatherings.queries.door import sittings_without_anybody
from tongxin.gatherings.values import Attendance
from tongxin.lifecycle.forms import ActForm

LONGEST_LIST = 20_000
LISTS = (
    ("present", _("出席的人"), _("一行一个，或用顿号、空格隔开；可以整列粘贴。")),
    ("excused", _("请假的人"), ""),
    ("absent", _("缺席的人"), ""),
)


class AnnounceForm(ActForm):
    """Shows once more who is invited to what; asks for a reason where the kind's notice days have passed."""

    template = "gatherings/announce.html"

    def __init__(self, *args: Any, record: Gathering, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.rules = record.rules.select_related("committee", "sector", "body")
        last = last_notice_day(record)
        if clock.today() > last:
            self.fields["short_notice"] = forms.CharField(
                label=_("为什么现在才通知"),
                max_length=200,
                help_text=_("按规定最迟应在 %(day)s 通知，理由会留在活动里。")
                % {"day": formats.day(last)},
            )


class CloseForm(ActForm):
    """What came of it in a word; for a past gathering that was never announced, who was there.

    `empty`: the sittings at which nobody signed in, whose people would all count as absent.
    """

    template = "gatherings/close.html"

    def __init__(self, *args: Any, record: Gathering, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.empty = [] if record.is_draft else list(sittings_without_anybody(record))
        if record.is_draft:
            for name, label, help_text in LISTS:
                self.fields[name] = _names(label, help_text)
        self.fields |= {"closing_words": closing_words(), "guests": guests()}

    def data_for_act(self) -> dict[str, Any]:
        given = self.cleaned_data
        told = {name: given[name] for name in ("closing_words", "guests")}
        if not self.record.is_draft:
            return told
        lists = {name: names_in(given[name]) for name, _label, _help in LISTS}
        return {**told, "attendance": Attendance(**lists)}


def _names(label: Any, help_text: Any) -> forms.Field:
    return forms.CharField(
        label=label,
        help_text=help_text,
        required=False,
        max_length=LONGEST_LIST,
        widget=forms.Textarea({"rows": 4}),
    )


class CancelForm(ActForm):
    reason = forms.CharField(
        label=_("取消理由"), max_length=200, help_text=_("被邀请的人都会看到这条理由。")
    )

"""A new term, and a plenary session with the window in which proposals count as session proposals."""

from datetime import datetime
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core import clock
from tongxin.core.days import plausible
from tongxin.members.models import Term


def _day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=[plausible], **more)


class TermForm(forms.Form):
    """The next term of an assembly."""

    number = forms.IntegerField(label=_("第几届"), min_value=1, max_value=99)
    starts_on = _day(_("自何日起"))


class SessionForm(forms.Form):
    """A plenary session. The cut-off is a moment: what is handed in a minute later is an ordinary proposal."""

    term = forms.ModelChoiceField(
        label=_("届"), queryset=Term._base_manager.none(), empty_label=None
    )
    number = forms.IntegerField(label=_("第几次会议"), min_value=1, max_value=20)
    opens_on = _day(_("开幕"))
    closes_on = _day(_("闭幕"))
    window_opens_on = _day(_("提案征集开始"), help_text=_("自这一天起提交的，算大会提案。"))
    cutoff_at = forms.DateTimeField(
        label=_("提案截止时间"),
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        input_formats=["%Y-%m-%dT%H:%M"],
        validators=[plausible],
        help_text=_("这一刻之后提交的，算平时提案。"),
    )

    def __init__(self, *args: Any, terms: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.fields["term"].queryset = terms

    def clean_cutoff_at(self) -> datetime:
        """The moment as the city's clock shows it, whatever zone the request was served in."""
        return self.cleaned_data["cutoff_at"].replace(tzinfo=clock.SHANGHAI)

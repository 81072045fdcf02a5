"""The form on which a person chooses channels."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.notifications import channels
from tongxin.notifications.queries import address_of, preferences_of
from tongxin.notifications.terms import Channel

AUTO, ON, OFF = "auto", "on", "off"
CHOICES = [(AUTO, _("由系统安排")), (ON, _("接收")), (OFF, _("不接收"))]
MEANING = {AUTO: None, ON: True, OFF: False}


class ChannelsForm(forms.Form):
    """One choice per channel that this site has; a channel that does not reach the person says so."""

    def __init__(self, *args, person: Person, **kwargs):
        super().__init__(*args, **kwargs)
        said = preferences_of([person])
        for channel in channels.configured():
            preference = said.get((person.pk, channel))
            reached = address_of(person, channel, preference)
            self.fields[channel] = forms.ChoiceField(
                label=Channel(channel).label,
                choices=CHOICES,
                widget=forms.RadioSelect,
                initial=_as_choice(preference.is_on if preference else None),
                disabled=not reached,
                help_text="" if reached else _missing(channel),
            )

    def choices(self) -> dict[str, bool | None]:
        """Channel to on, off or nothing said."""
        return {channel: MEANING[value] for channel, value in self.cleaned_data.items()}


def _as_choice(is_on: bool | None) -> str:
    return AUTO if is_on is None else ON if is_on else OFF


def _missing(channel: str) -> str:
    """What to do about a channel that does not reach the person."""
    if channel in channels.bindable():
        return _("还没有绑定。绑定之后可以选择。")
    return _("还没有登记可用的号码或账号，请与工作人员联系。")

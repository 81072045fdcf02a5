"""What is filled in at a door: a desk's name, somebody unasked, the door's digits, a corrected result."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.gatherings.actions.correct_presence import LONGEST_REASON
from tongxin.gatherings.actions.run_desk import LONGEST_LABEL
from tongxin.gatherings.actions.walk_in import LONGEST_NAME, LONGEST_WORDS
from tongxin.gatherings.door_codes import DIGITS
from tongxin.gatherings.terms import PresenceState


class OpenDeskForm(forms.Form):
    label = forms.CharField(
        label=_("签到台的名字"),
        max_length=LONGEST_LABEL,
        help_text=_("例如：东门1号。"),
    )


class WalkInForm(forms.Form):
    name = forms.CharField(label=_("姓名"), max_length=LONGEST_NAME)
    words = forms.CharField(label=_("单位和职务"), max_length=LONGEST_WORDS, required=False)


class DoorCodeForm(forms.Form):
    """The six digits, typed where the camera cannot read them."""

    code = forms.RegexField(
        rf"^\s*\d{{{DIGITS}}}\s*$",
        label=_("会场屏幕上的六位数字"),
        error_messages={"invalid": _("请输入会场屏幕上的六位数字。")},
        widget=forms.TextInput(
            attrs={"inputmode": "numeric", "autocomplete": "off", "maxlength": DIGITS}
        ),
    )

    def clean_code(self) -> str:
        return self.cleaned_data["code"].strip()


class CorrectPresenceForm(forms.Form):
    after = forms.ChoiceField(
        label=_("改为"), choices=PresenceState.choices, widget=forms.RadioSelect
    )
    reason = forms.CharField(
        label=_("更正的理由"),
        max_length=LONGEST_REASON,
        help_text=_("例如：补交了签到册。原来的结果和理由都会留着。"),
    )

    def clean_after(self) -> PresenceState:
        return PresenceState(self.cleaned_data["after"])

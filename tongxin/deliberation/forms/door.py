"""What a citizen fills in at the door: the code of a slip, or a telephone number and the code that came by message."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.deliberation.models import Conversation
from tongxin.deliberation.terms import Parting
from tongxin.organisations.models import Assembly


class DoorForm(forms.Form):
    """Where the opening act allows to look by county, a citizen may say from which; else nothing is asked."""

    def __init__(self, *args: Any, conversation: Conversation, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if conversation.parting == Parting.COUNTIES:
            self.fields["county"] = forms.ModelChoiceField(
                Assembly.objects.filter(parent_id=conversation.assembly_id),
                label=_("您在哪个县（市、区）"),
                required=False,
                to_field_name="public_id",
                empty_label=_("不说"),
            )

    @property
    def part(self) -> int:
        """The county, by number; 0 where none was named."""
        county = self.cleaned_data.get("county")
        return county.pk if county else 0


class CodeForm(DoorForm):
    code = forms.CharField(
        label=_("邀请码"),
        max_length=20,
        widget=forms.TextInput(
            {
                "autocapitalize": "none",
                "autocomplete": "off",
                "spellcheck": "false",
                "data-code": "",
            }
        ),
        help_text=_("纸条上的 12 位字母和数字，横线可以不写。"),
    )


class PhoneForm(forms.Form):
    phone = forms.CharField(
        label=_("手机号码"),
        max_length=20,
        widget=forms.TextInput({"type": "tel", "inputmode": "tel", "autocomplete": "tel"}),
        help_text=_("只用来确认一人参加一次。号码不保存，也不与您的态度放在一起。"),
    )


class ConfirmForm(DoorForm):
    """The number goes along, because nothing keeps it in between."""

    check = forms.CharField(widget=forms.HiddenInput, max_length=12)
    phone = forms.CharField(widget=forms.HiddenInput, max_length=20)
    code = forms.CharField(
        label=_("验证码"),
        max_length=6,
        widget=forms.TextInput(
            {"inputmode": "numeric", "autocomplete": "one-time-code", "autofocus": ""}
        ),
        help_text=_("短信里的 6 位数字，10 分钟内有效。"),
    )

"""What members fill in about themselves."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.members.fields import own_texts
from tongxin.members.forms.fields import PlainForm, line
from tongxin.members.models import Member


class CorrectForm(PlainForm):
    """One's own data, as it stands; what is changed is asked for."""

    asks_numbers = True

    def __init__(self, *args: Any, member: Member, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for field in own_texts():
            self.fields[field.code] = line(
                field.label, most=field.most, required=False, initial=field.value(member)
            )
        self.fields["email"] = forms.EmailField(
            label=self.fields["email"].label, required=False, initial=member.person.email
        )
        self.fields["photo"] = forms.FileField(
            label=_("照片"), required=False, help_text=_("JPG 或 PNG，不超过 2 MB。")
        )

    def data_for_action(self) -> dict[str, Any]:
        sent = [code for code in self.fields if code in self.data and code != "photo"]
        wished = {code: self.cleaned_data[code] for code in sent}
        return {"wished": wished, "photo": self.cleaned_data["photo"]}

"""What the acts of corrections and submissions ask."""

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.lifecycle.forms import ActForm

__all__ = ["ReasonForm", "SubmitForm"]


class ReasonForm(ActForm):
    """Why a correction is not adopted, or a submission sent back."""

    reason = forms.CharField(
        label=_("理由"), max_length=200, widget=forms.Textarea(attrs={"rows": 3})
    )


class SubmitForm(ActForm):
    """Who signed the roll, and under which number it was issued."""

    signer = forms.CharField(label=_("签发人"), max_length=40)
    document = forms.CharField(label=_("文号"), max_length=60)

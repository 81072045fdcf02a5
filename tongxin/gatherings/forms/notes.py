"""A recorder's form: one box for each person of the group, one for what nobody in particular said."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core.text import forbidden
from tongxin.gatherings.models import Invitation
from tongxin.gatherings.queries.notes import Voice

LONGEST = 2000
NOBODY = "said-nobody"


class NotesForm(forms.Form):
    """Boxes left empty say nothing."""

    def __init__(self, *args: Any, voices: list[Voice], **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.voices = voices
        for voice in voices:
            self.fields[_box_of(voice)] = _box(voice.invitation.name)
        self.fields[NOBODY] = _box(_("不记姓名"))

    def clean(self) -> dict[str, Any]:
        """The last net behind the device's own check (practice 14)."""
        cleaned = super().clean() or self.cleaned_data
        if sentence := forbidden(cleaned.values()):
            raise forms.ValidationError(sentence)
        return cleaned

    @property
    def rows(self) -> list[tuple[Voice, forms.BoundField]]:
        """Each person with their box."""
        return [(voice, self[_box_of(voice)]) for voice in self.voices]

    @property
    def nobody(self) -> forms.BoundField:
        return self[NOBODY]

    @property
    def said(self) -> list[tuple[Invitation | None, str]]:
        """Who said what, in the order of the page."""
        typed = [(voice.invitation, self.cleaned_data[_box_of(voice)]) for voice in self.voices]
        return [*typed, (None, self.cleaned_data[NOBODY])]


class CorrectNoteForm(forms.Form):
    words = forms.CharField(label=_("要点"), max_length=LONGEST, widget=forms.Textarea({"rows": 6}))


def _box_of(voice: Voice) -> str:
    return f"said-{voice.invitation.public_id}"


def _box(label: Any) -> forms.CharField:
    widget = forms.Textarea({"rows": 3})
    return forms.CharField(label=label, max_length=LONGEST, required=False, widget=widget)

"""The boxes that the register's forms share: days, one line of text, a member, a post in a place."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.core.days import plausible
from tongxin.core.text import forbidden
from tongxin.members.actions.appoint import Place
from tongxin.members.models import Body, Sector, SpecialCommittee
from tongxin.members.queries import in_force
from tongxin.members.terms import Post
from tongxin.organisations.models import Assembly

PLACES = {"committee": SpecialCommittee, "sector": Sector, "body": Body}


def day(label: Any, **more: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=[plausible], **more)


def line(label: Any, *, most: int = 60, **more: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=most, **more)


class PlainForm(forms.Form):
    """A form of the register: words with a mark of a state secret are not kept (practice 14).

    `asks_numbers`: it is for telephone or identity numbers, so nobody is warned of the ones they fill in.
    """

    asks_numbers = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if sentence := forbidden(cleaned.values()):
            raise forms.ValidationError(sentence)
        return cleaned

    def data_for_action(self) -> dict[str, Any]:
        """The keyword arguments of the action."""
        return self.cleaned_data


class PostInPlaceField(forms.ChoiceField):
    """One choice for both: 提案委员会 · 主任. Its value is the place and the post."""

    def offer(self, assembly: Assembly) -> None:
        """Every post of every place of this assembly that exists today."""
        self.choices = list(_offered(assembly))

    def clean(self, value: Any) -> tuple[Place, Post] | None:
        chosen = super().clean(value)
        if not chosen:
            return None
        code, key, post = chosen.split(":")
        return PLACES[code]._base_manager.get(pk=int(key)), Post(post)


def _offered(assembly: Assembly) -> Iterator[tuple[str, Any]]:
    yield "", _("请选择")
    for code, model in PLACES.items():
        places = model._base_manager.filter(assembly=assembly)
        if model is Body:
            places = places.filter(in_force(clock.today()))
        choices = [
            (f"{code}:{place.pk}:{post}", f"{place} · {Post(post).label}")
            for place in places
            for post in place.posts
        ]
        if choices:
            yield str(model._meta.verbose_name), choices

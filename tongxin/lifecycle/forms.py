"""The base of every act's form: it knows the record and the actor, and hands cleaned data to the act."""

from importlib import import_module
from typing import Any

from django import forms
from django.db import models

from tongxin.accounts.actor import Actor
from tongxin.core.text import forbidden
from tongxin.lifecycle.table import Act


class ActForm(forms.Form):
    """What an act asks. Subclasses narrow their querysets in `__init__`, by record and actor."""

    def __init__(self, *args: Any, record: models.Model, actor: Actor, **kwargs: Any):
        self.record = record
        self.actor = actor
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The last net behind the device's own check: a state secret's mark is not kept (practice 14)."""
        cleaned = super().clean() or self.cleaned_data
        if sentence := forbidden(cleaned.values()):
            raise forms.ValidationError(sentence)
        return cleaned

    def data_for_act(self) -> dict[str, Any]:
        """The keyword arguments of the act's effect."""
        return self.cleaned_data


def sentences_of(form: forms.BaseForm) -> str:
    """What is wrong with a form, for an answer that is not a page: sentences only, no names of fields."""
    return "".join(str(error) for errors in form.errors.values() for error in errors)


def form_class(act: Act) -> type[ActForm] | None:
    """The class that the table names (`proposals.forms.WithdrawForm`), or None for an act that asks nothing."""
    if not act.form:
        return None
    path, _dot, name = act.form.rpartition(".")
    return getattr(import_module(f"tongxin.{path}"), name)

"""Puts a rule's refusal beside the field it concerns."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.forms import BaseForm

from tongxin.core.errors import Refused


@contextmanager
def refusals(form: BaseForm) -> Iterator[None]:
    """Within this context a refused act becomes an error of the form, which is then shown again with its text."""
    try:
        yield
    except Refused as refusal:
        field = refusal.field if refusal.field in form.fields else None
        form.add_error(field, refusal.message)

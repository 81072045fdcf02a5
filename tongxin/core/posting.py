"""What every page with a form of its own reads of a request, and how it says no."""

from typing import Any

from django import forms
from django.http import HttpRequest

from tongxin.core.errors import Refused


def posted(request: HttpRequest) -> Any:
    """What was posted, or None for a form that nobody has filled in yet."""
    return request.POST if request.method == "POST" else None


def request_key(request: HttpRequest) -> str | None:
    return request.POST.get("request_key") or None


def seen_version(request: HttpRequest) -> int:
    """The version that stood in the form; one that cannot be read fits none."""
    version = request.POST.get("version", "")
    return int(version) if version.isascii() and version.isdigit() and len(version) < 10 else -1


def refuse(form: forms.Form, refused: Refused) -> None:
    """The sentence of the rule at its field, or above the form."""
    form.add_error(refused.field if refused.field in form.fields else None, refused.message)


def status_of(form: forms.Form) -> int:
    return 422 if form.errors else 200

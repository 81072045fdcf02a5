"""A kind as staff write it down, and their own words for a shipped one; hosts add what only their kinds say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.core.fields import Field
from tongxin.kinds.declaration import Declaration, new_code
from tongxin.kinds.lines import FieldLines
from tongxin.kinds.models import KindRow
from tongxin.kinds.shelf import Kind


class KindForm(FieldLines):
    """Everything that a kind of one's own says. `like`: what it begins with; `code`: its own, else a new one.

    A valid form holds what was written as `declared`.
    """

    name = forms.CharField(label=_("种类名称"), max_length=40)

    def __init__(self, *args: Any, like: Declaration | None = None, code: str = "", **kwargs: Any):
        if like:
            kwargs.setdefault("initial", self.said_by(like))
        super().__init__(*args, **kwargs)
        self.code = code or new_code()
        self.add_lines(self.lines_of(like) if like else ())

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self.declared = self.declared_by(cleaned)
        return cleaned

    def declared_by(self, given: dict[str, Any]) -> Declaration | None:
        """The declaration; None where it makes no sense, with the sentence at its field."""
        raise NotImplementedError

    def said_by(self, declared: Declaration) -> dict[str, Any]:
        """What the form's fields say of a kind."""
        raise NotImplementedError

    def lines_of(self, declared: Declaration) -> tuple[Field, ...]:
        """The fields of a kind that stand in lines."""
        return declared.fields


class Shaping:
    """Makes a host's form the one of the act `shape`, about a kind that is there already."""

    def __init__(self, *args: Any, record: KindRow, **kwargs: Any):
        super().__init__(*args, record=record, like=record.declared, code=record.code, **kwargs)

    def data_for_act(self) -> dict[str, Any]:
        return {"declared": self.declared}


class OverlayForm(FieldLines):
    """An assembly's own words and fields for a shipped kind; a valid form holds what `lay_over` takes as `words`."""

    may_require = False
    hidden_help: Any = ""

    name = forms.CharField(
        label=_("本级名称"),
        required=False,
        max_length=60,
        help_text=_("留空就用原来的名称。"),
    )
    is_hidden = forms.BooleanField(label=_("本级不用这一种类"), required=False)

    def __init__(self, *args: Any, kind: Kind, **kwargs: Any):
        self.kind = kind
        kwargs.setdefault("initial", self.said_by(kind))
        super().__init__(*args, **kwargs)
        self.fields["is_hidden"].help_text = self.hidden_help
        self.add_lines(self.lines_of(kind))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors:
            self.words = self.words_in(cleaned)
        return cleaned

    def words_in(self, given: dict[str, Any]) -> dict[str, Any]:
        """The keyword arguments of the host's `lay_over`."""
        return {
            "name": given["name"],
            "is_hidden": given["is_hidden"],
            "fields": self.declared_lines(),
        }

    def lines_of(self, kind: Kind) -> tuple[Field, ...]:
        """The assembly's own fields that stand in lines."""
        return kind.own_fields

    def said_by(self, kind: Kind) -> dict[str, Any]:
        """What the form's fields say of a kind as the assembly has it."""
        overlay = kind.overlay
        return {"name": overlay.name, "is_hidden": overlay.is_hidden} if overlay else {}

    def _new_code(self, found: list[Field]) -> str:
        """Own fields bear names that no shipped kind uses."""
        return f"own_{super()._new_code(found)}"

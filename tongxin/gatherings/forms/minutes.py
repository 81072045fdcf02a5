"""Minutes: their lines as boxes, and what is filled in to pass, seal and open them again."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.gatherings.actions.edit_minutes import SCAN
from tongxin.gatherings.forms.speeches import day
from tongxin.gatherings.models import Minutes, MinutesLine
from tongxin.gatherings.queries.minutes import Line
from tongxin.gatherings.terms import MinutesPart
from tongxin.lifecycle.forms import ActForm
from tongxin.papers.actions.store_file import store_file

LONGEST = 5000


class LinesForm(forms.Form):
    """A box for each line and one more for each part; a line made empty is left out."""

    def __init__(self, *args: Any, rows: list[MinutesLine], **kwargs: Any):
        super().__init__(*args, **kwargs)
        for row in rows:
            self.fields[f"line-{row.public_id}"] = _box(row.words, row.words or row.made)
        for part in MinutesPart:
            self.fields[f"part-{part.value}"] = _box("", "")
        self.rows = rows

    def boxes_of(self, lines: Iterable[Line]) -> list[tuple[Line, forms.BoundField]]:
        """Each line of a part with its box."""
        return [(line, self[f"line-{line.row.public_id}"]) for line in lines]

    def box_of(self, part: MinutesPart) -> forms.BoundField:
        """The box for what is added to a part by hand."""
        return self[f"part-{part.value}"]

    @property
    def lines(self) -> dict[int, str]:
        """What was left of each line, by id."""
        return {row.pk: self.cleaned_data[f"line-{row.public_id}"] for row in self.rows}

    @property
    def added(self) -> dict[MinutesPart, str]:
        """What was written into parts by hand."""
        typed = {part: self.cleaned_data[f"part-{part.value}"] for part in MinutesPart}
        return {part: text for part, text in typed.items() if text.strip()}


def _box(initial: str, sized_by: str) -> forms.CharField:
    """As high as the text is long."""
    height = min(8, max(1, len(sized_by) // 38 + 1))
    widget = forms.Textarea({"rows": height})
    return forms.CharField(initial=initial, max_length=LONGEST, required=False, widget=widget)


class PassForm(ActForm):
    """Number and day; the sealed file may come later."""

    number = forms.CharField(
        label=gettext_lazy("文号"),
        max_length=60,
        required=False,
        help_text=gettext_lazy("没有文号的不填。"),
    )
    passed_on = day(gettext_lazy("审定日期"))
    scan = forms.FileField(
        label=gettext_lazy("盖章件"),
        required=False,
        help_text=gettext_lazy("PDF、OFD 或扫描图片，可以以后再附。"),
    )

    def __init__(self, *args: Any, record: Minutes, actor: Actor, **kwargs: Any):
        first = {"passed_on": clock.today(), "number": record.number}
        kwargs.setdefault("initial", first)
        super().__init__(*args, record=record, actor=actor, **kwargs)

    def clean_passed_on(self) -> Any:
        passed_on = self.cleaned_data["passed_on"]
        if passed_on > clock.today():
            raise forms.ValidationError(_("审定日期不能晚于今天。"))
        return passed_on

    def data_for_act(self) -> dict[str, Any]:
        return {**self.cleaned_data, "scan": _stored(self)}


class SealForm(ActForm):
    scan = forms.FileField(
        label=gettext_lazy("盖章件"), help_text=gettext_lazy("PDF、OFD 或扫描图片。")
    )

    def data_for_act(self) -> dict[str, Any]:
        return {"scan": _stored(self)}


class ReopenForm(ActForm):
    reason = forms.CharField(
        label=gettext_lazy("重新起草的理由"),
        max_length=200,
        help_text=gettext_lazy("审定过的内容和这条理由都保留。"),
    )


def _stored(form: ActForm) -> Any:
    """The file that was handed in, kept; None without one."""
    upload = form.cleaned_data["scan"]
    if not upload:
        return None
    assembly = form.record.assembly  # type: ignore[attr-defined]
    return store_file(SCAN, upload, upload.name, assembly=assembly, actor=form.actor)

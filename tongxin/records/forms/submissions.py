"""What a county fills in to submit, and the city's desk to send back."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.days import plausible
from tongxin.lifecycle.forms import ActForm
from tongxin.papers.actions.store_file import store_file
from tongxin.records.models import Submission
from tongxin.records.queries.kinds import Kind

SCAN = "records.submission"


def day(label: str, **rest: Any) -> forms.DateField:
    widget = forms.DateInput({"type": "date"}, "%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, validators=[plausible], **rest)


class CompileForm(forms.Form):
    """Which days and which kinds."""

    first = day(gettext_lazy("自何日起"))
    last = day(gettext_lazy("至何日止（含当日）"))
    kinds = forms.MultipleChoiceField(
        label=gettext_lazy("报送哪些种类"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self, *args: Any, kinds: list[Kind], supersedes: Submission | None = None, **kwargs: Any
    ):
        kwargs.setdefault("initial", _initial(kinds, supersedes))
        super().__init__(*args, **kwargs)
        self.fields["kinds"].choices = [(kind.code, str(kind)) for kind in kinds]

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("止日不能早于起日。"))
        return cleaned

    def data_for_action(self) -> dict[str, Any]:
        """The keyword arguments of `compile_submission`; the end is the first day that does not count."""
        given = self.cleaned_data
        return {
            "starts_on": given["first"],
            "ends_on": given["last"] + timedelta(days=1),
            "kinds": given["kinds"],
        }


def _initial(kinds: list[Kind], supersedes: Submission | None) -> dict[str, Any]:
    """The same days and kinds again for a correction; else the year that is over."""
    if supersedes is not None:
        return {
            "first": supersedes.starts_on,
            "last": supersedes.ends_on - timedelta(days=1),
            "kinds": supersedes.kinds,
        }
    year = clock.today().year - 1
    return {
        "first": clock.today().replace(year=year, month=1, day=1),
        "last": clock.today().replace(year=year, month=12, day=31),
        "kinds": [kind.code for kind in kinds],
    }


class SendForm(ActForm):
    """Who signed, when, perhaps with the sealed sheet."""

    signer = forms.CharField(
        label=gettext_lazy("签发人"), max_length=40, help_text=gettext_lazy("县（市）区政协领导。")
    )
    signed_on = day(gettext_lazy("签发日期"))
    scan = forms.FileField(
        label=gettext_lazy("盖章件"),
        required=False,
        help_text=gettext_lazy("PDF 或扫描图片，可以不附。"),
    )

    def __init__(self, *args: Any, record: Submission, actor: Actor, **kwargs: Any):
        kwargs.setdefault("initial", {"signed_on": clock.today()})
        super().__init__(*args, record=record, actor=actor, **kwargs)

    def clean_signed_on(self) -> Any:
        signed_on = self.cleaned_data["signed_on"]
        if signed_on > clock.today():
            raise forms.ValidationError(_("签发日期不能晚于今天。"))
        return signed_on

    def data_for_act(self) -> dict[str, Any]:
        upload = self.cleaned_data["scan"]
        if not upload:
            return {**self.cleaned_data, "scan": None}
        stored = store_file(
            SCAN, upload, upload.name, assembly=self.record.assembly, actor=self.actor
        )
        return {**self.cleaned_data, "scan": stored}


class SendBackForm(ActForm):
    reason = forms.CharField(
        label=gettext_lazy("退回理由"),
        max_length=200,
        help_text=gettext_lazy("县（市）区政协会看到。"),
    )

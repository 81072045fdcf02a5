"""What offices fill in for units on paper: the paper's day and grounds, a sealed reply, a package, a return."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock, formats
from tongxin.lifecycle.forms import ActForm
from tongxin.lifecycle.table import Act
from tongxin.papers.actions.store_file import store_file
from tongxin.proposals.actions.enter_for_unit import ReplyDraft
from tongxin.proposals.actions.save_reply import ItemDraft
from tongxin.proposals.forms.office import day, line
from tongxin.proposals.forms.reply import ITEM_FIELDS, item_fields
from tongxin.proposals.imports.return_files import Upload
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Handling
from tongxin.proposals.queries.exchange import UnitToPack
from tongxin.proposals.terms import ReplyClass

__all__ = ["PaperReplyForm"]

PAPER_ITEM_FIELDS = (*ITEM_FIELDS[:3], "promise", *ITEM_FIELDS[3:])
PAPER_DAYS = {
    HANDLING.acknowledge: _("签收日期（纸上）"),
    HANDLING.enter_reply: _("答复日期（纸上）"),
    HANDLING.object: _("来函日期"),
    HANDLING.opine: _("来函日期"),
}


class EntryForm(forms.Form):
    """What every entry on a unit's behalf states: the paper's day, and on what grounds it is entered."""

    paper_on = day(_("纸上日期"))
    basis = line(
        _("代录依据"),
        most=200,
        help_text=_("例如：签收回执、来函文号、电话记录。会记在代录记录里。"),
    )

    def __init__(self, *args: Any, act: Act, **kwargs: Any):
        kwargs.setdefault("initial", {"paper_on": clock.today()})
        super().__init__(*args, **kwargs)
        if act is HANDLING.log_contact:
            del self.fields["paper_on"]  # the talk's own day
        elif act in PAPER_DAYS:
            self.fields["paper_on"].label = PAPER_DAYS[act]


class PaperReplyForm(ActForm):
    """A reply that was signed and sealed on paper: what it says to each suggestion, and the sealed file."""

    signer = line(_("签发人"), most=40)
    document_number = line(_("发文字号"), most=60, help_text=_("例如：澜教提复〔2026〕3号"))
    looked_on = day(_("督查室审核日期（纸上）"), required=False)
    sealed_file = forms.FileField(
        label=_("盖章件"), help_text=_("PDF 或扫描图片。这个文件就是正式答复。")
    )
    reply_class = forms.ChoiceField(label=_("办理结果"), choices=[("", "—"), *ReplyClass.choices])
    may_publish = forms.ChoiceField(
        label=_("单位是否同意公开"),
        choices=[("yes", _("同意公开")), ("no", _("不同意公开"))],
        widget=forms.RadioSelect,
    )
    no_publish_reason = forms.CharField(label=_("不公开的理由"), required=False, max_length=200)

    def __init__(self, *args: Any, record: Handling, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        for number, _suggestion in enumerate(record.proposal.suggestions, start=1):
            self.fields.update(_paper_item_fields(number))

    def rows(self) -> list[tuple[int, str, list[Any]]]:
        """Each suggestion with the boxes that answer it."""
        return [
            (number, text, [self[f"{name}-{number}"] for name in PAPER_ITEM_FIELDS])
            for number, text in enumerate(self.record.proposal.suggestions, start=1)
        ]

    def plain_fields(self) -> list[Any]:
        """The boxes about the paper as a whole."""
        return [self[name] for name in self.base_fields]

    def data_for_act(self) -> dict[str, Any]:
        given = self.cleaned_data
        upload = given["sealed_file"]
        stored = store_file(
            "proposals.sealed_reply",
            upload,
            upload.name,
            assembly=self.record.assembly,
            actor=self.actor,
        )
        signed = {name: given[name] for name in ("signer", "document_number", "looked_on")}
        return {**signed, "sealed_file": stored, "draft": self._draft()}

    def _draft(self) -> ReplyDraft:
        given = self.cleaned_data
        numbers = range(1, len(self.record.proposal.suggestions) + 1)
        items = [
            ItemDraft(number, **{name: given[f"{name}-{number}"] for name in PAPER_ITEM_FIELDS})
            for number in numbers
        ]
        words = {
            "reply_class": given["reply_class"],
            "may_publish": given["may_publish"] == "yes",
            "no_publish_reason": given["no_publish_reason"],
        }
        return ReplyDraft(items, words)


def _paper_item_fields(number: int) -> dict[str, forms.Field]:
    promise = forms.CharField(
        label=_("承诺事项"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    fields = {**item_fields(number), f"promise-{number}": promise}
    fields[f"answer-{number}"].required = fields[f"text-{number}"].required = True
    return fields


class PackageForm(forms.Form):
    """For which units, from which assignment; by default everything that waits."""

    units = forms.MultipleChoiceField(
        label=_("承办单位"), widget=forms.CheckboxSelectMultiple, choices=[]
    )
    assigned_on = forms.TypedChoiceField(
        label=_("交办批次"),
        required=False,
        coerce=lambda written: written,
        help_text=_("只打包这一天交办的；不选则打包全部未打包的。"),
    )
    again = forms.BooleanField(
        label=_("重新打包"),
        required=False,
        help_text=_("连同已经打包过、还没有办完的一起重新打包，例如单位遗失了交换包。"),
    )

    def __init__(self, *args: Any, offered: Sequence[UnitToPack], days: Sequence, **kwargs: Any):
        waiting = [one.unit.public_id for one in offered if one.waiting]
        kwargs.setdefault("initial", {"units": waiting})
        super().__init__(*args, **kwargs)
        self.offered = offered
        self.fields["units"].choices = [(one.unit.public_id, _unit_label(one)) for one in offered]
        self.fields["assigned_on"].choices = [
            ("", _t("全部未打包的")),
            *((one.isoformat(), formats.day(one)) for one in days),
        ]

    def chosen_units(self) -> list:
        wanted = set(self.cleaned_data["units"])
        return [one.unit for one in self.offered if one.unit.public_id in wanted]


def _unit_label(one: UnitToPack) -> str:
    return _t("%(unit)s（未打包 %(waiting)d，在办 %(open)d）") % {
        "unit": one.unit,
        "waiting": one.waiting,
        "open": one.open,
    }


class ManyFilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class ManyFilesField(forms.FileField):
    """The uploads of one box, each checked as a file."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Any]:
        given = data if isinstance(data, list | tuple) else [data]
        return [forms.FileField.clean(self, one, initial) for one in given]


class TakeInForm(forms.Form):
    """One ZIP, or the sheet with its sealed files."""

    files = ManyFilesField(
        label=_("回件"),
        help_text=_(
            "一个压缩包（ZIP），或者把回件表和各份盖章答复一起选中。先看预览，确认之前不登记。"
        ),
    )

    def uploads(self) -> list[Upload]:
        """What was sent, read into memory: refused above the limit that a package may have."""
        files = self.cleaned_data["files"]
        return [Upload(one.name, one.read()) for one in files]

    def clean_files(self) -> list[Any]:
        files = self.cleaned_data["files"]
        if sum(one.size for one in files) > MOST_BYTES:
            raise ValidationError(_("这次上传超过上限 %(limit)d MB，请分几次上传。"), params=LIMIT)
        return files


MOST_BYTES = 200 * 1024 * 1024
LIMIT = {"limit": MOST_BYTES >> 20}

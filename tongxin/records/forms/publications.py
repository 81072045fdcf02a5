"""A piece for the public, and what its reviewers fill in."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.actor import Actor
from tongxin.core.text import forbidden
from tongxin.lifecycle.forms import ActForm
from tongxin.records.models import Publication
from tongxin.records.queries.publications import hits_in

WORDS = ("title", "summary", "body", "author_name")


class PublicationForm(forms.Form):
    """Title, text, author; the account takes 64 signs of title and 120 of summary."""

    title = forms.CharField(label=_("标题"), max_length=64)
    author_name = forms.CharField(label=_("作者"), max_length=16, required=False)
    summary = forms.CharField(
        label=_("摘要"),
        max_length=120,
        required=False,
        help_text=_("显示在列表和订阅里；不写就取正文开头。"),
    )
    body = forms.CharField(
        label=_("正文"),
        max_length=20_000,
        widget=forms.Textarea({"rows": 16}),
        help_text=_("空一行分段。"),
    )

    def __init__(self, *args: Any, piece: Publication | None = None, **kwargs: Any):
        if piece is not None:
            kwargs.setdefault("initial", {name: getattr(piece, name) for name in WORDS})
        super().__init__(*args, **kwargs)

    def clean(self) -> dict[str, Any]:
        """The last net behind the device's own check (practice 14)."""
        cleaned = super().clean() or self.cleaned_data
        if sentence := forbidden(cleaned.values()):
            raise forms.ValidationError(sentence)
        return cleaned


class ReviewForm(ActForm):
    """What was found in the words, and what the reviewer decides about it."""

    template = "records/review.html"

    ruling = forms.CharField(
        label=_("对查到的字词怎样处理"),
        max_length=200,
        required=False,
        help_text=_("例如：均为公开报道用语，可以发布。"),
    )
    note = forms.CharField(label=_("审核意见"), max_length=200, required=False)

    def __init__(self, *args: Any, record: Publication, actor: Actor, **kwargs: Any):
        super().__init__(*args, record=record, actor=actor, **kwargs)
        self.hits = hits_in(record)
        self.fields["ruling"].required = bool(self.hits)
        if not self.hits:
            del self.fields["ruling"]


class SendBackForm(ActForm):
    note = forms.CharField(label=_("怎样修改"), max_length=200)


class RetractForm(ActForm):
    reason = forms.CharField(label=_("撤下理由"), max_length=200)

"""Reads about pieces for the public: what a check finds in them, at which step they are, what went out."""

from django.db.models import Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from tongxin.core.text import Hit, personal_numbers, secrecy_marks
from tongxin.records.models import Publication
from tongxin.records.terms import PublicationState as S


def hits_in(piece: Publication) -> list[Hit]:
    """Marks, words and personal numbers that a reviewer must look at before it goes out."""
    text = "\n".join([piece.title, piece.summary, piece.body, piece.author_name])
    return [*secrecy_marks(text), *personal_numbers(text)]


def steps() -> list[tuple[str, str | Promise, Q]]:
    """The tabs of the list: code, words, condition."""
    return [
        ("under_way", _("进行中"), Q(state__in=[S.DRAFTED, S.FIRST, S.SECOND, S.FINAL])),
        ("approved", _("待发布"), Q(state=S.APPROVED)),
        ("out", _("已发布"), Q(state=S.OUT)),
        ("gone", _("已撤下和作废"), Q(state__in=[S.RETRACTED, S.DROPPED])),
    ]


def is_going_out(piece: Publication) -> bool:
    """Whether three people have passed it, so that it may be put on the account."""
    return piece.is_approved or piece.is_out


def published() -> QuerySet[Publication]:
    """What the public may read in the open scope, the latest first."""
    return Publication.objects.filter(Publication.out()).order_by("-went_out_at", "-pk")

"""The Atom feeds of one assembly: proposals and replies as they were published, and pieces that went out."""

from dataclasses import dataclass
from datetime import date, datetime, time

from django.contrib.syndication.views import Feed
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _

from tongxin.core import clock
from tongxin.organisations.models import Assembly
from tongxin.portal.queries import public
from tongxin.proposals import labels
from tongxin.proposals.models import Proposal, Reply
from tongxin.records.queries.publications import published

LENGTH = 40
SUMMARY = 120


@dataclass(frozen=True)
class Entry:
    """One thing that was published."""

    key: str
    title: str
    summary: str
    url: str
    on: date


class OpenFeed(Feed):
    """What citizens may follow; an entry says no more than its page."""

    feed_type = Atom1Feed

    def __call__(self, request: HttpRequest, *args, **kwargs) -> HttpResponse:
        """Without the day it was last changed: several things are published a day, the tag tells them apart."""
        response = super().__call__(request, *args, **kwargs)
        del response["Last-Modified"]
        return response

    def get_object(self, request: HttpRequest, assembly: Assembly) -> Assembly:
        return assembly

    def author_name(self, assembly: Assembly) -> str:
        return str(assembly)

    def item_title(self, entry: Entry) -> str:
        return entry.title

    def item_description(self, entry: Entry) -> str:
        return entry.summary

    def item_link(self, entry: Entry) -> str:
        return entry.url

    def item_pubdate(self, entry: Entry) -> datetime:
        return datetime.combine(entry.on, time.min, tzinfo=clock.SHANGHAI)

    item_updateddate = item_pubdate


class PublishedFeed(OpenFeed):
    """Proposals and replies."""

    def title(self, assembly: Assembly) -> str:
        return _("%(assembly)s：公开的提案和答复") % {"assembly": assembly}

    def link(self, assembly: Assembly) -> str:
        return reverse("public:proposals", args=[assembly.slug])

    def items(self, assembly: Assembly) -> list[Entry]:
        entries = [*_proposals(assembly), *_replies(assembly)]
        return sorted(entries, key=lambda entry: (entry.on, entry.key), reverse=True)[:LENGTH]


class PublicationFeed(OpenFeed):
    """Pieces that three people have passed and that went out."""

    def title(self, assembly: Assembly) -> str:
        return _("%(assembly)s：发布的信息") % {"assembly": assembly}

    def link(self, assembly: Assembly) -> str:
        return reverse("public:publications", args=[assembly.slug])

    def items(self, assembly: Assembly) -> list[Entry]:
        return [
            Entry(
                key=f"{piece.pk:012}",
                title=piece.title,
                summary=piece.summary or shortened(piece.body),
                url=reverse("public:publication", args=[assembly.slug, piece.public_id]),
                on=piece.went_out_on,
            )
            for piece in published()[:LENGTH]
        ]


def shortened(body: str) -> str:
    """The beginning of a text."""
    return body if len(body) <= SUMMARY else f"{body[:SUMMARY]}…"


def _proposals(assembly: Assembly) -> list[Entry]:
    pattern = labels.case_pattern(assembly.pk)
    rows = public.published().order_by("-published_on", "-pk")[:LENGTH]
    return [
        Entry(
            key=f"{row.pk:012}",
            title=_("公开提案 %(number)s %(matter)s") % _names(row, pattern),
            summary=_("提案者：%(names)s") % {"names": public.without_numbers(row.proposer_name)},
            url=_url(assembly, row),
            on=row.published_on,
        )
        for row in rows
    ]


def _replies(assembly: Assembly) -> list[Entry]:
    pattern = labels.case_pattern(assembly.pk)
    rows = public.published_replies().select_related("handling__proposal", "handling__unit")
    return [
        Entry(
            key=f"{row.handling.proposal_id:012}.{row.pk}",
            title=_("公开答复 %(number)s %(matter)s") % _names(row.handling.proposal, pattern),
            summary=_summary(row),
            url=f"{_url(assembly, row.handling.proposal)}#reply-{row.public_id}",
            on=row.published_on,
        )
        for row in rows.order_by("-published_on", "-pk")[:LENGTH]
    ]


def _summary(reply: Reply) -> str:
    parts = [reply.handling.unit, reply.document_number, reply.get_reply_class_display()]
    return " · ".join(str(part) for part in parts if part)


def _names(proposal: Proposal, pattern: str) -> dict[str, str]:
    return {
        "number": labels.number_for(proposal, pattern=pattern),
        "matter": public.without_numbers(proposal.matter),
    }


def _url(assembly: Assembly, proposal: Proposal) -> str:
    return reverse("public:proposal", args=[assembly.slug, proposal.public_id])

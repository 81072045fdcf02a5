"""What the pages of clearings show: the parts one may choose, without a word of them; what was done; which there are."""

from collections.abc import Iterator
from dataclasses import dataclass

from django.apps import apps
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.core import formats
from tongxin.organisations.models import Assembly
from tongxin.papers.models import StoredFile
from tongxin.proposals.lifecycle import CLEARING
from tongxin.proposals.models import Clearing, Progress, Proposal, Reply
from tongxin.proposals.terms import ClearingPart
from tongxin.trail.models import Event

KINDS = {
    "proposals.proposalversion": gettext_lazy("文本版本"),
    "proposals.decisionitem": gettext_lazy("清单上的说明"),
    "proposals.replyitem": gettext_lazy("逐条答复"),
    "proposals.progress": gettext_lazy("承诺的进展"),
    "proposals.supervisionvisit": gettext_lazy("督办活动"),
    "accounts.listmemory": gettext_lazy("保存的筛选"),
    "sessions.session": gettext_lazy("登录会话"),
    "django_tasks_db.dbtaskresult": gettext_lazy("后台作业的记录"),
}
"""Kinds of places whose models have no word of their own on pages."""


def clearings_of(actor: Actor, assembly: Assembly) -> QuerySet[Clearing]:
    """An assembly's clearings, newest first, as far as this actor may see them."""
    rows = visible(actor, "clearings.view", Clearing.objects.filter(assembly=assembly))
    return rows.select_related("assembly", "proposal", "asked_by", "decided_by")


def parts_of(proposal: Proposal) -> list[tuple[str, str]]:
    """What of a proposal may be cleared, as choices of a form: `reply:12` and words that repeat nothing."""
    return [
        (ClearingPart.WHOLE.value, str(_("整件提案：正文、版本、意见、答复、文件等一切文字"))),
        *_versions(proposal),
        *_replies(proposal),
        *((f"{ClearingPart.FILE}:{stored.pk}", label) for label, stored in files_of(proposal)),
    ]


def files_of(proposal: Proposal) -> list[tuple[str, StoredFile]]:
    """Every file that hangs on a proposal and was not cleared, under a name of our own."""
    found = [*_attached(proposal), *_sealed(proposal), *_evidence(proposal)]
    return [(label, stored) for label, stored in found if stored and not stored.cleared_at]


def relatives_of(proposal: Proposal) -> list[Proposal]:
    """Proposals that came from this one or went into it: their texts may hold the same words."""
    keys = {
        *proposal.ancestors.values_list("source", flat=True),
        *proposal.descendants.values_list("target", flat=True),
        *proposal.merged.values_list("pk", flat=True),
    }
    rows = Proposal._base_manager.filter(pk__in=keys - {proposal.pk})
    return list(rows.select_related("assembly").order_by("pk"))


def done(clearing: Clearing) -> Event | None:
    """The event that tells what was cleared; the latest, where it was repeated."""
    acts = [CLEARING.confirm.name, CLEARING.repeat.name]
    return trail.events_of(clearing).filter(act__in=acts).last()


@dataclass(frozen=True)
class Account:
    """What was done: kinds of places with how many of each, and contents that records of something else still need."""

    places: list[tuple[str, int]]
    needed: int


def account_of(clearing: Clearing) -> Account | None:
    """What the trail keeps of a clearing; None before it was carried out."""
    event = done(clearing)
    if event is None:
        return None
    alive = StoredFile._base_manager.filter(digest__in=event.facts["files"], cleared_at=None)
    places = [(_kind(name), count) for name, count in event.facts["places"].items()]
    return Account(places, alive.values("digest").distinct().count())


def _kind(label: str) -> str:
    """A kind of place, in words; most models say it themselves."""
    return str(KINDS.get(label) or apps.get_model(label)._meta.verbose_name)


def part_label(clearing: Clearing) -> str:
    """The part in the same words in which it was chosen; of one that is gone only its kind."""
    value = clearing.part
    if clearing.part_id is not None:
        value = f"{clearing.part}:{clearing.part_id}"
    return dict(parts_of(clearing.proposal)).get(value, str(clearing.get_part_display()))


def _versions(proposal: Proposal) -> Iterator[tuple[str, str]]:
    for version in proposal.versions.all():
        text = {"number": version.number, "day": formats.day(version.created_at)}
        yield (
            f"{ClearingPart.VERSION}:{version.pk}",
            _("文本第 %(number)d 版（%(day)s）") % text,
        )


def _replies(proposal: Proposal) -> Iterator[tuple[str, str]]:
    for reply in _replies_of(proposal):
        text = {"unit": reply.handling.unit, "round": reply.round}
        yield (
            f"{ClearingPart.REPLY}:{reply.pk}",
            _("%(unit)s第 %(round)d 次办理的答复") % text,
        )


def _attached(proposal: Proposal) -> Iterator[tuple[str, StoredFile]]:
    rows = proposal.attachments.select_related("file")
    for number, attachment in enumerate(rows, start=1):
        text = {"kind": attachment.get_kind_display(), "number": number}
        yield _("文件：%(kind)s（第 %(number)d 个）") % text, attachment.file


def _sealed(proposal: Proposal) -> Iterator[tuple[str, StoredFile | None]]:
    for reply in _replies_of(proposal).select_related("sealed_file"):
        text = {"unit": reply.handling.unit, "round": reply.round}
        yield _("文件：%(unit)s第 %(round)d 次办理的盖章答复") % text, reply.sealed_file


def _evidence(proposal: Proposal) -> Iterator[tuple[str, StoredFile | None]]:
    steps = Progress._base_manager.filter(commitment__proposal=proposal)
    for step in steps.select_related("commitment__unit", "evidence"):
        text = {"unit": step.commitment.unit, "day": formats.day(step.on)}
        yield _("文件：%(unit)s%(day)s的落实证明") % text, step.evidence


def _replies_of(proposal: Proposal) -> QuerySet[Reply]:
    rows = Reply._base_manager.filter(handling__proposal=proposal)
    return rows.select_related("handling__unit").order_by("pk")

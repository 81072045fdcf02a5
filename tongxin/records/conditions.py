"""When an act of the record book is possible: each condition answers with the sentence that refuses it, or None."""

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core.digests import canonical, digest
from tongxin.core.fields import field_from, read
from tongxin.core.text import forbidden
from tongxin.records.models import (
    Intake,
    KindOverlay,
    Publication,
    PublicationReview,
    Record,
    Submission,
)
from tongxin.records.terms import SubmissionState
from tongxin.records.values import values_of

# Records


def fits_its_kind(record: Record, actor: Actor) -> str | None:
    """Whatever the kind asks for is there and can be read."""
    fields = record.kind.declared.all_fields
    overlay = KindOverlay._base_manager.filter(
        assembly_id=record.assembly_id, kind_id=record.kind_id
    ).first()
    if overlay is not None:
        fields = (*fields, *(field_from(one) for one in overlay.fields))
    errors = read(fields, values_of(record, fields)).errors
    return next(iter(errors.values()), None)


def has_no_secrecy_mark(record: Record, actor: Actor) -> str | None:
    """The last net behind the device's own check (practice 14)."""
    named = [*record.people.values_list("name", flat=True)]
    named += record.organisations.values_list("name", flat=True)
    return forbidden([record.title, *record.details.values(), *named])


# Submissions


def is_as_recorded(submission: Submission, actor: Actor) -> str | None:
    """Nothing was corrected since it was compiled: what is signed is what stands in the book."""
    seen = {row["id"]: row["version"] for row in submission.content}
    now = dict(Record._base_manager.filter(pk__in=seen).values_list("pk", "version"))
    if seen != now:
        return _("汇编之后有记录被更正或撤销。请作废这份，重新汇编。")
    return None


def overlaps_nothing(submission: Submission, actor: Actor) -> str | None:
    """Days and kinds are submitted once; again only as the correction of what was accepted."""
    others = Submission._base_manager.filter(
        assembly_id=submission.assembly_id,
        state__in=[SubmissionState.SENT, SubmissionState.ACCEPTED],
        starts_on__lt=submission.ends_on,
        ends_on__gt=submission.starts_on,
    ).exclude(pk=submission.supersedes_id or 0)
    kinds = set(submission.kinds)
    other = next((one for one in others if kinds & set(one.kinds)), None)
    if other is None:
        return None
    return _("“%(other)s”里已经有这些日子的同类记录。要改正，请从那一份的“更正”开始。") % {
        "other": other
    }


def is_intact(intake: Intake, actor: Actor) -> str | None:
    """What came is what was signed."""
    if digest(canonical(intake.content)) != intake.digest:
        return _("收到的内容与签报时的摘要不符，不能接收。请退回，由县（市）区重新报送。")
    return None


# Publications


def is_written(piece: Publication, actor: Actor) -> str | None:
    """There is a title and a text."""
    if not piece.title.strip() or not piece.body.strip():
        return _("请先写好标题和正文。")
    return None


def says_no_secret(piece: Publication, actor: Actor) -> str | None:
    return forbidden([piece.title, piece.summary, piece.body, piece.author_name])


def is_another_person(piece: Publication, actor: Actor) -> str | None:
    """Whoever wrote it or gave an earlier review of this round gives none (三审由三个人分别审)."""
    if actor.person_id is None:
        return None
    if actor.person_id == piece.written_by_id:
        return _("自己写的由别人审。")
    earlier = piece.reviews.filter(round=piece.round, by_id=actor.person_id)
    if earlier.exists():
        return _("初审、复审、终审须由三个人分别审，您已审过一次。")
    return None


def is_as_reviewed(piece: Publication, actor: Actor) -> str | None:
    """The text is the one that all three passed."""
    passed = PublicationReview._base_manager.filter(
        publication=piece, round=piece.round, passed=True, text_digest=piece.text_digest
    )
    if passed.count() < 3:
        return _("文字与审过的不同，须重新送审。")
    return None

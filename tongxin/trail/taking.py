"""Taking something out of the program, printed, exported or downloaded: what there is to take, and the one record of it."""

from collections.abc import Callable

from django.db import models
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from tongxin.core.digests import DEFAULT_ALGORITHM
from tongxin.trail import sentences
from tongxin.trail.models import Event
from tongxin.trail.recording import Acting, record

ACT = "trail.take_out"

Label = str | Promise

_labels: dict[str, Label] = {}
_families: dict[str, Callable[[str], Label | None]] = {}


def declare(what: str, label: Label) -> None:
    """Make a paper, a list or a kind of file known by its code, once; `label` is its word in the trail."""
    if what in _labels:
        raise ValueError(f"{what} is already declared as something to take out")
    _labels[what] = label


def declare_family(prefix: str, label_of: Callable[[str], Label | None]) -> None:
    """Make known what is data itself, such as the lists of the record book: all codes that begin with `prefix`.

    `label_of` gives the word for a code, None for one that does not exist.
    """
    if prefix in _families:
        raise ValueError(f"{prefix} is already declared as a family of things to take out")
    _families[prefix] = label_of


def take_out(
    what: str, subject: models.Model, actor: Acting, /, *, form: str, digest: str
) -> Event:
    """Record that this actor was given `what` of `subject`, in the format `form`; `digest` says which bytes they were.

    LookupError for what nobody declared: nothing leaves without a word for it.
    """
    if _label(what) is None:
        raise LookupError(f"nobody declared {what} as something to take out")
    return record(
        ACT, subject, actor, what=what, form=form, algorithm=DEFAULT_ALGORITHM, digest=digest
    )


def takings(subjects: models.QuerySet) -> models.QuerySet[Event]:
    """Who took these records out, and when: their events, newest first."""
    return Event.objects.filter(
        act=ACT,
        record_type=subjects.model._meta.label_lower,
        record_id__in=subjects.values("pk"),
    ).order_by("-id")


def declare_sentence() -> None:
    """Called once, when the app is ready."""
    sentences.declare(ACT, _taken)


def _label(what: str) -> Label | None:
    if what in _labels:
        return _labels[what]
    label_of = next((found for prefix, found in _families.items() if what.startswith(prefix)), None)
    return label_of(what) if label_of else None


def _taken(event: Event) -> str:
    """What is no longer declared reads as its code."""
    what = event.facts["what"]
    told = {"what": _label(what) or what, "form": event.facts["form"].upper()}
    return _("下载“%(what)s”（%(form)s）") % told

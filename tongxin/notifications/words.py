"""How notices read: apps declare a function per act; without one the act's label and the record speak."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django.db import models
from django.utils.translation import gettext as _

from tongxin.core import formats
from tongxin.lifecycle.table import act_named, lifecycles
from tongxin.notifications.models import Notice
from tongxin.notifications.terms import NoticeKind


@dataclass(frozen=True)
class Words:
    """`title` leaves the house (no names, no matter); `text` is read after signing in."""

    title: str
    text: str = ""


Speaker = Callable[[Notice, models.Model | None], Words]

_speakers: dict[tuple[str, str], Speaker] = {}


def declare(act: str, speaker: Speaker, kind: str = NoticeKind.TOLD) -> None:
    """Say how notices of an act read; `record` is None where it no longer exists."""
    if (act, kind) in _speakers:
        raise ValueError(f"notices of {act} already have words")
    _speakers[act, kind] = speaker


def words(notice: Notice, record: models.Model | None) -> Words:
    """The notice in the reader's language."""
    if speaker := _speakers.get((notice.act, notice.kind)):
        return speaker(notice, record)
    text = "" if record is None else _headline(notice.record_type, record)
    if notice.kind == NoticeKind.REMINDER:
        return Words(_reminder(notice), text)
    return Words(act_label(notice.act), text)


def act_label(act: str) -> str:
    """The act's label in its table; its code where no table knows it."""
    try:
        return str(act_named(act).label)
    except KeyError:
        return act


def _headline(record_type: str, record: models.Model) -> str:
    """What the record's table says of it in one line."""
    found = [one.headline for one in lifecycles() if one.record_type == record_type]
    return found[0](record) if found else str(record)


def _reminder(notice: Notice) -> str:
    due_on = date.fromisoformat(notice.facts["due_on"])
    told = {"act": act_label(notice.act), "day": formats.day(due_on)}
    if notice.facts["left"] < 0:
        return _("“%(act)s”已过期限（%(day)s），请尽快办理") % told
    return _("请在 %(day)s前“%(act)s”") % told

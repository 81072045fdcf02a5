"""When an act on a speech, a question or minutes is possible: each answers with the sentence that refuses it, or None."""

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tongxin.accounts.actor import Actor
from tongxin.core import clock, formats
from tongxin.core.text import forbidden
from tongxin.gatherings.models import Gathering, Minutes, Speech

# Speeches


def is_written(speech: Speech, actor: Actor) -> str | None:
    """There is a title and a text."""
    if not speech.title.strip() or not speech.body.strip():
        return _("请先写好题目和正文。")
    return None


def has_no_secrecy_mark(speech: Speech, actor: Actor) -> str | None:
    """The last net behind the device's own check (practice 14)."""
    return forbidden([speech.title, speech.body])


def is_in_time(speech: Speech, actor: Actor) -> str | None:
    """Until the day that the call names; what was sent back may come again later."""
    return None if speech.handed_in_on else call_is_over(speech.gathering)


def call_is_over(gathering: Gathering) -> str | None:
    """The sentence for whoever comes too late with a new speech."""
    due_on = gathering.speeches_due_on
    if due_on is None:
        return _("这次活动没有征集发言。")
    if due_on < clock.today():
        return _("发言征集已于%(day)s截止。要补交，请联系主办的办公室。") % {
            "day": formats.day(due_on)
        }
    return None


def was_entered(speech: Speech, actor: Actor) -> str | None:
    """The office hands in what it entered itself; a member's own draft is the member's."""
    if speech.entered_by_id is None:
        return _("这是发言人自己的草稿。")
    return None


def has_begun(speech: Speech, actor: Actor) -> str | None:
    """Nobody has spoken before the gathering's first day."""
    first_day = speech.gathering.happened_on
    if clock.today() < first_day:
        return _("%(day)s开会以后才能记为已发言。") % {"day": formats.day(first_day)}
    return None


# Minutes


def is_over(minutes: Minutes, actor: Actor) -> str | None:
    """Minutes are passed after the last sitting."""
    last = minutes.gathering.sittings.order_by("-ends_at").first()
    if last is not None and last.ends_at > clock.now():
        return _("%(moment)s散会以后才能审定。") % {"moment": formats.moment(last.ends_at)}
    return None


def says_something(minutes: Minutes, actor: Actor) -> str | None:
    if not minutes.lines.exclude(words="").exists():
        return _("纪要里还没有内容。")
    return None


def was_read_again(minutes: Minutes, actor: Actor) -> str | None:
    """No edited line stands there whose record has changed since."""
    stale = sum(line.is_stale for line in minutes.lines.all())
    if not stale:
        return None
    return ngettext(
        "有 %(n)d 行改过的文字，记录后来又变了。请先看过并保存。",
        "有 %(n)d 行改过的文字，记录后来又变了。请先看过并保存。",
        stale,
    ) % {"n": stale}

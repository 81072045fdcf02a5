"""When a gathering may be announced, moved or closed."""

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.core.fields import read
from tongxin.core.text import forbidden
from tongxin.gatherings.kinds import kind_of
from tongxin.gatherings.models import AgendaItem, DiscussionNote, Gathering, Invitation, Outcome
from tongxin.gatherings.terms import MinutesState, Output, QuestionState, SpeechState
from tongxin.gatherings.values import OF_CLOSING, PLAIN, values_of


def was_to_come(gathering: Gathering) -> bool:
    """Whether it lay ahead when it was planned; what was over by then is entered, never announced."""
    return gathering.ends_on >= clock.day_of(gathering.created_at)


def lies_ahead(gathering: Gathering, actor: Actor) -> str | None:
    if was_to_come(gathering):
        return None
    return _("这是补录的活动，不再发通知，请直接办结。")


def is_not_over(gathering: Gathering, actor: Actor) -> str | None:
    if gathering.ends_on < clock.today():
        return _("活动日期已过，不能再发通知。请改期，或者直接办结。")
    return None


def has_sittings(gathering: Gathering, actor: Actor) -> str | None:
    if gathering.sittings.exists():
        return None
    return _("还没有安排场次。请先排日程。")


def invites_somebody(gathering: Gathering, actor: Actor) -> str | None:
    """By a rule of the list, or one by one."""
    standing = Invitation._base_manager.filter(Invitation.standing(), gathering=gathering)
    if gathering.rules.exists() or standing.exists():
        return None
    return _("还没有邀请任何人。请先定名单。")


def has_no_secrecy_mark(gathering: Gathering, actor: Actor) -> str | None:
    """The last net behind the device's own check (practice 14)."""
    agenda = AgendaItem._base_manager.filter(sitting__gathering=gathering)
    return forbidden(
        [
            *(getattr(gathering, name) for name in (*PLAIN, *OF_CLOSING)),
            *gathering.details.values(),
            *gathering.sittings.values_list("title", flat=True),
            *(word for pair in agenda.values_list("words", "speaker") for word in pair),
        ]
    )


def is_over(gathering: Gathering, actor: Actor) -> str | None:
    """Its last sitting has ended."""
    last = gathering.sittings.order_by("-ends_at").values_list("ends_at", flat=True).first()
    if last is None:
        return _("没有场次的活动不能办结。")
    if last > clock.now():
        return _("最后一场还没有结束。")
    return None


def fits_its_kind(gathering: Gathering, actor: Actor) -> str | None:
    """Whatever the kind asks for is filled in."""
    fields = kind_of(gathering.kind, gathering.assembly).fields
    errors = read(fields, values_of(gathering, fields)).errors
    return next(iter(errors.values()), None)


def left_its_outputs(gathering: Gathering, actor: Actor) -> str | None:
    """What its kind must leave is there: the minutes passed, a speech delivered, notes, answers, outcomes.

    A gathering that was over before it was entered left all of it on paper.
    """
    if not was_to_come(gathering):
        return None
    for output in gathering.kind.declared.needs:
        if not _is_there(gathering, output):
            told = {"output": output.label, "how": _HOW[output]()}
            return _("办结前要有“%(output)s”。%(how)s") % told
    return None


def _is_there(gathering: Gathering, output: Output) -> bool:
    match output:
        case Output.MINUTES:
            return _has_minutes(gathering)
        case Output.SPEECHES:
            return gathering.speeches.filter(state=SpeechState.DELIVERED).exists()
        case Output.NOTES:
            return DiscussionNote._base_manager.filter(sitting__gathering=gathering).exists()
        case Output.QUESTIONS:
            return not gathering.questions.filter(state=QuestionState.ASKED).exists()
        case Output.OUTCOMES:
            in_force = Outcome._base_manager.filter(Outcome.in_force(), gathering=gathering)
            return in_force.exists()


def _has_minutes(gathering: Gathering) -> bool:
    minutes = getattr(gathering, "minutes", None)
    return minutes is not None and minutes.state == MinutesState.PASSED


_HOW = {
    Output.MINUTES: lambda: _("请先审定纪要。"),
    Output.SPEECHES: lambda: _("请先登记发言。"),
    Output.NOTES: lambda: _("请先记下小组讨论。"),
    Output.QUESTIONS: lambda: _("还有提问没有答复。"),
    Output.OUTCOMES: lambda: _("请先登记成果。"),
}

"""Speeches: called for, written and handed in, entered from paper, chosen, put in order, delivered."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import Person
from tongxin.accounts.permissions import can, demand
from tongxin.core import clock
from tongxin.core.errors import Conflict, Refused
from tongxin.core.text import forbidden
from tongxin.gatherings.conditions.proceedings import call_is_over
from tongxin.gatherings.lifecycle import SPEECH
from tongxin.gatherings.models import Gathering, Invitation, Sitting, Speech
from tongxin.gatherings.rules import INVITED
from tongxin.gatherings.terms import Output, SpeechForm
from tongxin.lifecycle.deadlines import extend, open_deadlines
from tongxin.lifecycle.perform import begin, perform, performs
from tongxin.lifecycle.table import Due
from tongxin.notifications.actions.tell import tell

CALL = "gatherings.call_speeches"
_BY_THE_CALL = Due("submit", on=lambda speech: speech.gathering.speeches_due_on)


@transaction.atomic
def call_for_speeches(
    gathering: Gathering, *, actor: Actor, due_on: date, minutes: int | None = None
) -> Gathering:
    """Ask everybody invited for speeches until `due_on`; again with a later day, which open drafts then have, too.

    Refused before the gathering is announced, for a kind that leaves no speeches, and for a day past or too late.
    """
    demand(actor, "gatherings.organise", gathering)
    _check_call(gathering, due_on)
    rows = Gathering._base_manager.filter(pk=gathering.pk)
    rows.update(speeches_due_on=due_on, speech_minutes=minutes, version=F("version") + 1)
    event = trail.record(CALL, gathering, actor, due_on=due_on)
    for draft in gathering.speeches.filter(Speech.drafts()):
        _give_longer(draft, due_on, actor)
    people = INVITED.holders(gathering)
    tell(CALL, gathering, people, actor=actor, facts={"due_on": str(due_on)}, event_id=event.pk)
    return rows.get()


def start_speech(
    gathering: Gathering, *, actor: Actor, request_key: str | None = None, **written: Any
) -> Speech:
    """Begin a draft in one's own name; `written` are title, body, wish, collective. Due by the day of the call.

    Refused for whoever is not invited, after the call's last day, and with a mark of secrecy.
    """
    demand(actor, "gatherings.speak", gathering)
    if sentence := call_is_over(gathering):
        raise Refused(sentence)
    _refuse_marked(written)
    speech = Speech(
        assembly_id=gathering.assembly_id, gathering=gathering, speaker=actor.person, **written
    )
    begun: Any = begin(SPEECH, speech, actor, request_key=request_key, due=(_BY_THE_CALL,))
    return begun


def save_speech(speech: Speech, *, actor: Actor, seen: int, **written: Any) -> Speech:
    """Store what was typed while it is a draft; another version seen is a Conflict and stores nothing."""
    if not speech.is_draft or not can(actor, SPEECH.submit.name, speech):
        raise Refused(_("提交以后不能再改；要改，请联系主办的办公室退回。"))
    _refuse_marked(written)
    mine = Speech._base_manager.filter(Speech.drafts(), pk=speech.pk, version=seen)
    if not mine.update(version=F("version") + 1, **written):
        raise Conflict(_("这篇发言刚在别处改过。请刷新后再改。"))
    return Speech._base_manager.get(pk=speech.pk)


@transaction.atomic
def enter_speech(
    gathering: Gathering,
    *,
    actor: Actor,
    speaker: Person,
    request_key: str | None = None,
    **written: Any,
) -> Speech:
    """Hand in a speech that came on paper, for somebody who is invited (代录); also after the call's last day."""
    demand(actor, "gatherings.organise", gathering)
    if gathering.is_closed or gathering.is_cancelled:
        raise Refused(_("活动已办结或取消，不能再收发言。"))
    invited = gathering.invitations.filter(Invitation.standing(), person=speaker)
    if not invited.exists():
        raise Refused(_("发言人不在邀请名单上。"), field="speaker")
    _refuse_marked(written)
    speech = Speech(
        assembly_id=gathering.assembly_id,
        gathering=gathering,
        speaker=speaker,
        entered_by=actor.person,
        **written,
    )
    begun: Any = begin(SPEECH, speech, actor, request_key=request_key)
    if not begun.is_draft:
        return begun
    entered: Any = perform(SPEECH.enter, begun, actor)
    return entered


@performs(SPEECH.submit)
def submit(speech: Speech, *, actor: Actor) -> None:
    speech.handed_in_on = clock.today()


@performs(SPEECH.enter)
def enter(speech: Speech, *, actor: Actor) -> dict[str, Any]:
    speech.handed_in_on = clock.today()
    return {"speaker": speech.speaker_id}


@performs(SPEECH.choose)
def choose(
    speech: Speech,
    *,
    actor: Actor,
    form: str,
    minutes: int | None = None,
    sitting: Sitting | None = None,
    remark: str = "",
) -> dict[str, Any]:
    """Takes it as oral or written; it stands last in its order."""
    return _arrange(speech, form, minutes, sitting, remark)


@performs(SPEECH.rearrange)
def rearrange(
    speech: Speech,
    *,
    actor: Actor,
    form: str,
    minutes: int | None = None,
    sitting: Sitting | None = None,
    remark: str = "",
) -> dict[str, Any]:
    """Another form puts it last in that form's order."""
    return _arrange(speech, form, minutes, sitting, remark)


@performs(SPEECH.pass_over)
def pass_over(speech: Speech, *, actor: Actor, remark: str = "") -> None:
    speech.form, speech.position, speech.minutes, speech.sitting = "", None, None, None
    speech.remark = remark


@performs(SPEECH.send_back)
def send_back(speech: Speech, *, actor: Actor, remark: str) -> None:
    """With its speaker again, who reads what is to be changed."""
    speech.form, speech.position = "", None
    speech.remark = remark


@performs(SPEECH.deliver)
def deliver(speech: Speech, *, actor: Actor) -> dict[str, Any]:
    """On the day of its sitting, else the gathering's first one."""
    starts_at = speech.sitting.starts_at if speech.sitting else None
    speech.delivered_on = clock.day_of(starts_at) if starts_at else speech.gathering.happened_on
    return {"delivered_on": speech.delivered_on}


@transaction.atomic
def choose_many(
    gathering: Gathering, *, actor: Actor, speeches: Sequence[Speech], form: str = ""
) -> int:
    """Take several speeches in one go, in the order given, or (without a form) pass them over; the number of them.

    All or none: one that is refused refuses all. An oral speech gets the minutes that the call named.
    """
    demand(actor, "gatherings.organise", gathering)
    if form and form not in SpeechForm.values:
        raise Refused(_("请选口头发言或书面发言。"))
    for speech in speeches:
        if form:
            perform(SPEECH.choose, speech, actor, form=form, minutes=gathering.speech_minutes)
        else:
            perform(SPEECH.pass_over, speech, actor)
    return len(speeches)


@transaction.atomic
def order_speeches(gathering: Gathering, *, actor: Actor, form: str, order: Sequence[int]) -> None:
    """Put the speeches of one form into this order of ids. Refused unless it names each of them once."""
    demand(actor, "gatherings.organise", gathering)
    Gathering._base_manager.select_for_update().get(pk=gathering.pk)
    taken = {one.pk: one for one in gathering.speeches.filter(Speech.taken(), form=form)}
    if sorted(order) != sorted(taken):
        raise Conflict(_("发言的次序刚在别处改过。请刷新后再排。"))
    moved = [
        taken[key] for position, key in enumerate(order, start=1) if taken[key].position != position
    ]
    places = {key: position for position, key in enumerate(order, start=1)}
    for speech in moved:
        speech.position = places[speech.pk]
    Speech._base_manager.bulk_update(moved, ["position"])
    if moved:
        trail.record("gatherings.order_speeches", gathering, actor, form=form, speeches=len(moved))


def deliver_all(gathering: Gathering, *, actor: Actor) -> int:
    """Note all chosen speeches as delivered, in their order; the number of them."""
    waiting = list(gathering.speeches.filter(Speech.to_deliver()).order_by("form", "position"))
    with transaction.atomic():
        for speech in waiting:
            perform(SPEECH.deliver, speech, actor)
    return len(waiting)


def _arrange(
    speech: Speech, form: str, minutes: int | None, sitting: Sitting | None, remark: str
) -> dict[str, Any]:
    if sitting is not None and sitting.gathering_id != speech.gathering_id:
        raise Refused(_("请选这次活动的一场。"), field="sitting")
    if speech.form != form or speech.position is None:
        others = speech.gathering.speeches.filter(Speech.taken(), form=form)
        speech.position = (others.aggregate(last=Max("position"))["last"] or 0) + 1
    speech.form, speech.sitting, speech.remark = form, sitting, remark
    speech.minutes = minutes if form == SpeechForm.ORAL else None
    return {"form": form, "minutes": speech.minutes}


def _check_call(gathering: Gathering, due_on: date) -> None:
    if not gathering.is_announced:
        raise Refused(_("活动通知发出以后才能征集发言。"))
    if Output.SPEECHES not in gathering.kind.declared.outputs:
        raise Refused(_("这一种类的活动没有发言。"))
    if due_on < clock.today():
        raise Refused(_("截止日期不能早于今天。"), field="due_on")
    if due_on > gathering.ends_on:
        raise Refused(_("截止日期不能晚于活动结束。"), field="due_on")
    if gathering.speeches_due_on and due_on < gathering.speeches_due_on:
        raise Refused(_("已经通知过的截止日期只能推后。"), field="due_on")


def _give_longer(draft: Speech, due_on: date, actor: Actor) -> None:
    for deadline in open_deadlines(draft):
        if deadline.due_on < due_on:
            extend(deadline, due_on=due_on, reason=_("征集截止日期推后"), actor=actor)


def _refuse_marked(written: dict[str, Any]) -> None:
    if sentence := forbidden(written.values()):
        raise Refused(sentence)

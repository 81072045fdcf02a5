"""A desk at the door: opened by the office with a token of its own, sends what it noted whenever it has a network."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Max
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import demand
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.core.text import tidy
from tongxin.gatherings.actions.walk_in import admit
from tongxin.gatherings.models import Desk, Gathering, Invitation, SignIn, Sitting
from tongxin.gatherings.queries.door import is_meant, not_taking, opening, time_of, window_of
from tongxin.gatherings.terms import Direction, SignInWay

TOKEN_BYTES = 24
STAYS_OPEN = timedelta(hours=12)
"""How long after the last sitting a desk still gets the roll."""

STILL_HEARD = timedelta(days=7)
"""How long after its end a desk may still hand over what it noted before: a device may lie in a drawer."""

MOST_DESKS = 40
LONGEST_LABEL = 40
NOTICED_SKEW = 2
"""A clock that is off by no more seconds is left alone."""


@dataclass(frozen=True)
class Entry:
    """What a desk noted: who by public id, or by name for a walk-in; `key` is the desk's own number for it."""

    key: str
    sitting_id: str
    at: datetime
    invitation_id: str = ""
    name: str = ""
    words: str = ""
    direction: Direction = Direction.IN
    is_undone: bool = False


@dataclass(frozen=True)
class Receipt:
    """What became of an entry: taken, repeated, undone, or refused with the reason. Each is answered, none is lost."""

    key: str
    outcome: str
    words: str = ""


TAKEN, REPEATED, UNDONE, REFUSED = "taken", "repeated", "undone", "refused"


def open_desk(gathering: Gathering, label: str, *, actor: Actor) -> tuple[Desk, str]:
    """A desk and its token, which is shown once; good until half a day after the last sitting."""
    demand(actor, "gatherings.organise", gathering)
    if sentence := not_taking(gathering):
        raise Refused(sentence)
    label = tidy(label).strip()
    if not 0 < len(label) <= LONGEST_LABEL:
        raise Refused(_("请给签到台写一个名字，例如“东门1号”。"), field="label")
    last = gathering.sittings.aggregate(last=Max("ends_at"))["last"]
    if last is None:
        raise Refused(_("还没有场次，先安排场次再开签到台。"))
    if gathering.desks.count() >= MOST_DESKS:
        raise Refused(_("一次活动最多开 %(most)d 个签到台。") % {"most": MOST_DESKS})
    token = secrets.token_urlsafe(TOKEN_BYTES)
    with transaction.atomic():
        desk = Desk.objects.create(
            assembly_id=gathering.assembly_id,
            gathering=gathering,
            label=label,
            token_digest=token_digest(token),
            expires_at=last + STAYS_OPEN,
            opened_by=actor.person,
        )
        trail.record("gatherings.open_desk", gathering, actor, desk=desk.pk)
    return desk, token


@transaction.atomic
def close_desk(desk: Desk, *, actor: Actor) -> None:
    """The desk gets no roll any more; what it noted before this moment is still taken."""
    demand(actor, "gatherings.organise", desk.gathering)
    open_ones = Desk._base_manager.filter(pk=desk.pk, closed_at__isnull=True)
    if open_ones.update(closed_at=clock.now()):
        trail.record("gatherings.close_desk", desk.gathering, actor, desk=desk.pk)


def token_digest(token: str) -> str:
    """What is kept of a desk's token."""
    return salted_hmac("tongxin.gatherings.desk", token, algorithm="sha256").hexdigest()


def desk_of(token: str) -> Desk | None:
    """The desk that bears a token, while it may be heard at all."""
    rows = Desk._base_manager.select_related("gathering__assembly", "gathering__kind", "opened_by")
    desk = rows.filter(token_digest=token_digest(token)).first()
    return desk if desk and clock.now() < ends_at(desk) + STILL_HEARD else None


def ends_at(desk: Desk) -> datetime:
    """Until when a desk is open: its expiry, or the moment when the office took it back."""
    return min(desk.expires_at, desk.closed_at or desk.expires_at)


def is_open(desk: Desk) -> bool:
    return clock.now() < ends_at(desk)


@transaction.atomic
def receive(
    desk: Desk, entries: Sequence[Entry], *, told_at: datetime, known_skew: int = 0
) -> list[Receipt]:
    """Take in what a desk noted, in any order, any number of times: each entry once, each with its receipt.

    `told_at`: what the desk holds to be the present moment. Where it is wrong, every moment is set right by as much.
    `known_skew`: by how many seconds the device's own clock is ahead, which the desk has already set right itself.
    """
    skew = _skew(told_at)
    Desk._base_manager.filter(pk=desk.pk).update(
        heard_at=clock.now(), skew_seconds=skew.total_seconds() + known_skew
    )
    taking = Taking(desk, skew)
    rows, receipts = [], []
    for entry in entries:
        answer = taking.answer(entry)
        receipts.append(answer if isinstance(answer, Receipt) else Receipt(entry.key, TAKEN))
        if isinstance(answer, SignIn):
            rows.append(answer)
    SignIn._base_manager.bulk_create(rows, ignore_conflicts=True)
    return receipts


class Taking:
    """What a batch is checked against: the gathering's sittings, its people, the marks that this desk already sent."""

    def __init__(self, desk: Desk, skew: timedelta):
        self.desk, self.skew = desk, skew
        self.actor = Actor(person=desk.opened_by)
        sittings = desk.gathering.sittings.select_related("gathering__assembly", "group")
        self.sittings = {one.public_id: one for one in sittings}
        self.opens_before = opening(desk.assembly_id)
        rows = Invitation._base_manager.filter(gathering_id=desk.gathering_id)
        self.people = {one.public_id: one for one in rows}
        self.sent = set(desk.sign_ins.values_list("mark", flat=True))

    def answer(self, entry: Entry) -> Receipt | SignIn:
        """The row to be written, or the receipt of an entry that needs none."""
        mark, at = f"{self.desk.public_id}:{entry.key}", entry.at - self.skew
        if entry.is_undone:
            return self._undo(entry, mark)
        if mark in self.sent:
            return Receipt(entry.key, REPEATED)
        try:
            sitting = self._sitting(entry, at)
            invitation = self._person(sitting, entry)
        except Refused as refused:
            return Receipt(entry.key, REFUSED, refused.message)
        self.sent.add(mark)
        return self._row(sitting, invitation, entry, mark, at)

    def _sitting(self, entry: Entry, at: datetime) -> Sitting:
        """The sitting that the entry names, if it takes it; a closed gathering still does, for nothing is to be lost."""
        sitting, ended_at = self.sittings.get(entry.sitting_id), ends_at(self.desk)
        if sitting is None:
            raise Refused(_("没有这一场。"))
        if at > ended_at:
            raise Refused(
                _("这个签到台在 %(time)s 已经收回，此后的不再收。") % {"time": time_of(ended_at)}
            )
        window = window_of(sitting, self.opens_before)
        cancelled = not_taking(self.desk.gathering) if self.desk.gathering.is_cancelled else None
        if sentence := cancelled or window.refusal(at, entry.direction):
            raise Refused(sentence)
        return sitting

    def _person(self, sitting: Sitting, entry: Entry) -> Invitation:
        """Those on the list by their id; others are admitted under the name that the desk typed."""
        if not entry.invitation_id:
            key = f"{self.desk.public_id}-{entry.key}"[:40]
            return admit(sitting, entry.name, entry.words, actor=self.actor, request_key=key)
        invitation = self.people.get(entry.invitation_id)
        if invitation is None or not is_meant(sitting, invitation):
            raise Refused(_("名单上已经没有这个人，或不属于这一场。"))
        return invitation

    def _row(
        self, sitting: Sitting, invitation: Invitation, entry: Entry, mark: str, at: datetime
    ) -> SignIn:
        return SignIn(
            assembly_id=self.desk.assembly_id,
            sitting=sitting,
            invitation=invitation,
            direction=entry.direction,
            way=SignInWay.DESK,
            at=at,
            received_at=clock.now(),
            mark=mark,
            desk=self.desk,
        )

    def _undo(self, entry: Entry, mark: str) -> Receipt:
        """A slip that the desk itself noticed. A gathering that is closed is corrected by its office."""
        if self.desk.gathering.is_closed:
            return Receipt(entry.key, REFUSED, str(not_taking(self.desk.gathering)))
        rows = SignIn._base_manager.filter(SignIn.standing(), desk=self.desk, mark=mark)
        rows.update(taken_back_at=clock.now(), taken_back_by=self.desk.opened_by)
        return Receipt(entry.key, UNDONE)


def _skew(told_at: datetime) -> timedelta:
    """By how much the device's clock is ahead; nothing where it is all but right."""
    skew = timedelta(seconds=round((told_at - clock.now()).total_seconds()))
    return skew if abs(skew.total_seconds()) > NOTICED_SKEW else timedelta()

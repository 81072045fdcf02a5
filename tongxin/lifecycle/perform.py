"""The only door to a state field: one act, one transaction, one event."""

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, OperationalError, connection, models, transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.core.errors import Conflict, Refused
from tongxin.lifecycle import deadlines, waiting
from tongxin.lifecycle.table import Act, Due, Lifecycle, Tell

Teller = Callable[[Act, models.Model, Actor, Any, tuple[Tell, ...], str], None]

_tellers: list[Teller] = []
_watchers: list[Callable[[models.Model], None]] = []


def on_telling(teller: Teller) -> None:
    """Register who writes notices: `notifications` does, once."""
    _tellers.append(teller)


def on_change(watcher: Callable[[models.Model], None]) -> None:
    """Register who must know, inside the transaction, that a record changed: `search` queues it for indexing."""
    _watchers.append(watcher)


def performs(act: Act) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function the effect of an act: `(record, *, actor, **data) -> facts | None`, setting fields only."""

    def register(effect: Callable[..., Any]) -> Callable[..., Any]:
        if act.effect is not None:
            raise ValueError(f"{act} already has an effect")
        act.effect = effect
        return effect

    return register


def follows(act: Act) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Make a function the consequence of an act: it runs once the record is saved, and may perform further acts."""

    def register(follow: Callable[..., Any]) -> Callable[..., Any]:
        if act.follow is not None:
            raise ValueError(f"{act} already has a consequence")
        act.follow = follow
        return follow

    return register


def perform(
    act: Act,
    record: models.Model,
    actor: Actor,
    *,
    request_key: str | None = None,
    seen: int | None = None,
    cause: Any = None,
    batch: str = "",
    **data: Any,
) -> models.Model:
    """Carry out one act on one record and give back the record as it then is.

    request_key: repeats of it by the same person return the first result and change nothing.
    seen: the version that the person looked at; another one is a Conflict. None: only the state must fit.
    cause: the event whose consequence this act is. batch: the release with which held notices go out.
    Raises Refused with the sentence of the rule, Conflict when somebody was faster. A deadlock is tried once more.
    """
    arguments = (act, record, actor, request_key, seen, cause, batch, data)
    if connection.in_atomic_block and cause is not None:
        return _perform(*arguments)
    try:
        return _perform(*arguments)
    except IntegrityError:
        if first := _repeated(act, record, actor, request_key):
            return first
        raise
    except OperationalError as error:
        if connection.in_atomic_block or "deadlock" not in str(error):
            raise
        return _perform(*arguments)


@transaction.atomic
def begin(
    lifecycle: Lifecycle,
    record: models.Model,
    actor: Actor,
    *,
    cause: Any = None,
    request_key: str | None = None,
    due: tuple[Due, ...] = (),
    tell: tuple[Tell, ...] = (),
    **facts: Any,
) -> models.Model:
    """Store a new record in its lifecycle's initial state, with event, deadlines, waiting rows and notices.

    A repeat of `request_key` gives back the record that the first request made.
    """
    if first := trail.earlier(actor, request_key):
        return type(record)._base_manager.get(pk=first.record_id)
    record.save(force_insert=True)
    event = trail.record(
        f"{lifecycle.noun}.begin",
        record,
        actor,
        moved=("", lifecycle.state_of(record)),
        request_key=request_key,
        **facts,
        **({"cause": cause.pk} if cause is not None else {}),
    )
    for one in due:
        deadlines.start(lifecycle, one, record)
    waiting.refresh(lifecycle, record)
    for watcher in _watchers:
        watcher(record)
    for teller in _tellers:
        teller(lifecycle.beginning, record, actor, event, tell, "")
    return record


@transaction.atomic
def _perform(act, record, actor, request_key, seen, cause, batch, data):
    if first := _repeated(act, record, actor, request_key):
        return first
    _claim_parents(act.parents(record))
    fresh = _claim(act, record, seen)
    if fresh is None:
        if first := _repeated(act, record, actor, request_key):
            return first
        raise Conflict(_("此件刚被他人处理，状态已变化。请刷新后再办。"))
    _check(act, fresh, actor, cause)
    before = act.lifecycle.state_of(fresh)
    if act.target is not None:
        setattr(fresh, act.lifecycle.state_field, act.target)
    facts = (act.effect(fresh, actor=actor, **data) if act.effect else None) or {}
    fresh.save()
    event = trail.record(
        act.name,
        fresh,
        actor,
        moved=(before, act.lifecycle.state_of(fresh)),
        request_key=request_key,
        **facts,
        **({"cause": cause.pk} if cause is not None else {}),
    )
    deadlines.turn(act, fresh)
    waiting.refresh(act.lifecycle, fresh)
    for watcher in _watchers:
        watcher(fresh)
    for teller in _tellers:
        teller(act, fresh, actor, event, act.tell, batch)
    if act.follow is not None:
        act.follow(fresh, actor=actor, event=event, **data)
        fresh.refresh_from_db()
    return fresh


def refusal(act: Act, record: models.Model, actor: Actor) -> str | None:
    """The sentence for which this act is refused at the moment, or None; for buttons and previews."""
    if act.lifecycle.state_of(record) not in act.sources:
        return _("当前状态下不能“%(act)s”。") % {"act": act.label}
    return act.makes_no_sense(record, actor) or act.is_blocked(record, actor)


def _check(act: Act, record: models.Model, actor: Actor, cause: Any) -> None:
    if act.is_consequence:
        if cause is None:
            raise Refused(_("“%(act)s”只随前一动作自动发生。") % {"act": act.label})
    elif not any(audience.includes(actor, record) for audience in act.by):
        raise Refused(_("您当前的身份不能“%(act)s”。") % {"act": act.label})
    if sentence := act.makes_no_sense(record, actor) or act.is_blocked(record, actor):
        raise Refused(sentence)


def _claim_parents(parents) -> None:
    for parent in sorted(parents, key=lambda row: (row._meta.label_lower, row.pk)):
        type(parent)._base_manager.filter(pk=parent.pk).update(version=F("version") + 1)


def _claim(act: Act, record: models.Model, seen: int | None) -> models.Model | None:
    manager = type(record)._base_manager
    condition = {"pk": record.pk, f"{act.lifecycle.state_field}__in": act.sources}
    if seen is not None:
        condition["version"] = seen
    if not manager.filter(**condition).update(version=F("version") + 1):
        return None
    return manager.get(pk=record.pk)


def _repeated(act: Act, record: models.Model, actor: Actor, request_key: str | None):
    event = trail.earlier(actor, request_key)
    if event is None:
        return None
    if event.act != act.name or event.record_id != record.pk:
        raise Conflict(_("这个操作编号已用于别的动作，请刷新页面后再办。"))
    return type(record)._base_manager.get(pk=event.record_id)

"""The buttons of a record for an actor, out of the table: what is possible, what is not and why."""

from dataclasses import dataclass

from django.db import models

from tongxin.accounts import permissions
from tongxin.accounts.actor import Actor
from tongxin.lifecycle.addresses import act_url
from tongxin.lifecycle.table import Act, Audience, Lifecycle


@dataclass(frozen=True)
class Offer:
    """One button: the act, and the sentence that greys it (None: it may be pressed)."""

    act: Act
    record: models.Model
    refusal: str | None
    main: bool

    @property
    def label(self):
        return self.act.label

    @property
    def code(self) -> str:
        return self.act.code

    @property
    def tone(self) -> str:
        return self.act.tone

    @property
    def has_form(self) -> bool:
        return bool(self.act.form)

    @property
    def url(self) -> str:
        return act_url(self.act, self.record)


def available_acts(lifecycle: Lifecycle, record: models.Model, actor: Actor) -> list[Offer]:
    """The acts that this actor's audiences may do in the record's state; awaited and allowed ones first.

    One query for all audiences together; conditions may ask more.
    """
    acts = [
        act for act in lifecycle.from_state(lifecycle.state_of(record)) if not act.is_consequence
    ]
    mine = audiences_of(record, actor, {audience for act in acts for audience in act.by})
    offers = [
        Offer(act, record, act.is_blocked(record, actor), main=act.awaits(record))
        for act in acts
        if mine.intersection(act.by) and not act.makes_no_sense(record, actor)
    ]
    return sorted(offers, key=lambda offer: (offer.refusal is not None, not offer.main))


def audiences_of(record: models.Model, actor: Actor, asked: set[Audience]) -> set[Audience]:
    """Which of these audiences the actor belongs to for this record; at most one query."""
    by_code = {audience.code: audience for audience in asked}
    conditions = {code: audience.records(actor) for code, audience in sorted(by_code.items())}
    return {by_code[code] for code in permissions.which(record, conditions)}

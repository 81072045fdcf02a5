"""Plays online deliberation: a committee's conversation from question to result, an open one with a brigade, a draft."""

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random
from typing import Any, TypeVar

from tongxin.accounts.actor import SYSTEM, Actor
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.deliberation.actions.analyse_conversation import analyse_conversation
from tongxin.deliberation.actions.join import enter_by_code, print_codes, voice_of
from tongxin.deliberation.actions.note_result import note_result
from tongxin.deliberation.actions.offer_statement import offer_statement
from tongxin.deliberation.actions.prepare_conversation import prepare_conversation
from tongxin.deliberation.actions.prepare_draft import prepare_draft
from tongxin.deliberation.actions.remark import make_remark
from tongxin.deliberation.actions.speak_at_circle import speak_at_circle
from tongxin.deliberation.actions.take_stance import take_stance
from tongxin.deliberation.lifecycle import CONVERSATION, DRAFT, REMARK
from tongxin.deliberation.models import Conversation, Statement, Voice
from tongxin.deliberation.parameters import OPENED
from tongxin.deliberation.terms import Admission, Parting, ResultKind, Stance
from tongxin.lifecycle.perform import perform
from tongxin.lifecycle.table import Act
from tongxin.members.models import Appointment, SpecialCommittee
from tongxin.organisations.actions.change_rule import change_rule
from tongxin.portal.demo.found import Cast

MATERIAL = Path(__file__).parent / "material" / "talks.toml"
T = TypeVar("T")
MOST_PEOPLE = 60
BATCH, BRIGADE, AGREEABLE, ANSWERED = 50, 12, 3, 48
WAVERING, SILENT = 0.08, 0.12
"""How often somebody does not say what people who think like him say, and how often nothing."""
STAYING_AWAY = 9
"""Every so many of those invited, or handed a code, never answers."""

ANSWERS = {"+": Stance.AGREE, "-": Stance.DISAGREE}
DAYS = ("collects_on", "votes_on", "discusses_on", "closes_on")


def play(cast: Cast) -> None:
    """Everything through the actions; what is over happened in the weeks before the city's present day."""
    material = tomllib.loads(MATERIAL.read_text(encoding="utf-8"))
    offices = Offices(cast)
    offices.open_deliberation()
    _committee_talks(offices, material["committee"])
    _citizens_talk(offices, material["open"])
    _members_talk(offices, material["members"])
    _discuss_draft(offices, material["draft"])


class Offices:
    """Who prepares, who enters the leading group's decision, who takes part."""

    def __init__(self, cast: Cast):
        slug = cast.city.assemblies[0].slug
        self.cast, self.assembly = cast, cast.assemblies[slug]
        self.papers = count(2)
        self.general = cast.holders(Role.GENERAL_OFFICE, slug)[0]
        self.secretary = cast.holders(Role.SECRETARY_GENERAL, slug)[0]
        self.members = {one.person_id: one for one in cast.holders(Role.MEMBER, slug)}

    def open_deliberation(self) -> None:
        """The leading group's general decision; each topic needs its own paper beside it."""
        change_rule(
            self.assembly,
            actor=SYSTEM,
            code=OPENED,
            value=True,
            valid_from=clock.today() - timedelta(days=60),
            reason="领导小组决定试行网络协商",
        )

    def approved(self, material: Mapping[str, Any], days: Sequence[date], **who: Any):
        """Prepared and approved, with the views from which people begin."""
        conversation = prepare_conversation(
            self.assembly,
            actor=self.general,
            question=material["question"],
            background=material["background"],
            seeds="\n".join(view["words"] for view in material["views"]),
            **dict(zip(DAYS, days, strict=True)),
            **who,
        )
        today = clock.today()
        number = f"澜协组〔{today.year}〕{next(self.papers)}号"
        paper = {"paper_number": number, "approved_on": today}
        return perform(CONVERSATION.approve, conversation, self.secretary, **paper)

    def move(self, conversation: Conversation, act: Act) -> Conversation:
        return perform(act, conversation, self.general)


def _committee_talks(offices: Offices, material: Mapping[str, Any]) -> None:
    """From question to result: the members of the largest committee, sixty at most."""
    committee, members = _largest_committee(offices)
    morning = clock.now()
    first = morning.date() - timedelta(days=28)
    days = [first + timedelta(days=number) for number in (1, 5, 15, 25)]
    with _on(first, morning):
        conversation = offices.approved(
            material, days, admission=Admission.COMMITTEE, committee=committee, parting=Parting.NONE
        )
    with _on(days[1], morning):
        conversation = offices.move(conversation, CONVERSATION.vote)
        voices = [voice_of(conversation, actor.person) for actor in _taking_part(members)]
        _answer(voices, conversation, material["views"], Random(7))
    with _on(days[2], morning):
        conversation = offices.move(conversation, CONVERSATION.discuss)
        analyse_conversation(conversation)
        for actor, words in zip(members, material["talk"], strict=False):
            speak_at_circle(conversation, actor=actor, words=words)
    with _on(days[3], morning):
        conversation = offices.move(conversation, CONVERSATION.close)
        analyse_conversation(conversation)
        for statement in _statements(conversation)[:2]:
            kind = ResultKind.REPORT
            note_result(statement, actor=offices.general, kind=kind, words=material["result"])


def _citizens_talk(offices: Offices, material: Mapping[str, Any]) -> None:
    """Two quarters that answer as they think, and people who came by a passed-on code to push one view."""
    morning = clock.now()
    first = morning.date() - timedelta(days=12)
    days = [first + timedelta(days=number) for number in (1, 2, 11, 20)]
    with _on(first, morning):
        conversation = offices.approved(
            material, days, admission=Admission.CODE, parting=Parting.NONE
        )
    with _on(days[1], morning):
        conversation = offices.move(conversation, CONVERSATION.vote)
        for number, batch in enumerate(material["batches"]):
            voices = list(_citizens(offices, conversation, batch, BATCH))
            _answer(voices, conversation, material["views"], Random(number))
        pushing = _citizens(offices, conversation, material["brigade"], BRIGADE)
        _push(list(pushing), conversation, material["pushed"])
    with _on(days[2], morning):
        analyse_conversation(offices.move(conversation, CONVERSATION.discuss))


def _members_talk(offices: Offices, material: Mapping[str, Any]) -> None:
    """Under way: some of the members have answered, two views wait for moderation, everybody else may still speak."""
    morning = clock.now()
    first = morning.date() - timedelta(days=2)
    days = [first + timedelta(days=number) for number in (1, 1, 9, 16)]
    with _on(first, morning):
        conversation = offices.approved(
            material, days, admission=Admission.MEMBERS, parting=Parting.NONE
        )
    with _on(days[1], morning):
        conversation = offices.move(conversation, CONVERSATION.vote)
        actors = list(offices.members.values())[::-1]
        voices = [voice_of(conversation, actor.person) for actor in actors[:ANSWERED]]
        _answer(voices, conversation, material["views"], Random(11))
        analyse_conversation(conversation)
        for actor, words in zip(actors, material["offered"], strict=False):
            offer_statement(conversation, words, actor=actor)


def _discuss_draft(offices: Offices, material: Mapping[str, Any]) -> None:
    """A draft on which all members are asked; one remark was taken up already."""
    closes_on = clock.today() + timedelta(days=16)
    draft = prepare_draft(
        offices.assembly,
        actor=offices.general,
        text=material["text"],
        title=material["title"],
        lead=material["lead"],
        admission=Admission.MEMBERS,
        committee=None,
        body=None,
        closes_on=closes_on,
    )
    perform(DRAFT.open, draft, offices.general, closes_on=closes_on)
    paragraphs = list(draft.paragraphs.select_related("draft").order_by("position"))
    for actor, said in zip(offices.members.values(), material["remarks"], strict=False):
        remark = make_remark(
            paragraphs[said["paragraph"] - 1],
            actor=actor,
            words=said["words"],
            wording=said.get("wording", ""),
        )
        if reason := said.get("taken_up"):
            perform(REMARK.take_up, remark, offices.general, reason=reason, rewords=True)


def _on(day: date, morning: datetime):
    """The clock at the city's hour on another day."""
    return clock.frozen(morning - (morning.date() - day))


def _largest_committee(offices: Offices) -> tuple[SpecialCommittee, list[Actor]]:
    """The committee with most members, and those of them who take part."""
    found = []
    for committee in SpecialCommittee._base_manager.filter(assembly=offices.assembly):
        posts = Appointment._base_manager.filter(committee=committee, ends_on=None)
        people = posts.order_by("pk").values_list("member__person_id", flat=True)
        found.append((committee, [one for one in dict.fromkeys(people) if one in offices.members]))
    committee, people = max(found, key=lambda pair: len(pair[1]))
    return committee, [offices.members[one] for one in people[:MOST_PEOPLE]]


def _citizens(
    offices: Offices, conversation: Conversation, batch: str, how_many: int
) -> Iterator[Voice]:
    codes = print_codes(conversation, actor=offices.general, batch=batch, count=how_many)
    return (enter_by_code(conversation, code) for code in _taking_part(codes))


def _taking_part(invited: Sequence[T]) -> list[T]:
    return [one for number, one in enumerate(invited, start=1) if number % STAYING_AWAY]


def _statements(conversation: Conversation) -> list[Statement]:
    rows = conversation.statements.select_related("conversation")
    return list(rows.order_by("number"))


def _answer(
    voices: Sequence[Voice],
    conversation: Conversation,
    views: Sequence[Mapping[str, str]],
    dice: Random,
) -> None:
    """Everybody thinks in one of three ways, wavers now and then, and does not answer everything."""
    statements = _statements(conversation)
    for number, voice in enumerate(voices):
        way = number % 3
        for statement, view in zip(statements, views, strict=True):
            if dice.random() >= SILENT:
                take_stance(voice, statement, _stance(view["leans"][way], dice))


def _stance(lean: str, dice: Random) -> int:
    usual = ANSWERS.get(lean) or dice.choice([Stance.AGREE, Stance.DISAGREE, Stance.PASS])
    return -usual if dice.random() < WAVERING else usual


def _push(voices: Sequence[Voice], conversation: Conversation, pushed: str) -> None:
    """All agree with one view and with the few that everybody agrees with, and pass the others."""
    for voice in voices:
        for place, statement in enumerate(_statements(conversation)):
            agrees = place < AGREEABLE or statement.words == pushed
            take_stance(voice, statement, Stance.AGREE if agrees else Stance.PASS)

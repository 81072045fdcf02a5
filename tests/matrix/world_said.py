"""What is said at the plenary of the matrix's city: each thing once in every state that has readers of its own."""

import io
from datetime import date

from django.db import models

from tests.factories.cities import City
from tests.factories.gatherings import GatheringFactory, InvitationFactory, SittingFactory
from tests.factories.members import BodyFactory
from tongxin.accounts.actor import Actor
from tongxin.gatherings.actions.draft_minutes import draft_minutes
from tongxin.gatherings.actions.edit_minutes import save_minutes
from tongxin.gatherings.actions.materials import attach_material
from tongxin.gatherings.actions.notes import take_notes
from tongxin.gatherings.actions.outcomes import Found, add_outcomes
from tongxin.gatherings.actions.questions import ask_question
from tongxin.gatherings.actions.speeches import call_for_speeches, start_speech
from tongxin.gatherings.lifecycle import MINUTES, QUESTION, SPEECH
from tongxin.gatherings.models import Gathering, Minutes, Question, Speech
from tongxin.gatherings.terms import MaterialUse, MinutesPart, OutcomeKind
from tongxin.lifecycle.perform import perform
from tongxin.members.terms import BodyKind

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
TODAY, PAST = date(2026, 1, 14), date(2025, 12, 20)
ANSWERED = {"answered_by": "市住建局", "answered_on": TODAY}


def build(city: City, elsewhere: City, actors: dict[str, Actor], mark) -> dict[str, models.Model]:
    """Gatherings as rows, what hangs on them through the actions; `mark` makes words that are found again."""
    office = actors["general"]
    plenary, room = _plenary(city, actors, mark)
    past = _meeting(city, mark("开过的全会"), PAST)
    found = [Found(OutcomeKind.SUGGESTION, mark("会上建议"))]
    note = take_notes(room, actor=actors["grplia"], said=[(None, mark("小组里说的话"))])[0]
    return {
        "plenary": plenary,
        "past_plenary": past,
        "room": room,
        "note": note,
        "outcome": add_outcomes(plenary, actor=office, found=found)[0],
        **_materials(plenary, office, mark),
        **_speeches(plenary, actors, mark),
        **_questions(plenary, actors, mark),
        "minutes": _minutes(plenary, office, mark("纪要草稿")),
        "passed_minutes": perform(
            MINUTES.pass_minutes,
            _minutes(past, office, mark("审定的纪要")),
            office,
            passed_on=TODAY,
        ),
    }


def _meeting(city: City, title: str, day: date) -> Gathering:
    return GatheringFactory(
        assembly=city.assembly,
        kind_code="plenary",
        title=title,
        happened_on=day,
        ends_on=day,
        state="announced",
    )


def _plenary(city: City, actors: dict[str, Actor], mark) -> tuple:
    """Today's, with a group's room whose liaison officer takes notes."""
    here = city.assembly
    plenary = _meeting(city, mark("今天的全会"), TODAY)
    group = BodyFactory(assembly=here, kind=BodyKind.GROUP, name="第一组", host=None)
    room = SittingFactory(
        assembly=here, gathering=plenary, group=group, liaison=actors["grplia"].person
    )
    for name in ("lead", "cosign"):
        InvitationFactory(assembly=here, gathering=plenary, person=actors[name].person)
    return plenary, room


def _materials(plenary: Gathering, office: Actor, mark) -> dict[str, models.Model]:
    kept = {
        use: attach_material(
            plenary,
            actor=office,
            source=io.BytesIO(PDF + use.value.encode()),
            name=f"{mark(f'材料{use.value}')}.pdf",
            use=use,
        )
        for use in (MaterialUse.READING, MaterialUse.EVIDENCE)
    }
    reading = kept[MaterialUse.READING]
    evidence = kept[MaterialUse.EVIDENCE].file
    return {"material": reading, "reading": reading.file, "evidence": evidence}


def _speeches(plenary: Gathering, actors: dict[str, Actor], mark) -> dict[str, Speech]:
    """One of the lead member in each of four states."""
    called = call_for_speeches(plenary, actor=actors["general"], due_on=TODAY)
    names = ("speech_draft", "speech", "chosen_speech", "delivered_speech")
    told = {name: {"title": mark(name), "body": "正文", "wish": "oral"} for name in names}
    rows = {name: start_speech(called, actor=actors["lead"], **told[name]) for name in names}
    for name in names[1:]:
        rows[name] = perform(SPEECH.submit, rows[name], actors["lead"])
    for name in names[2:]:
        rows[name] = perform(SPEECH.choose, rows[name], actors["general"], form="oral")
    delivered = perform(SPEECH.deliver, rows["delivered_speech"], actors["general"])
    return {**rows, "delivered_speech": delivered}


def _questions(plenary: Gathering, actors: dict[str, Actor], mark) -> dict[str, Question]:
    asked = [
        ask_question(plenary, actor=actors["lead"], words=mark(words))
        for words in ("会上提问", "答过的提问")
    ]
    answer = {"answer": mark("会上答复"), **ANSWERED}
    answered = perform(QUESTION.answer, asked[1], actors["general"], **answer)
    return {"question": asked[0], "answered_question": answered}


def _minutes(gathering: Gathering, office: Actor, words: str) -> Minutes:
    """Made from the records, with a line by hand."""
    minutes = draft_minutes(gathering, actor=office)
    now = Minutes._base_manager.get(pk=minutes.pk)
    added = {MinutesPart.AGENDA: words}
    return save_minutes(now, actor=office, seen=now.version, lines={}, added=added)

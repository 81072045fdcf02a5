"""From the docketed proposal to the replies: who handles, objections, talks, opinions, letters."""

from __future__ import annotations

from collections.abc import Sequence, Set
from dataclasses import replace
from datetime import date, timedelta
from random import Random

from .calendar import plus_months, plus_workdays
from .diary import Diary
from .dice import chance
from .plans import Plan
from .replies import Terms, assist_opinion, grade_of, note, write_letter
from .shapes import Unit
from .story_shapes import (
    Acknowledgement,
    Assignment,
    AssistOpinion,
    Check,
    Contact,
    Duty,
    Extension,
    Handling,
    Issue,
    Issued,
    Objection,
    Reply,
    Ruling,
    Trial,
)
from .world import World

PARALLEL = 0.1
TO_COUNTY = 0.12  # rural matters of the city that a county's government leads
REFERENCE = 0.05
OBJECTS = 0.06
GRANTED = 0.65
EXTENDS = 0.05
OVERDUE = 0.05
SILENT_ASSISTANT = 0.12
GENERAL_UNITS = ("发改委", "财政局", "应急局", "民政局")
BEFORE_REPLY = ("assigned", "objected", "handling")
FORMS = ("面谈", "面谈", "座谈会", "电话", "电话", "电话", "走访", "邮件", "书信")


def duties(world: World, plan: Plan, die: Random, day: date) -> tuple[Duty, ...]:
    """Lead (or two in parallel), assisting and reference units for the topic."""
    if plan.composition is None:
        return ()
    topic, assembly = plan.composition.topic, plan.assembly
    keys = [topic.lead, *die.sample(topic.assist, die.randint(0, min(2, len(topic.assist))))]
    units = [world.directory.find(assembly, key, day, topic.code) for key in keys]
    if assembly.tier == "city" and topic.setting == "rural" and chance(die, TO_COUNTY):
        county = next(place for place in world.assemblies if place.slug == plan.composition.county)
        units.insert(0, world.directory.government(county))
    codes = list(dict.fromkeys(unit.code for unit in units))
    payers = {world.directory.find(assembly, "财政局", day).code}
    apart = [code for code in codes if code not in payers][:2]
    if len(apart) > 1 and chance(die, PARALLEL):
        return tuple(Duty(code, "parallel", place) for place, code in enumerate(apart))
    roles = ["lead"] + ["assist"] * (len(codes) - 1)
    if len(codes) > 2 and chance(die, REFERENCE):
        roles[-1] = "reference"
    return tuple(Duty(code, role) for code, role in zip(codes, roles, strict=True))


def assign(world: World, plan: Plan, diary: Diary, given: tuple[Duty, ...]) -> Assignment:
    """Drafted by the Proposals office, tried out with the units, then issued."""
    die, session = diary.die, plan.session
    lead = world.directory.by_code[given[0].unit]
    by = world.officer(die, "proposals_office", plan.assembly)
    drafted = diary.later(1, 4, stage="docketed")
    assigner = world.assigner(die, lead, plan.assembly)
    trial = Trial(diary.later(0, 2), assigner)
    diary.later(3, 3, stage="tried")
    batch = plan.season == "session" and diary.now < session.assigned_at
    issued = diary.at(session.assigned_at) if batch else diary.now
    return Assignment(drafted, by, given, trial, Issue(issued, assigner))


def handle(world: World, plan: Plan, diary: Diary, assignment: Assignment) -> tuple[Handling, ...]:
    """Every unit works in its own time; those who reply do so after the assisting opinions."""
    issued = assignment.issue.at.date()
    session = plan.season == "session" and issued < plan.session.replies_due_on
    due = plan.session.replies_due_on if session else plus_months(issued, 3)
    found: list[Handling] = []
    taken = {duty.unit for duty in assignment.duties}
    for duty in assignment.duties:
        if duty.role != "reference":
            found += _unit(world, plan, diary.branch(), duty, due, taken)
            taken |= {handling.unit for handling in found}
    return tuple(found)


def _unit(
    world: World, plan: Plan, diary: Diary, duty: Duty, due: date, taken: Set[str]
) -> list[Handling]:
    """One unit's handling; if its objection is granted, another unit's follows."""
    begun, unit = diary.now, world.directory.by_code[duty.unit]
    by = world.assigner(diary.die, unit, plan.assembly)
    objection = _objection(world, plan, diary, unit, duty, taken)
    handling = Handling(
        at=begun,
        by=by,
        unit=unit.code,
        role=duty.role,
        due_on=due,
        clerk=world.clerk(unit),
        objection=objection,
    )
    if not handling.given_up:
        return [_work(world, plan, diary, handling, duty, due)]
    other = world.directory.by_code[objection.instead]
    second = replace(
        handling,
        at=diary.now,
        by=objection.ruling.by,
        unit=other.code,
        clerk=world.clerk(other),
        objection=None,
    )
    return [handling, _work(world, plan, diary, second, duty, due)]


def _objection(
    world: World, plan: Plan, diary: Diary, unit: Unit, duty: Duty, taken: Set[str]
) -> Objection | None:
    """A unit that does not hold itself responsible asks for another; the assigner rules."""
    die = diary.die
    shown = diary.shows("objected") and duty.role != "assist" and duty.place == 0
    if not (shown or chance(die, OBJECTS)):
        return None
    keys = (*plan.composition.topic.assist, *GENERAL_UNITS)
    others = [world.directory.find(plan.assembly, key, diary.today) for key in keys]
    others = [other for other in others if other.code not in taken][:3]
    instead = die.choice(others)
    names = {"instead": instead.short}
    asked = diary.later(1, 3)
    granted = chance(die, GRANTED)
    ruling = Ruling(
        at=diary.later(1, 5, stage="objected"),
        by=world.assigner(die, unit, plan.assembly),
        granted=granted,
        note=note(die, "ruling_yes" if granted else "ruling_no", names),
    )
    reason = note(die, "objection", names)
    return Objection(asked, world.clerk(unit), reason, instead.code, ruling)


def _work(
    world: World, plan: Plan, diary: Diary, handling: Handling, duty: Duty, due: date
) -> Handling:
    unit = world.directory.by_code[handling.unit]
    acknowledged = Acknowledgement(diary.later(0, 4, stage="assigned"), handling.clerk)
    handling = replace(handling, acknowledgement=acknowledged)
    if duty.role == "assist":
        return replace(handling, opinion=_opinion(plan, diary, unit, handling.clerk))
    extension = _extension(world, plan, diary.branch(), unit, due)
    reply_on = _reply_day(diary, diary.today, due, extension)
    contacts = _contacts(diary.branch(), handling.clerk, reply_on)
    handling = replace(handling, extension=extension, contacts=contacts)
    return replace(handling, replies=(_reply(world, plan, diary, handling, duty, reply_on),))


def _opinion(plan: Plan, diary: Diary, unit: Unit, clerk: str) -> AssistOpinion | None:
    """The assisting unit's word to the lead; its silence past the date blocks nothing."""
    if chance(diary.die, SILENT_ASSISTANT):
        return None
    given = diary.later(5, 24)
    return AssistOpinion(given, clerk, assist_opinion(diary.die, plan.composition, unit))


def _extension(world: World, plan: Plan, diary: Diary, unit: Unit, due: date) -> Extension | None:
    """One month more, asked for before the day and granted by the assigner."""
    die = diary.die
    asked_on = plus_workdays(due - timedelta(days=14), die.randint(0, 6))
    if asked_on <= diary.today or not chance(die, EXTENDS):
        return None
    asked = diary.by(asked_on)
    if diary.today >= due:
        return None
    granted = chance(die, 0.8)
    ruling = Ruling(
        at=diary.later(1, 3),
        by=world.assigner(die, unit, plan.assembly),
        granted=granted,
        note=note(die, "extension_yes" if granted else "extension_no"),
    )
    until = plus_months(due, 1)
    return Extension(asked, world.clerk(unit), until, note(die, "extension"), ruling)


def _reply_day(diary: Diary, begun: date, due: date, extension: Extension | None) -> date:
    """Most replies come in the last third of the time; about one in twenty too late."""
    die, earliest = diary.die, begun + timedelta(days=25)
    if extension:
        earliest = extension.ruling.at.date()
        due = extension.until if extension.ruling.granted else due
    if diary.hurries and not any(map(diary.shows, BEFORE_REPLY)):
        return begun + timedelta(days=18)
    if chance(die, OVERDUE):
        return due + timedelta(days=die.randint(6, 40))
    last = due - timedelta(days=9)
    if last <= earliest:
        return earliest
    share = die.betavariate(3.2, 1.5)
    return earliest + timedelta(days=round((last - earliest).days * share))


def _contacts(diary: Diary, clerk: str, until: date) -> tuple[Contact, ...]:
    """Talks with the proposer before the reply, most of them one or two."""
    die, found = diary.die, []
    count = die.choices((0, 1, 2, 3), (4, 40, 40, 16))[0]
    for turn in range(1, count + 1):
        room = (until - diary.today).days
        if room < 4:
            break
        at = diary.by(diary.today + timedelta(days=die.randint(1, room // 2)))
        theme = note(die, "theme_last" if turn == count else "theme_first")
        found.append(Contact(at, clerk, die.choice(FORMS), theme))
    return tuple(contact for contact in found if contact.at.date() < until)


def _reply(
    world: World, plan: Plan, diary: Diary, handling: Handling, duty: Duty, day: date
) -> Reply:
    """A lead unit answers everything; of two in parallel each answers its own suggestions."""
    numbers = range(1, len(plan.composition.points) + 1)
    if duty.role == "parallel":
        numbers = numbers[duty.place :: 2]
    return write_reply(world, plan, diary, handling, day, grade_of(diary.die), numbers)


def write_reply(
    world: World,
    plan: Plan,
    diary: Diary,
    handling: Handling,
    day: date,
    grade: str,
    numbers: Sequence[int],
    turn: int = 1,
) -> Reply:
    """Draft, the inspection room's look, the leader's signature, the unit's own number."""
    die = diary.die
    drafted = diary.by(day, stage="handling" if turn == 1 else "rehandling")
    unit = world.directory.heir(handling.unit, diary.today)
    checks = _checks(world, plan, diary)
    signed = diary.later(0, 2)
    occasion = "second" if turn > 1 else "body" if plan.kind == "collective" else "first"
    talked = handling.contacts[-1].form if handling.contacts else "未联系"
    terms = Terms(grade, unit, signed.date(), numbers, occasion, talked)
    letter = write_letter(die, plan.composition, terms)
    number = world.letter_number(unit, signed.date())
    return Reply(
        at=drafted,
        by=world.clerk(unit),
        unit=unit.code,
        round=turn,
        grade=grade,
        opening=letter.opening,
        answers=letter.answers,
        closing=letter.closing,
        checks=checks,
        issued=Issued(signed, world.clerk(unit), number, world.leader(unit)),
    )


def _checks(world: World, plan: Plan, diary: Diary) -> tuple[Check, ...]:
    die = diary.die
    by = world.officer(die, "inspector", plan.assembly)
    found = []
    if chance(die, 0.08):
        found.append(Check(diary.later(1, 2, stage="drafting"), by, False, note(die, "check_back")))
    passed = Check(diary.later(1, 3, stage="drafting"), by, True, note(die, "check_ok"))
    return (*found, passed)

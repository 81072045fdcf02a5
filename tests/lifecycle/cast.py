"""Everybody who could stand in some relation to a proposal, and one record of each lifecycle, in any state."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import models

from tests.factories.accounts import RoleAssignmentFactory
from tests.factories.cities import City, make_city, staff
from tests.factories.members import (
    CollectiveFactory,
    MemberFactory,
    RepresentativeFactory,
    TermFactory,
)
from tests.factories.organisations import AssemblyFactory, OrganisationFactory, ServiceFactory
from tests.factories.papers import StoredFileFactory
from tongxin.accounts.actor import Actor, acting_as
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.digests import canonical, digest
from tongxin.core.models import new_public_id
from tongxin.deliberation.models import (
    Appeal,
    Conversation,
    DraftText,
    Paragraph,
    Remark,
    Statement,
)
from tongxin.gatherings.models import (
    Gathering,
    GatheringKind,
    Invitation,
    LeaveRequest,
    Minutes,
    Question,
    Speech,
)
from tongxin.lifecycle.table import Lifecycle
from tongxin.members.models import Correction, RollSubmission
from tongxin.organisations.models import Assembly, Organisation, Succession
from tongxin.organisations.terms import Channel
from tongxin.proposals import models as m
from tongxin.records.models import Intake, Publication, Record, RecordKind, Submission

DAY = date(2026, 1, 14)


@dataclass
class Cast:
    """Actors by the name they have in `permissions.txt`, and records by the noun of their lifecycle."""

    actors: dict[str, Actor]
    strangers: dict[str, Actor]
    records: dict[str, models.Model]
    of_collective: dict[str, models.Model]

    def record_for(self, noun: str, name: str) -> models.Model:
        """What this actor is asked about: those who act for a body have a proposal of their own."""
        return (self.of_collective if name.startswith("collective") else self.records)[noun]


def make_cast() -> Cast:
    city = make_city(members=3, units=2)
    collective = CollectiveFactory(assembly=city.assembly)
    county = AssemblyFactory(county=True, parent=city.assembly)
    people = _people(city, collective, county)
    cast = Cast(
        actors=people,
        strangers=_strangers(),
        records=_records(
            city, lead_proposer=city.members[0], entered_by=people["group_liaison:entered"].person
        )
        | _of_register(city, county, 0),
        of_collective=_records(city, collective=collective, proposer_kind="party")
        | _of_register(city, county, 1),
    )
    _table(cast.records["publications"]).update(written_by=people["research_office"].person)
    return cast


def put(lifecycle: Lifecycle, records: dict, state: str, *, released: bool) -> None:
    """Set states past the engine: the walk asks about every one, with the rest of the thread where it then stands."""
    states = {"proposals": "handling", "handlings": "acknowledged", lifecycle.noun: state}
    if lifecycle.noun == "proposals":
        states["handlings"] = _handling_beside(state, released)
    for noun, its_state in states.items():
        _table(records[noun]).update(state=its_state)
    _table(records["proposals"]).update(released_at=clock.now() if released else None)
    for noun, stale in records.items():
        records[noun] = _table(stale).get()


def _handling_beside(state: str, released: bool) -> str:
    """Where the unit's part stands while the proposal is in this state."""
    if state == "docketed":
        return "tried" if released else "drafted"
    at_work = {"handling": "acknowledged", "replied": "replied", "dissatisfied": "replied"}
    return at_work.get(state, "replied" if state in ("tracking", "closed") else "ended")


def _table(record: models.Model) -> models.QuerySet:
    return type(record)._base_manager.filter(pk=record.pk)


def _people(city: City, collective, county: Assembly) -> dict[str, Actor]:
    unit, other_unit = city.units
    inspection_room = city.assigner.organisation
    party_office = _serving(city, Channel.PARTY)
    successor = _serving(city, Channel.GOVERNMENT)
    Succession(predecessor=unit, successor=successor, on=DAY).save()
    at = {
        Role.UNIT_CLERK: unit,
        Role.UNIT_LEADER: unit,
        Role.ASSIGNER: inspection_room,
    }
    plain = {
        str(role): staff(role, city.assembly, at.get(role))
        for role in Role
        if role not in (Role.MEMBER, Role.COLLECTIVE)
    }
    return {
        "member:lead": city.member_actor(0),
        "member:co_signer": city.member_actor(1),
        "member:other": city.member_actor(2),
        "collective:own": _representative(city, collective),
        "collective:other": _representative(city, CollectiveFactory(assembly=city.assembly)),
        **plain,
        "group_liaison:entered": staff(Role.GROUP_LIAISON, city.assembly),
        "plenary_group:of_the_unit": staff(Role.PLENARY_GROUP, city.assembly, unit),
        "unit_clerk:other_unit": staff(Role.UNIT_CLERK, city.assembly, other_unit),
        "unit_clerk:successor": staff(Role.UNIT_CLERK, city.assembly, successor),
        "assigner:other_channel": staff(Role.ASSIGNER, city.assembly, party_office),
        "county_office:own": staff(Role.COUNTY_OFFICE, county),
    }


def _representative(city: City, collective) -> Actor:
    representative = RepresentativeFactory(assembly=city.assembly, collective=collective)
    return acting_as(
        RoleAssignmentFactory(
            person=representative.person, role=Role.COLLECTIVE, assembly=city.assembly
        )
    )


def _strangers() -> dict[str, Actor]:
    """The same roles in another city, whose records none of these are."""
    elsewhere = make_city(members=1, units=1)
    MemberFactory(assembly=elsewhere.assembly)
    return {str(role): staff(role, elsewhere.assembly, elsewhere.units[0]) for role in Role}


def _serving(city: City, channel: str) -> Organisation:
    organisation = OrganisationFactory()
    ServiceFactory(assembly=city.assembly, organisation=organisation, channel=channel)
    return organisation


def _records(city: City, *, entered_by=None, proposer_kind: str = "joint", **proposer) -> dict:
    """A proposal with everything that can hang on it, saved as it is: states are set by `put`."""
    here = {"assembly": city.assembly}
    member = None if "collective" in proposer else city.members[0]
    proposal = _saved(
        m.Proposal(
            **here,
            **proposer,
            session=city.session,
            proposer_kind=proposer_kind,
            proposer_name="提案者",
            entered_by=entered_by,
            handed_in_on=DAY,
        )
    )
    handling = _saved(
        m.Handling(
            **here,
            proposal=proposal,
            unit=city.units[0],
            role="sole",
            channel=Channel.GOVERNMENT,
            assigned_on=DAY,
        )
    )
    return (
        _of_the_book(city)
        | _of_talk(city)
        | _of_drafts(city)
        | _of_plans(city)
        | {
            "proposals": proposal,
            "handlings": handling,
            "co_signatures": _saved(
                m.CoSignature(**here, proposal=proposal, member=city.members[1], invited_on=DAY)
            ),
            "decision_lists": _saved(m.DecisionList(**here, session=city.session, title="第一批")),
            "extensions": _saved(
                m.Extension(**here, handling=handling, until=DAY, reason="方案待批")
            ),
            "evaluations": _saved(
                m.Evaluation(
                    **here,
                    proposal=proposal,
                    handling=handling,
                    member=member,
                    collective=proposer.get("collective"),
                    counts=True,
                )
            ),
            "commitments": _saved(
                m.Commitment(
                    **here,
                    proposal=proposal,
                    handling=handling,
                    unit=city.units[0],
                    number=1,
                    text="建成停车场",
                    promised_for=DAY,
                )
            ),
            "clearings": _saved(
                m.Clearing(
                    **here,
                    proposal=proposal,
                    part="whole",
                    reason="state_secret",
                    paper_number="澜政协办〔2026〕5号",
                    asked_on=DAY,
                )
            ),
            "extracts": _saved(
                m.Extract(
                    **here,
                    body="派驻纪检监察组",
                    contact="周明",
                    paper_number="澜纪函〔2026〕3号",
                    paper_on=DAY,
                    scan=StoredFileFactory(assembly=city.assembly),
                    question="period",
                    starts_on=DAY,
                    ends_on=DAY,
                    reason="了解办理情况",
                    entered_on=DAY,
                )
            ),
            "nominations": _saved(m.Nomination(**here, proposal=proposal, reason="关注度高")),
            "urgings": _saved(
                m.Urging(
                    **here, handling=handling, act="handlings.reply", due_on=DAY, text="请抓紧办理"
                )
            ),
        }
    )


def _of_the_book(city: City) -> dict:
    """A line of the record book, a kind of one's own, a submission as both sides have it, a piece for the public."""
    here = {"assembly": city.assembly}
    days = {"starts_on": DAY, "ends_on": DAY + timedelta(days=1), "digest": digest(canonical([]))}
    shipped = RecordKind.objects.get(assembly__isnull=True, code="donation")
    own = {"declaration": shipped.declaration | {"group": "own"}, "recorders": "offices"}
    code = f"own_{new_public_id()}"
    submission = _saved(Submission(**here, **days))
    return {
        "records": _saved(Record(**here, kind=shipped, title="捐赠", happened_on=DAY)),
        "record_kinds": _saved(RecordKind(**here, **own, code=code, readers="members")),
        "submissions": submission,
        "intakes": _saved(
            Intake(**here, **days, county=city.assembly, submission=submission, received_on=DAY)
        ),
        "publications": _saved(Publication(**here, title="一篇", body="正文")),
    }


def _of_plans(city: City) -> dict:
    """A meeting of a committee to which one member is invited, and a kind of one's own."""
    here = {"assembly": city.assembly}
    kind = GatheringKind.objects.get(assembly__isnull=True, code="chairpersons")
    own = {"declaration": kind.declaration | {"group": "own"}, "organisers": "offices"}
    code = f"own_{new_public_id()}"
    meeting = Gathering(**here, kind=kind, title="主席会议", happened_on=DAY, ends_on=DAY)
    gathering = _saved(meeting)
    person = city.members[0].person
    invitation = _saved(Invitation(**here, gathering=gathering, person=person, name=person.name))
    asked = {"ground": "illness", "approver": "secretary_general", "asked_on": DAY}
    return _of_what_is_said(city, gathering) | {
        "gatherings": gathering,
        "invitations": invitation,
        "leaves": _saved(LeaveRequest(**here, invitation=invitation, **asked)),
        "gathering_kinds": _saved(GatheringKind(**here, **own, code=code, seen="members")),
    }


def _of_what_is_said(city: City, gathering: Gathering) -> dict:
    """A speech and a question of the member who is invited, and the minutes."""
    here = {"assembly": city.assembly, "gathering": gathering}
    person = city.members[0].person
    return {
        "speeches": _saved(Speech(**here, speaker=person, title="发言", body="正文", wish="oral")),
        "questions": _saved(Question(**here, asked_by=person, words="何时？", asked_on=DAY)),
        "minutes": _saved(Minutes(**here)),
    }


def _of_talk(city: City) -> dict:
    """A conversation of all members, what one of them offered, and the appeal."""
    here = {"assembly": city.assembly}
    days = ("collects_on", "votes_on", "discusses_on", "closes_on")
    conversation = _saved(
        Conversation(
            **here,
            question="停车位怎样增加？",
            admission="members",
            **{name: DAY + timedelta(days=number) for number, name in enumerate(days)},
        )
    )
    statement = _saved(
        Statement(
            **here,
            conversation=conversation,
            number=1,
            words="夜间免费停放",
            author=city.members[0].person,
            offered_on=DAY,
        )
    )
    return {
        "conversations": conversation,
        "statements": statement,
        "appeals": _saved(Appeal(**here, statement=statement, words="只有一个意思")),
    }


def _of_drafts(city: City) -> dict:
    """A draft on which all members are asked, and what one of them says."""
    here = {"assembly": city.assembly}
    draft = _saved(DraftText(**here, title="建议案", admission="members", closes_on=DAY))
    paragraph = _saved(Paragraph(**here, draft=draft, position=1, words="一、摸清底数。"))
    author = city.members[0].person
    remark = Remark(**here, draft=draft, paragraph=paragraph, author=author, words="太空。")
    return {"drafts": draft, "remarks": _saved(remark)}


def _of_register(city: City, county: Assembly, number: int) -> dict:
    """A correction that a member asks for, and a roll that a county submits."""
    member = city.members[number]
    return {
        "corrections": _saved(
            Correction(
                assembly=city.assembly,
                member=member,
                asked_by=member.person,
                wished={"degree": "博士"},
                found={"degree": ""},
                asked_on=DAY,
            )
        ),
        "roll_submissions": _saved(
            RollSubmission(
                assembly=county,
                addressee=city.assembly,
                term=TermFactory(assembly=county),
                number=number + 1,
                as_of_on=DAY,
                content={"members": [], "totals": {"members": 0}},
                digest="0",
            )
        ),
    }


def _saved(record):
    record.save(force_insert=True)
    return record

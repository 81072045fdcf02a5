"""Many rows at once, past the actions: for published arithmetic and for counting queries over large tables."""

from datetime import date

from tests.factories.cities import City
from tongxin.accounts.models import Person
from tongxin.members.models import Mandate, Member
from tongxin.proposals.models import Proposal
from tongxin.proposals.terms import ProposalState

DAY = date(2026, 1, 14)


def proposals(city: City, count: int, **facts) -> list[Proposal]:
    """Proposals of the city's first member, handed in on the suite's day, with these facts."""
    fields = {
        "assembly": city.assembly,
        "session": city.session,
        "state": ProposalState.SUBMITTED,
        "proposer_kind": "individual",
        "lead_proposer": city.members[0],
        "proposer_name": str(city.members[0]),
        "matter": "关于缓解学校周边停车难的建议",
        "is_session": True,
        "handed_in_on": DAY,
    } | facts
    return Proposal._base_manager.bulk_create([Proposal(**fields) for _number in range(count)])


def docketed(city: City, count: int, **facts) -> list[Proposal]:
    decided = {"state": ProposalState.DOCKETED, "decided_on": DAY, "docketed_on": DAY}
    return proposals(city, count, **decided | facts)


def replied(city: City, count: int, reply_class: str, **facts) -> list[Proposal]:
    reply = {"state": ProposalState.REPLIED, "assigned_on": DAY, "replied_on": DAY}
    return docketed(city, count, reply_class=reply_class, **reply | facts)


def declined(city: City, count: int, **facts) -> list[Proposal]:
    state = {"state": ProposalState.DECLINED, "decided_on": DAY, "declined_on": DAY}
    return proposals(city, count, **state | facts)


def merged(city: City, count: int, into: Proposal, **facts) -> list[Proposal]:
    state = {"state": ProposalState.MERGED, "decided_on": DAY, "merged_on": DAY}
    return proposals(city, count, merged_into=into, **state | facts)


def members(city: City, count: int) -> list[Member]:
    """Sitting members of the city's term."""
    first = city.members[0]
    people = Person.objects.bulk_create([Person(name=f"委员{number}") for number in range(count)])
    rows = Member._base_manager.bulk_create(
        [
            Member(
                assembly=city.assembly,
                person=person,
                term=first.term,
                sector=first.sector,
                card_number=f"B{number:05d}",
            )
            for number, person in enumerate(people)
        ]
    )
    Mandate._base_manager.bulk_create(
        [
            Mandate(
                assembly=city.assembly,
                member=member,
                starts_on=first.term.starts_on,
                start_reason="elected",
            )
            for member in rows
        ]
    )
    return rows

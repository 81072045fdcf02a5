"""One proposal with two matters becomes two: numbers, names, texts and where it comes from."""

import pytest

from tests.proposals.thread import co_signed, draft, fresh, submitted
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.lifecycle.perform import perform
from tongxin.proposals.lifecycle import PROPOSAL
from tongxin.proposals.models import Proposal

MATTER = "关于开放机关停车场的建议"


def split(city, proposal, moved=(2,)):
    data = {"moved": list(moved), "matter": MATTER, "agreed_on": clock.today()}
    perform(PROPOSAL.split, fresh(proposal), city.office, **data)
    return Proposal.objects.get(matter=MATTER)


def test_two_proposals_share_proposers_and_day_but_no_number(city):
    proposal = co_signed(city, draft(city), 1, 2)
    proposal = perform(PROPOSAL.hand_in, proposal, city.member_actor())
    words = list(proposal.suggestions)
    other, rest = split(city, proposal), fresh(proposal)
    assert (rest.suggestions, other.suggestions) == (words[:1], words[1:])
    assert (rest.serial_number, other.serial_number) == (1, 2)
    assert other.handed_in_at == rest.handed_in_at
    assert other.state == "submitted"
    assert [one.member_id for one in other.co_signatures.all()] == [
        one.member_id for one in rest.co_signatures.all()
    ]
    assert other.receipt_digest != rest.receipt_digest
    assert [version.number for version in rest.versions.all()] == [1, 2]
    lineage = other.descendants.get()
    assert (lineage.target_id, lineage.relation) == (rest.pk, "split_from")


def test_opinions_are_asked_anew(city):
    proposal = submitted(city)
    perform(PROPOSAL.note_opinion, proposal, city.reviewer, outcome="docket")
    split(city, proposal)
    assert not proposal.opinions.filter(superseded_at__isnull=True).exists()


@pytest.mark.parametrize("moved", [(), (1, 2)])
def test_both_keep_a_suggestion(city, moved):
    proposal = submitted(city)
    with pytest.raises(Refused, match="至少要有一条建议"):
        split(city, proposal, moved)
    assert len(fresh(proposal).suggestions) == 2
    assert Proposal.objects.count() == 1

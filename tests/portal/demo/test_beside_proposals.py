"""What the demonstration shows beside its proposals: pieces for the public, and a register that is in use."""

import pytest
from django.db.models import Count

from tongxin.core import clock
from tongxin.members.models import ContactPair, Correction, RollSubmission
from tongxin.members.terms import PairKind
from tongxin.organisations.scope import all_assemblies
from tongxin.portal.demo import found, pieces, register
from tongxin.portal.demo.material import city as build_city
from tongxin.records.models import Publication, Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast():
    city = build_city(2026)
    with all_assemblies(reason="the demonstration is set up before anybody works in it"):
        with clock.frozen(found.morning(city.assemblies[0].term_started_on)):
            cast = found.found(city)
        with clock.frozen(city.now):
            yield cast


def test_one_piece_is_out_one_waits_and_one_is_begun(cast):
    pieces.play(cast)
    states = Publication.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["out", "final", "drafted"]
    out = Publication.objects.get(state="out")
    reviewers = set(out.reviews.values_list("by", flat=True))
    assert len(reviewers - {out.written_by_id}) == 3
    assert Record.objects.get().title == out.title


def test_register_has_something_to_decide(cast):
    register.play(cast)
    assert Correction.objects.filter(Correction.waiting()).count() == 3
    states = RollSubmission.objects.order_by("id").values_list("state", flat=True)
    assert list(states) == ["accepted", "submitted"]
    told = ContactPair.objects.values_list("kind").annotate(Count("pk"))
    assert {kind for kind, count in told if count} == set(PairKind.values)

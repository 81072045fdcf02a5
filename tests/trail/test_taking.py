"""Taking something out: declared with a word, recorded with who, what and which bytes."""

import pytest

from tests.factories.accounts import actor
from tests.factories.organisations import AssemblyFactory
from tongxin.accounts.terms import Role
from tongxin.organisations.models import Assembly
from tongxin.trail import sentences, taking

pytestmark = pytest.mark.django_db


@pytest.fixture
def clerk():
    return actor(Role.PROPOSALS_OFFICE)


def take(clerk, what="members", subject=None):
    return taking.take_out(what, subject or clerk.assembly, clerk, form="xlsx", digest="ab" * 32)


def test_record_says_who_took_what(clerk):
    event = take(clerk)
    assert (event.person_id, event.record_id) == (clerk.person_id, clerk.assembly.pk)
    assert event.facts == {
        "what": "members",
        "form": "xlsx",
        "algorithm": "sha256",
        "digest": "ab" * 32,
    }
    assert sentences.sentence(event) == "下载“委员名册”（XLSX）"


def test_nothing_leaves_without_a_word_for_it(clerk):
    with pytest.raises(LookupError):
        take(clerk, "tests.unknown")


def test_what_is_no_longer_declared_reads_as_its_code(clerk, monkeypatch):
    event = take(clerk)
    monkeypatch.setattr(taking, "_labels", {})
    assert sentences.sentence(event) == "下载“members”（XLSX）"


def test_family_names_its_codes_and_no_others(clerk, monkeypatch):
    monkeypatch.setattr(taking, "_families", {})
    taking.declare_family("tests.", {"tests.awards": "荣誉"}.get)
    assert sentences.sentence(take(clerk, "tests.awards")) == "下载“荣誉”（XLSX）"
    with pytest.raises(LookupError):
        take(clerk, "tests.unknown")
    with pytest.raises(ValueError, match="already"):
        taking.declare_family("tests.", {}.get)


def test_takings_are_those_of_these_records(clerk):
    other = AssemblyFactory()
    take(clerk, subject=other)
    mine = [take(clerk), take(clerk)]
    assert list(taking.takings(Assembly.objects.filter(pk=clerk.assembly.pk))) == mine[::-1]


def test_declared_twice_is_an_error():
    with pytest.raises(ValueError, match="already"):
        taking.declare("members", "委员名册")

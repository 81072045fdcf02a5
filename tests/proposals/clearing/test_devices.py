"""Devices drop their copies: every page of the sessions concerned names the records, also after a later sign-in."""

from django.contrib.auth import login
from django.test import Client, RequestFactory

from tests.factories.accounts import sign_in
from tests.proposals.thread import assigned, draft, handling_of
from tongxin.core.pages import DROPPED_COPIES
from tongxin.proposals.actions.clearing.copies import holders_of, names_of
from tongxin.proposals.models import Reply


def test_open_sessions_of_those_concerned_are_told(city, clear):
    proposal = draft(city)
    mine, others = sign_in(Client(), city.member_actor(0)), sign_in(Client(), city.member_actor(1))
    clear(proposal)
    assert f'data-dropped="{proposal.public_id}"' in mine.get("/me/").content.decode()
    assert "data-dropped" not in others.get("/me/").content.decode()


def test_later_sign_in_is_told(city, clear, rf):
    proposal = draft(city)
    clear(proposal)
    client = sign_in(Client(), city.member_actor(0))
    request = RequestFactory().get("/")
    request.session = client.session
    login(request, city.members[0].person.user, backend="tongxin.accounts.backends.AccountBackend")
    assert request.session[DROPPED_COPIES] == [proposal.public_id]


def test_clerks_of_the_unit_drop_their_reply(city, clear):
    part = handling_of(assigned(city))
    reply = Reply(assembly=city.assembly, handling=part)
    reply.save()
    clearing = clear(part.proposal, "reply", reply.pk)
    assert names_of(clearing) == [part.public_id]
    assert city.clerks[0].person_id in holders_of(clearing)
    assert city.clerks[1].person_id not in holders_of(clearing)


def test_whole_proposal_names_everything_that_forms_are_kept_under(city, clear):
    part = handling_of(assigned(city))
    assert set(names_of(clear(part.proposal))) == {part.proposal.public_id, part.public_id}

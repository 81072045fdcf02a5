"""Persons, accounts and identities; `actor(Role.X)` is the short way to somebody who may act, `sign_in` to their browser."""

import time
from datetime import date

import factory
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.test import Client

from tests.factories.organisations import AssemblyFactory, OrganisationFactory
from tongxin.accounts.actor import Actor, acting_as
from tongxin.accounts.models import Person, RoleAssignment, User
from tongxin.accounts.terms import Role
from tongxin.organisations.models import Assembly, Organisation

PASSWORD = "Tongxin-2026!"


class PersonFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Person

    name = factory.Sequence(lambda n: f"王敏{n}")
    pinyin = "wangmin"
    initials = "wm"
    phone = factory.Sequence(lambda n: f"138{n:08d}")


class UserFactory(factory.django.DjangoModelFactory):
    """An account whose phone number is verified and whose password is `PASSWORD`."""

    class Meta:
        model = User
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    username = factory.Sequence(lambda n: f"user{n}")
    phone = factory.LazyAttribute(lambda self: self.person.phone or None)
    phone_verified = True
    password = factory.django.Password(PASSWORD)


class RoleAssignmentFactory(factory.django.DjangoModelFactory):
    """An identity in force; `unit=True` holds it at an organisation, without an assembly of its own."""

    class Meta:
        model = RoleAssignment

    class Params:
        unit = factory.Trait(
            role=Role.UNIT_CLERK,
            assembly=None,
            organisation=factory.SubFactory(OrganisationFactory),
        )

    person = factory.SubFactory(PersonFactory)
    role = Role.MEMBER
    assembly = factory.SubFactory(AssemblyFactory)
    starts_on = date(2020, 1, 1)
    reason = "测试"


def actor(
    role: str,
    assembly: Assembly | None = None,
    organisation: Organisation | None = None,
    person: Person | None = None,
    **fields,
) -> Actor:
    """Somebody acting under `role`: unit roles at an organisation, the others in an assembly; both made if not given."""
    if role in Role.of_units():
        organisation = organisation or OrganisationFactory()
    elif assembly is None:
        assembly = AssemblyFactory()
    assignment = RoleAssignmentFactory(
        role=role,
        assembly=assembly,
        organisation=organisation,
        person=person or PersonFactory(),
        **fields,
    )
    return acting_as(assignment)


def sign_in(client: Client, actor: Actor) -> Client:
    """A test client signed in as `actor`'s person under `actor`'s identity, with two factors."""
    user = User.objects.filter(person=actor.person).first() or UserFactory(person=actor.person)
    client.force_login(user, backend="tongxin.accounts.backends.AccountBackend")
    session = client.session
    session["identity"] = actor.assignment.public_id
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "mfa", "at": time.time()}]
    session["account_authentication_methods_user"] = str(user.pk)
    session.save()
    return client

"""The register's part of the world: seats, posts, a correction, submitted rolls, contacts, with planted words."""

from datetime import date

from django.db import models

from tests.factories.accounts import PersonFactory
from tests.factories.cities import City
from tests.factories.members import (
    AppointmentFactory,
    BodyFactory,
    MemberFactory,
    PlenarySessionFactory,
    TermFactory,
)
from tests.matrix.marking import mark
from tongxin.accounts.actions.merge_people import merge_people
from tongxin.accounts.actor import SYSTEM, Actor
from tongxin.lifecycle.perform import perform
from tongxin.members.actions.contact import log_contact, open_pair
from tongxin.members.actions.correct import ask_correction
from tongxin.members.actions.identity_numbers import enter_identity_number
from tongxin.members.actions.submit_roll import compile_roll
from tongxin.members.lifecycle import ROLL_SUBMISSION
from tongxin.members.terms import PairKind

DAY = date(2026, 1, 5)
REGISTERED_NUMBER = "440524188001010014"


def register(city: City, actors: dict[str, Actor]) -> dict[str, models.Model]:
    """Through the actions, about the co-signing member where somebody must be hidden."""
    second, fourth = city.members[1], city.members[3]
    enter_identity_number(second, actor=actors["memlia"], number=REGISTERED_NUMBER)
    pair = open_pair(
        city.assembly,
        actor=actors["memlia"],
        kind=PairKind.LEADER_MEMBER,
        keeper=fourth,
        other=second,
        starts_on=DAY,
    )
    contact = log_contact(
        pair,
        actor=actors["memlia"],
        on=DAY,
        way="visit",
        theme="work",
        help_asked=mark("请求帮助"),
    )
    return {
        "mandate": city.members[0].mandates.get(),
        "post": AppointmentFactory(assembly=city.assembly, member=fourth),
        "body": BodyFactory(assembly=city.assembly),
        "correction": ask_correction(
            second, actor=actors["cosign"], wished={"address": mark("更正地址")}
        ),
        "pair": pair,
        "contact": contact,
        "alias": _merged(city),
        "twin": fourth.person,
        **_rolls(city, actors["county"]),
    }


def _merged(city: City) -> models.Model:
    """Two entries of one person, merged."""
    term = TermFactory(assembly=city.assembly, number=10)
    main, alias = PersonFactory(name="孙进"), PersonFactory(name="孙进")
    MemberFactory(assembly=city.assembly, person=main, term=term, mandate=None)
    return merge_people(main, alias, actor=SYSTEM)


def _rolls(city: City, office: Actor) -> dict[str, models.Model]:
    """A county's submission on its way, and another one that it still compiles."""
    county = office.assembly
    MemberFactory(
        assembly=county,
        term=PlenarySessionFactory(assembly=county).term,
        employer=mark("县级单位"),
    )
    sent = compile_roll(county, actor=office)
    signed = {"signer": "韩江", "document": "溪政协〔2026〕1号"}
    return {
        "sent_roll": perform(ROLL_SUBMISSION.submit, sent, office, **signed),
        "compiled_roll": compile_roll(county, actor=office),
    }

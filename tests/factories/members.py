"""Terms, sessions, sectors, committees, members with a mandate, collective proposers."""

from datetime import date, datetime

import factory

from tests.factories.accounts import PersonFactory
from tests.factories.organisations import AssemblyFactory
from tongxin.core.clock import SHANGHAI
from tongxin.members.models import (
    Appointment,
    Body,
    Collective,
    Mandate,
    Member,
    PlenarySession,
    Representative,
    Sector,
    SpecialCommittee,
    Term,
)
from tongxin.members.terms import BodyKind, CollectiveKind, MandateStart, Post


class TenantFactory(factory.django.DjangoModelFactory):
    """Creates through the plain manager, so that no scope is needed."""

    class Meta:
        abstract = True

    assembly = factory.SubFactory(AssemblyFactory)

    @classmethod
    def _get_manager(cls, model_class):
        return model_class._base_manager


class TermFactory(TenantFactory):
    class Meta:
        model = Term
        django_get_or_create = ("assembly", "number")

    number = 11
    starts_on = date(2022, 1, 10)


class PlenarySessionFactory(TenantFactory):
    """In progress on the suite's fixed day."""

    class Meta:
        model = PlenarySession

    term = factory.SubFactory(TermFactory, assembly=factory.SelfAttribute("..assembly"))
    number = 5
    opens_on = date(2026, 1, 13)
    closes_on = date(2026, 1, 17)
    window_opens_on = date(2025, 10, 13)
    cutoff_at = datetime(2026, 1, 15, 18, 0, tzinfo=SHANGHAI)


class SectorFactory(TenantFactory):
    class Meta:
        model = Sector
        django_get_or_create = ("assembly", "name")

    name = "教育界"


class SpecialCommitteeFactory(TenantFactory):
    class Meta:
        model = SpecialCommittee

    name = factory.Sequence(lambda n: f"第{n}委员会")
    short_name = factory.Sequence(lambda n: f"第{n}委")


class MandateFactory(TenantFactory):
    class Meta:
        model = Mandate

    starts_on = date(2022, 1, 10)
    start_reason = MandateStart.ELECTED


class MemberFactory(TenantFactory):
    """A sitting member; `mandate=None` leaves the seat empty."""

    class Meta:
        model = Member
        skip_postgeneration_save = True

    person = factory.SubFactory(PersonFactory)
    term = factory.SubFactory(TermFactory, assembly=factory.SelfAttribute("..assembly"))
    sector = factory.SubFactory(SectorFactory, assembly=factory.SelfAttribute("..assembly"))
    card_number = factory.Sequence(lambda n: f"11-{n:04d}")
    mandate = factory.RelatedFactory(
        MandateFactory, factory_related_name="member", assembly=factory.SelfAttribute("..assembly")
    )


class CollectiveFactory(TenantFactory):
    class Meta:
        model = Collective

    kind = CollectiveKind.PARTY
    name = factory.Sequence(lambda n: f"党派{n}市委会")


class RepresentativeFactory(TenantFactory):
    class Meta:
        model = Representative

    collective = factory.SubFactory(CollectiveFactory, assembly=factory.SelfAttribute("..assembly"))
    person = factory.SubFactory(PersonFactory)
    starts_on = date(2022, 1, 10)


class BodyFactory(TenantFactory):
    """A party branch in a special committee."""

    class Meta:
        model = Body

    kind = BodyKind.BRANCH
    name = factory.Sequence(lambda n: f"第{n}党支部")
    host = factory.SubFactory(SpecialCommitteeFactory, assembly=factory.SelfAttribute("..assembly"))
    starts_on = date(2022, 3, 1)


class AppointmentFactory(TenantFactory):
    """Membership in a party branch."""

    class Meta:
        model = Appointment

    member = factory.SubFactory(MemberFactory, assembly=factory.SelfAttribute("..assembly"))
    body = factory.SubFactory(BodyFactory, assembly=factory.SelfAttribute("..assembly"))
    post = Post.PARTICIPANT
    starts_on = date(2022, 3, 1)

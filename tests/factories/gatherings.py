"""Gatherings with sittings and invitations as rows, for tests that begin in the middle."""

from datetime import date, datetime

import factory

from tests.factories.accounts import PersonFactory
from tests.factories.members import TenantFactory
from tongxin.core.clock import SHANGHAI
from tongxin.gatherings.models import Gathering, GatheringKind, Invitation, Sitting


class GatheringFactory(TenantFactory):
    """A meeting on the day after the suite's fixed one; `kind_code` picks a shipped kind."""

    class Meta:
        model = Gathering
        exclude = ("kind_code",)

    kind_code = "committee_meeting"
    kind = factory.LazyAttribute(
        lambda one: GatheringKind.objects.get(code=one.kind_code, assembly=None)
    )
    title = factory.Sequence(lambda n: f"第{n}次会议")
    happened_on = date(2026, 1, 15)
    ends_on = factory.SelfAttribute("happened_on")


class SittingFactory(TenantFactory):
    class Meta:
        model = Sitting

    gathering = factory.SubFactory(GatheringFactory, assembly=factory.SelfAttribute("..assembly"))
    starts_at = datetime(2026, 1, 15, 9, 0, tzinfo=SHANGHAI)
    ends_at = datetime(2026, 1, 15, 11, 30, tzinfo=SHANGHAI)
    secret = "0" * 32


class InvitationFactory(TenantFactory):
    class Meta:
        model = Invitation

    gathering = factory.SubFactory(GatheringFactory, assembly=factory.SelfAttribute("..assembly"))
    person = factory.SubFactory(PersonFactory)
    name = factory.LazyAttribute(lambda one: str(one.person))

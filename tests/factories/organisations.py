"""Assemblies and the bodies around them."""

import factory

from tongxin.organisations.models import Assembly, Organisation, Service
from tongxin.organisations.terms import Channel, OrganisationKind, System, Tier


class AssemblyFactory(factory.django.DjangoModelFactory):
    """A city without a parent; `AssemblyFactory(county=True)` makes a county under a city of its own."""

    class Meta:
        model = Assembly

    class Params:
        county = factory.Trait(
            tier=Tier.COUNTY,
            parent=factory.SubFactory("tests.factories.organisations.AssemblyFactory"),
            slug=factory.Sequence(lambda n: f"county-{n}"),
            place=factory.Sequence(lambda n: f"溪{n}县"),
        )

    tier = Tier.CITY
    slug = factory.Sequence(lambda n: f"city-{n}")
    place = factory.Sequence(lambda n: f"澜{n}市")
    name = factory.LazyAttribute(lambda self: f"政协{self.place}委员会")
    short_name = factory.LazyAttribute(lambda self: f"{self.place}政协")
    name_en = factory.LazyAttribute(lambda self: f"Assembly {self.slug}")


class OrganisationFactory(factory.django.DjangoModelFactory):
    """A government unit; `party=True` and `peoples_organisation=True` may propose in their own name."""

    class Meta:
        model = Organisation

    class Params:
        party = factory.Trait(
            kind=OrganisationKind.PARTY,
            system="",
            name=factory.Sequence(lambda n: f"党派{n}"),
        )
        peoples_organisation = factory.Trait(
            kind=OrganisationKind.PEOPLES_ORGANISATION,
            system="",
            name=factory.Sequence(lambda n: f"人民团体{n}"),
        )

    kind = OrganisationKind.UNIT
    name = factory.Sequence(lambda n: f"市第{n}局")
    system = System.GOVERNMENT
    code = factory.Sequence(lambda n: f"U{n:04d}")


class ServiceFactory(factory.django.DjangoModelFactory):
    """A unit that serves an assembly; needs no open scope."""

    class Meta:
        model = Service

    assembly = factory.SubFactory(AssemblyFactory)
    organisation = factory.SubFactory(OrganisationFactory)
    channel = Channel.GOVERNMENT

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class._base_manager.create(*args, **kwargs)

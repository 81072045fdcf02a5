"""Notices, deliveries, channel preferences."""

import factory

from tests.factories.accounts import PersonFactory
from tests.factories.organisations import AssemblyFactory
from tongxin.notifications.models import ChannelPreference, Delivery, Notice
from tongxin.notifications.terms import Channel


class ChannelPreferenceFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = ChannelPreference

    person = factory.SubFactory(PersonFactory)
    channel = Channel.WECOM
    address = factory.Sequence(lambda n: f"user-{n}")


class NoticeFactory(factory.django.DjangoModelFactory):
    """Tells a person of an act on the assembly itself; needs no open scope."""

    class Meta:
        model = Notice

    assembly = factory.SubFactory(AssemblyFactory)
    person = factory.SubFactory(PersonFactory)
    act = "tests.act"
    record_type = "organisations.assembly"
    record_id = factory.SelfAttribute("assembly.pk")

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        return model_class._base_manager.create(*args, **kwargs)


class DeliveryFactory(factory.django.DjangoModelFactory):
    """A text message that waits to be sent."""

    class Meta:
        model = Delivery

    notice = factory.SubFactory(NoticeFactory)
    person = factory.SelfAttribute("notice.person")
    assembly = factory.SelfAttribute("notice.assembly")
    channel = Channel.SMS
    idempotency_key = factory.Sequence(lambda n: f"key-{n}")

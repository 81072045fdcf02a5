"""What a calendar program reads of a sitting, and whose calendar a secret address is."""

from django.utils.translation import gettext as _

from tongxin.accounts.actor import Actor
from tongxin.gatherings.icalendar import Entry
from tongxin.gatherings.models import CalendarAddress, Gathering, Invitation
from tongxin.gatherings.queries.mine import Slot


def address_of(actor: Actor) -> CalendarAddress | None:
    """The actor's own address, where one was given."""
    return CalendarAddress.objects.filter(person=actor.person).first()


def address_called(secret: str) -> CalendarAddress | None:
    """The address with this secret, under whichever key of the keyring it was sealed."""
    field = CalendarAddress._meta.get_field("secret")
    found = CalendarAddress.objects.filter(secret_digest__in=field.lookups(secret))
    return found.select_related("person").first()


def entry_of(slot: Slot, url: str) -> Entry:
    """A sitting as an entry; `url` leads to the invitation."""
    gathering, sitting = slot.gathering, slot.sitting
    named = [str(gathering), sitting.title] if sitting.title != str(gathering) else [str(gathering)]
    return Entry(
        uid=f"{sitting.public_id}-{slot.invitation.public_id}",
        starts_at=sitting.starts_at,
        ends_at=sitting.ends_at,
        summary=" ".join(part for part in named if part),
        location=slot.place,
        description=_notes(gathering),
        url=url,
        status=_status(gathering, slot.invitation),
        sequence=gathering.version,
    )


def _notes(gathering: Gathering) -> str:
    told = (
        (_("着装"), gathering.dress),
        (_("交通安排"), gathering.transport),
        (_("怎么去"), gathering.place_note),
        (_("联系人"), gathering.contact_words),
    )
    return "\n".join(
        _("%(label)s：%(value)s") % {"label": label, "value": value}
        for label, value in told
        if value
    )


def _status(gathering: Gathering, invitation: Invitation) -> str:
    """As RFC 5545 names it: what is cancelled stays in calendars, crossed out."""
    if gathering.is_cancelled:
        return "CANCELLED"
    return "CONFIRMED" if invitation.is_coming or gathering.is_closed else "TENTATIVE"

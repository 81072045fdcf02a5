"""Sign-ins of the demonstration: one persona per role, with a password and a second factor that the demonstration shows."""

from dataclasses import dataclass

from allauth.mfa.adapter import get_adapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.hashers import make_password

from tongxin.accounts.actions.open_accounts import open_accounts
from tongxin.accounts.actor import SYSTEM, Actor
from tongxin.accounts.models import User
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.lifecycle.waiting import waiting_for
from tongxin.portal.demo.found import Cast
from tongxin.proposals.models import Handling, Proposal

PASSWORD = "Tongxin-2026"  # noqa: S105 — the demonstration prints it
SECRET = "JBSWY3DPEHPK3PXP"  # noqa: S105 — shown on the demonstration's sign-in page

PERSONAS = (
    ("weiyuan", Role.MEMBER),
    ("tianbangongshi", Role.PROPOSALS_OFFICE),
    ("tianzhuren", Role.PROPOSALS_CHAIR),
    ("shencha", Role.REVIEWER),
    ("dangpai", Role.COLLECTIVE),
    ("ducha", Role.ASSIGNER),
    ("danwei", Role.UNIT_CLERK),
    ("danweilingdao", Role.UNIT_LEADER),
    ("fuzhuxi", Role.VICE_CHAIR),
    ("mishuzhang", Role.SECRETARY_GENERAL),
    ("bangongshi", Role.GENERAL_OFFICE),
    ("weiyuanlianluo", Role.MEMBER_LIAISON),
    ("xianzhengxie", Role.COUNTY_OFFICE),
    ("xitong", Role.SYSTEM_MANAGER),
    ("anquan", Role.SECURITY_MANAGER),
    ("shenji", Role.AUDIT_MANAGER),
)


@dataclass(frozen=True)
class Persona:
    """Somebody to sign in as."""

    username: str
    actor: Actor


def open_demo_accounts(cast: Cast) -> list[Persona]:
    """Accounts for everybody; those of the personas get known names, a known password and a known second factor."""
    if not settings.DEMO:
        raise RuntimeError("known passwords are for the demonstration only")
    people = {actor.person.pk: actor.person for actor in cast.actors.values()}
    open_accounts(list(people.values()), actor=SYSTEM)
    hashed = make_password(PASSWORD)
    return [_persona(cast, username, role, hashed) for username, role in PERSONAS]


def _persona(cast: Cast, username: str, role: str, hashed: str) -> Persona:
    actor = _best(cast, role)
    User.objects.filter(person=actor.person).update(
        username=username,
        password=hashed,
        must_change_password=False,
        password_changed_at=clock.now(),
    )
    user = User.objects.get(person=actor.person)
    Authenticator.objects.create(
        user=user,
        type=Authenticator.Type.TOTP,
        data={"secret": get_adapter().encrypt(SECRET)},
    )
    return Persona(username, actor)


def _best(cast: Cast, role: str) -> Actor:
    """The busiest holder of a role in the city: who has most waiting, then most proposals, then the busiest unit."""
    city = cast.city.assemblies[0].slug
    taken = {
        user.person_id for user in User.objects.filter(username__in=[name for name, _r in PERSONAS])
    }
    held = [
        actor
        for (_person, held, place), actor in cast.actors.items()
        if held == role
        and actor.person_id not in taken
        and (role == Role.COUNTY_OFFICE or place == city or place.startswith("u"))
        and (role == Role.COUNTY_OFFICE or actor.assembly_ids == {cast.assemblies[city].pk})
    ]
    return max(held, key=_busyness)


def _busyness(actor: Actor) -> tuple[int, int, int]:
    made = Proposal._base_manager.filter(lead_proposer__person=actor.person_id)
    at_work = Handling._base_manager.filter(Handling.at_work(), unit=actor.organisation_id)
    return waiting_for(actor).count(), made.count(), at_work.count()

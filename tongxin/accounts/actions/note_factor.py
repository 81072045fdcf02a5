"""Notes in the trail what a person did to their second factors, inside the transaction in which allauth does it."""

from tongxin import trail
from tongxin.accounts.actor import Actor
from tongxin.accounts.models import User


def note_factor(act: str, user: User, *, actor: Actor, kind: str) -> None:
    """`act` is add_factor or remove_factor; the secret itself is no fact."""
    trail.record(f"accounts.{act}", user.person, actor, kind=kind)

"""The stances without names, from which anybody can compute the result again: where the rulebook offers them, at the end."""

from collections.abc import Iterator
from dataclasses import dataclass

from tongxin.deliberation.models import Analysis, Conversation
from tongxin.deliberation.queries.analyses import latest
from tongxin.deliberation.queries.votes import FETCHED, cast_in
from tongxin.deliberation.suppression import LEAST_IN_VOTES, OFFERS_VOTES
from tongxin.organisations import rulebook


@dataclass(frozen=True)
class Recipe:
    """How the result is computed again: the call, and the fingerprint that must come out."""

    call: str
    digest: str


def recipe_of(analysis: Analysis) -> Recipe:
    """The call that gives the result of views again."""
    asked = analysis.content["settings"]
    given = ["people", "statements", "stances"]
    if asked["population"]:
        given.append(f"population={asked['population']}")
    if asked["everybody"]:
        given.append("keep=set(people)")
    if asked["groups"] == 1:
        given.append("groups=dict.fromkeys(people, 0)")
    elif asked["groups"]:
        given.append(f"force_k={asked['groups']}")
    return Recipe(f"analyse({', '.join(given)})", analysis.digest)


def offers_votes(conversation: Conversation) -> bool:
    """Whether the table of stances may be taken out: over, allowed by the rulebook, and with people enough."""
    final = latest(conversation)
    if final is None or not final.is_final:
        return False
    least = rulebook.value(LEAST_IN_VOTES, conversation.assembly_id)
    return bool(rulebook.value(OFFERS_VOTES, conversation.assembly_id)) and final.voices >= least


def rows_of(analysis: Analysis) -> Iterator[tuple[int, int, int]]:
    """Person, statement, stance; people are numbered by their random numbers. Nothing when the stances have changed since."""
    cast = cast_in(analysis.conversation, analysis.content["least"])
    if cast is None or cast.basis != analysis.content["basis"]:
        return
    for at in range(0, len(cast.ordered), FETCHED):
        yield from map(tuple, cast.ordered[at : at + FETCHED].tolist())

"""Which stories the demonstration plays, so that it is ready in minutes: every state of the running work, a share of the finished."""

from collections import defaultdict
from collections.abc import Iterable

from tongxin.portal.demo.material import City, state
from tongxin.portal.demo.material.story_shapes import Story

FINISHED = frozenset({"closed", "declined", "merged", "withdrawn", "tracking"})
ONE_IN = {"city": {2024: 20, 2025: 6, 2026: 1}, "county": {2025: 16, 2026: 6}}


def chosen(city: City, share: int = 1) -> list[Story]:
    """The stories as they stand today; of finished ones every n-th of its kind, times `share`.

    What another chosen story was merged into is chosen too.
    """
    standing = city.until()
    tiers = {assembly.slug: assembly.tier for assembly in standing.assemblies}
    by_code = {story.code: story for story in standing.stories}
    picked: dict[str, Story] = {}
    seen: dict[tuple, int] = defaultdict(int)
    for story in standing.stories:
        tier = tiers[story.assembly]
        one_in = ONE_IN[tier].get(story.year, 8)
        kind = (story.assembly, story.year, state(story))
        seen[kind] += 1
        unfinished = state(story) not in FINISHED and tier == "city" and story.year > 2024
        if unfinished or seen[kind] % max(1, one_in // share) == 1 or one_in == 1:
            picked[story.code] = story
    for story in list(picked.values()):
        if story.decision and story.decision.into in by_code:
            picked[story.decision.into] = by_code[story.decision.into]
    return _in_order(picked.values(), standing.stories)


def _in_order(picked: Iterable[Story], stories: Iterable[Story]) -> list[Story]:
    codes = {story.code for story in picked}
    return [story for story in stories if story.code in codes]

"""Which stories the demonstration plays and which it imports as finished history, so that it is ready in minutes."""

from collections import defaultdict

from tongxin.portal.demo.material import City, state
from tongxin.portal.demo.material.story_shapes import Story

FINISHED = frozenset({"closed", "tracking", "declined", "merged", "withdrawn"})
ONE_IN = {"city": {2024: 40, 2025: 12, 2026: 2}, "county": {2025: 24, 2026: 8}}


def played(city: City) -> list[Story]:
    """Everything of the running work in the city; of the rest every n-th of its kind.

    What a chosen story was merged into is chosen too.
    """
    standing = city.until()
    tiers = {assembly.slug: assembly.tier for assembly in standing.assemblies}
    by_code = {story.code: story for story in standing.stories}
    picked: set[str] = set()
    seen: dict[tuple, int] = defaultdict(int)
    for story in standing.stories:
        tier, kind = tiers[story.assembly], (story.assembly, story.year, state(story))
        running = tier == "city" and story.year == 2025 and state(story) not in FINISHED
        if running or seen[kind] % ONE_IN[tier].get(story.year, 8) == 0:
            picked.add(story.code)
            if story.decision and story.decision.into in by_code:
                picked.add(story.decision.into)
        seen[kind] += 1
    return [story for story in standing.stories if story.code in picked]


def history(city: City, played_ones: list[Story]) -> list[Story]:
    """The city's finished and answered stories that are not played: an earlier year's list."""
    codes = {story.code for story in played_ones}
    slug = city.assemblies[0].slug
    return [
        story
        for story in city.until().stories
        if story.assembly == slug
        and story.code not in codes
        and state(story) in ("closed", "tracking")
        and story.handlings
    ]

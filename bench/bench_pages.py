"""The pages people live in against the same pages written by hand in plain Django: time, queries, memory.

List, home, thread and figures of the Proposals office, at 10, 1,000 and 100,000 proposals in one SQLite file; both ways
in one process, in turn, medians. The hand-written pages (bench/plain) show the same rows, columns, tabs, filters and
numbers to one role in one language, with stock middleware. TONGXIN_BENCH_SIZES and TONGXIN_BENCH_ROUNDS set others.
"""

import os
import resource
from collections.abc import Iterator

from bench import ground, measure

SIZES = [int(size) for size in os.environ.get("TONGXIN_BENCH_SIZES", "10 1000 100000").split()]
ROUNDS = int(os.environ.get("TONGXIN_BENCH_ROUNDS", "11"))
AIM = 1.5
HEAD = f"{'page':<10}{'proposals':>10}{'ours ms':>10}{'plain ms':>10}{'ratio':>8}{'queries':>10}{'peak kB':>15}{'page kB':>12}"


def main() -> None:
    with ground.ground() as city:
        ground.describe(
            "plain pages: the same database file, stock middleware, no translation of templates"
        )
        print(f"\n{HEAD}", flush=True)
        asked: dict[str, set[int]] = {}
        worst = 0.0
        for size in SIZES:
            city.grow(size)
            for page, ours, plain in pages(city):
                mine, theirs = measure.in_turn(ours, plain, rounds=rounds(size))
                ratio = mine.milliseconds / theirs.milliseconds
                worst = max(worst, ratio)
                asked.setdefault(page, set()).add(mine.queries)
                tell(page, size, mine, theirs, ratio, len(ours()), len(plain()))
        print(
            f"\nqueries grow with rows: {[page for page, seen in asked.items() if len(seen) > 1] or 'nowhere'}"
        )
        print(
            f"most memory of the process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB"
        )
        print(f"worst ratio {worst:.2f} (aim: at most {AIM}), {ground.load()}")


def rounds(size: int) -> int:
    return ROUNDS if size < 100_000 else max(3, ROUNDS // 2)


def pages(city: ground.Ground) -> Iterator[tuple[str, measure.Work, measure.Work]]:
    """Each page's name, and how to get it both ways."""
    from django.test import Client, override_settings
    from django.urls import reverse

    from bench.settings import PLAIN_MIDDLEWARE
    from tests.factories.accounts import sign_in

    ours, plain = (sign_in(Client(), city.city.office) for _way in range(2))
    with override_settings(MIDDLEWARE=PLAIN_MIDDLEWARE):
        plain.get("/plain/home/")
    slug = city.city.assembly.slug
    promised = city.originals[8]
    addresses = {
        "list": (reverse("proposals:list", args=[slug]), f"/plain/{slug}/proposals/"),
        "home": (reverse("me"), "/plain/home/"),
        "thread": (promised.get_absolute_url(), f"/plain/{slug}/proposals/{promised.public_id}/"),
        "figures": (reverse("figures:page", args=[slug]), f"/plain/{slug}/figures/"),
    }
    for page, (address, by_hand) in addresses.items():
        yield page, getting(ours, address), getting(plain, by_hand)


def getting(client, address: str) -> measure.Work:
    def get() -> bytes:
        answer = client.get(address)
        assert answer.status_code == 200, (address, answer.status_code)
        return answer.content

    return get


def tell(page, size, mine, theirs, ratio, length, by_hand) -> None:
    print(
        f"{page:<10}{size:>10,}{mine.milliseconds:>10.1f}{theirs.milliseconds:>10.1f}{ratio:>8.2f}"
        f"{f'{mine.queries} / {theirs.queries}':>10}{f'{mine.kilobytes} / {theirs.kilobytes}':>15}"
        f"{f'{length // 1024} / {by_hand // 1024}':>12}",
        flush=True,
    )


if __name__ == "__main__":
    main()

"""Which rows of how many a page shows, and the addresses of the others."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

NEAR = 2


@dataclass(frozen=True)
class PageLink:
    """A page number, or a gap when it has no address."""

    number: int
    url: str = ""
    current: bool = False


@dataclass(frozen=True)
class Pager:
    """Page `number` of a list of `total` rows; a number out of range is brought back into it."""

    wanted: int
    total: int
    size: int
    url: Callable[[int], str]

    @property
    def pages(self) -> int:
        return max(1, -(-self.total // self.size))

    @property
    def number(self) -> int:
        return min(max(self.wanted, 1), self.pages)

    @property
    def offset(self) -> int:
        return (self.number - 1) * self.size

    @property
    def first_row(self) -> int:
        return self.offset + 1 if self.total else 0

    @property
    def last_row(self) -> int:
        return min(self.offset + self.size, self.total)

    @property
    def previous_url(self) -> str:
        return self.url(self.number - 1) if self.number > 1 else ""

    @property
    def next_url(self) -> str:
        return self.url(self.number + 1) if self.number < self.pages else ""

    @property
    def links(self) -> Iterator[PageLink]:
        """The first page, the last one and those near the current one, with gaps between."""
        near = range(self.number - NEAR, self.number + NEAR + 1)
        last = 0
        for number in sorted({1, self.pages, *near} & set(range(1, self.pages + 1))):
            if number > last + 1:
                yield PageLink(number=last + 1)
            yield PageLink(number, self.url(number), number == self.number)
            last = number

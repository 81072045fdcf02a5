"""Members' card numbers."""

from collections.abc import Iterator

from tongxin.members.models import Member, Term


def free_cards(term: Term) -> Iterator[str]:
    """Numbers for those to whom nobody gave one: 11-0301."""
    taken = set(Member._base_manager.filter(term=term).values_list("card_number", flat=True))
    for number in range(1, 100_000):
        if (card := f"{term.number}-{number:04d}") not in taken:
            yield card

"""A person's own way with a list: no event, it is nobody else's business."""

from typing import Any

from tongxin.accounts.models import ListMemory, Person


def remember_list(person: Person, code: str, remembered: dict[str, Any]) -> None:
    """Keep sort, columns and saved filters of the list `code`; replaces what was kept before."""
    ListMemory.objects.update_or_create(
        person=person, code=code, defaults={"remembered": remembered}
    )

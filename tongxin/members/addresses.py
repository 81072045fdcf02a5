"""Where a member's page is: it shows what later apps keep, so the last of them that has one says so."""

from django.urls import reverse

from tongxin.members.models import Member
from tongxin.organisations.models import Assembly

_page: list[str] = []


def use_member_page(view_name: str) -> None:
    """Name the page of a member; it takes the assembly's slug and the member's public id."""
    _page[:] = [view_name]


def member_url(member: Member, assembly: Assembly) -> str:
    return reverse(_page[0], args=[assembly.slug, member.public_id]) if _page else ""

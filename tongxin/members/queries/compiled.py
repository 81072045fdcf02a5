"""A county's roll as it is frozen for a submission: one line per sitting member, with totals that add up."""

from collections import Counter
from datetime import date
from typing import Any

from tongxin.accounts.terms import Gender
from tongxin.core.digests import canonical, digest
from tongxin.members.models import Member, Term
from tongxin.members.parties import COMMUNISTS
from tongxin.members.queries.sitting import posts_on, sitting
from tongxin.members.terms import Post
from tongxin.organisations.models import Assembly


def compiled(assembly: Assembly, term: Term, on: date) -> dict[str, Any]:
    """The content of a submission: no contacts, no numbers, nothing that the city does not count."""
    rows = Member._base_manager.filter(sitting(on), assembly=assembly, term=term)
    members = [_line(member) for member in rows.select_related("person", "sector").order_by("id")]
    return {"members": members, "totals": _totals(members) | _posts(assembly, term, on)}


def digest_of(content: dict[str, Any]) -> str:
    """The digest that is signed with the roll."""
    return digest(canonical(content))


def _line(member: Member) -> dict[str, str]:
    return {
        "name": member.person.name,
        "gender": member.person.gender,
        "born": member.born_in.isoformat()[:7] if member.born_in else "",
        "sector": member.sector.name,
        "party": member.party_name,
        "education": member.education,
        "employer": member.employer,
    }


def _totals(members: list[dict[str, str]]) -> dict[str, int]:
    genders = Counter(line["gender"] for line in members)
    return {
        "members": len(members),
        "women": genders[Gender.FEMALE],
        "communists": sum(line["party"] in COMMUNISTS for line in members),
    }


def _posts(assembly: Assembly, term: Term, on: date) -> dict[str, int]:
    """How many hold the posts that the city asks after (秘书长配备)."""
    held = posts_on(on, assembly=assembly, member__term=term)
    counts = Counter(held.values_list("post", flat=True))
    return {
        "presidents": counts[Post.PRESIDENT],
        "vice_presidents": counts[Post.VICE_PRESIDENT],
        "secretaries_general": counts[Post.SECRETARY_GENERAL],
    }

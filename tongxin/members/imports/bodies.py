"""Sectors, special committees and parties as rosters write them, and those that an import has to found."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from tongxin.members.models import Body, Sector, SpecialCommittee
from tongxin.members.terms import BodyKind, Post
from tongxin.organisations.models import Assembly, Organisation
from tongxin.organisations.terms import OrganisationKind
from tongxin.papers.spreadsheets.headers import simplified

_POSTS = {
    "副主任": Post.VICE_CHAIR,
    "主任": Post.CHAIR,
    "召集人": Post.CONVENER,
    "委员": Post.MEMBER,
}
_GROUP_POSTS = {"副组长": Post.DEPUTY_LEADER, "组长": Post.LEADER, "组员": Post.PARTICIPANT}
_OF_ASSEMBLY = re.compile(r"^.{0,8}?政协(?=.)")
_STANDING = re.compile(r"(?:常委|常务委员|主席|(?<!副)秘书长)(?:\(.*\)|（.*）)?")
_COMMITTEE = re.compile(rf"(.+?委(?:员会)?)({'|'.join(_POSTS)})?")
_GROUP_WITH_POST = re.compile(rf"(.{{2,}}?)({'|'.join(_GROUP_POSTS)})?")
_WITH_POST = re.compile(rf"(.{{2,}}?)({'|'.join(_POSTS)})?")


def sector_key(name: str) -> str:
    """教育, 教育界 and 教育界别 are one sector."""
    return re.sub(r"界(?:别)?$", "", simplified(name))


def committee_key(name: str) -> str:
    """提案委 and 提案委员会 are one committee."""
    return re.sub(r"委(?:员会)?$", "", simplified(name))


def committee_and_post(text: str) -> tuple[str, Post]:
    """提案委员会副主任 is a committee and a post in it."""
    match = _WITH_POST.fullmatch(text)
    if match is None:
        return text, Post.MEMBER
    return match[1], _POSTS.get(match[2], Post.MEMBER)


@dataclass(frozen=True)
class AssemblyPosts:
    """What a cell such as 市政协常委、提案委副主任 says: a seat in the standing committee, committees, and the rest."""

    is_standing: bool
    committees: list[str]
    unknown: list[str]


def assembly_posts(texts: Sequence[str]) -> AssemblyPosts:
    """The posts in the assembly, apart: chairs and the secretary general sit in the standing committee, too."""
    plain = [_OF_ASSEMBLY.sub("", text) for text in texts]
    standing = [text for text in plain if _STANDING.search(text) and not _is_denied(text)]
    others = [text for text in plain if text not in standing and not _is_denied(text)]
    committees = [text for text in others if _COMMITTEE.fullmatch(text)]
    return AssemblyPosts(
        bool(standing),
        committees,
        [text for text in others if text not in committees and text != "委员"],
    )


def _is_denied(text: str) -> bool:
    return bool(re.match(r"非|不是", text))


def group_and_post(text: str) -> tuple[str, Post]:
    """第一小组组长 is a group and a post in it."""
    match = _GROUP_WITH_POST.fullmatch(text)
    if match is None:
        return text, Post.PARTICIPANT
    return match[1], _GROUP_POSTS.get(match[2], Post.PARTICIPANT)


class Bodies:
    """What the assembly has."""

    def __init__(self, assembly: Assembly):
        self.assembly = assembly
        self.sectors = {
            sector_key(row.name): row for row in Sector.objects.filter(assembly=assembly)
        }
        self.committees = {
            committee_key(name): row
            for row in SpecialCommittee.objects.filter(assembly=assembly)
            for name in (row.name, row.short_name)
        }
        self.groups = {
            simplified(row.name): row
            for row in Body.objects.filter(assembly=assembly, kind=BodyKind.GROUP)
        }
        parties = Organisation.objects.filter(kind=OrganisationKind.PARTY)
        self._parties = {
            simplified(name): row for row in parties for name in (row.name, row.short_name) if name
        }

    def sector(self, name: str) -> Sector | None:
        return self.sectors.get(sector_key(name))

    def committee(self, name: str) -> SpecialCommittee | None:
        return self.committees.get(committee_key(name))

    def group(self, name: str) -> Body | None:
        return self.groups.get(simplified(name))

    def party(self, name: str) -> Organisation | None:
        """The party's organisation; 民盟盟员 belongs to 民盟."""
        key = simplified(name)
        return self._parties.get(key) or self._parties.get(re.sub(r".员$", "", key))

    def new_sectors(self, names: Iterable[str]) -> list[Sector]:
        """Unsaved sectors for the names that are not known, each once."""
        missing = {sector_key(name): name for name in names if self.sector(name) is None}
        return [
            Sector(assembly=self.assembly, name=name, position=position)
            for position, name in enumerate(missing.values(), len(self.sectors) + 1)
        ]

    def new_committees(self, names: Iterable[str]) -> list[SpecialCommittee]:
        missing = {committee_key(name): name for name in names if self.committee(name) is None}
        return [
            SpecialCommittee(
                assembly=self.assembly,
                name=name[:60],
                short_name=re.sub(r"委员会$", "委", name)[:20],
                is_proposals="提案" in name,
                position=position,
            )
            for position, name in enumerate(missing.values(), len(self.committees) + 1)
        ]

    def new_groups(self, names: Iterable[str], starts_on: date) -> list[Body]:
        missing = {simplified(name): name for name in names if self.group(name) is None}
        return [
            Body(assembly=self.assembly, kind=BodyKind.GROUP, name=name[:60], starts_on=starts_on)
            for name in missing.values()
        ]

    def take_in(
        self,
        sectors: Sequence[Sector],
        committees: Sequence[SpecialCommittee],
        groups: Sequence[Body],
    ) -> None:
        """Know the newly founded ones, too."""
        self.groups |= {simplified(row.name): row for row in groups}
        self.sectors |= {sector_key(row.name): row for row in sectors}
        self.committees |= {committee_key(row.name): row for row in committees}

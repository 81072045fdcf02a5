"""Names, numbers and days as official papers write them."""

from tongxin.members.models import PlenarySession
from tongxin.members.models.terms import chinese_number
from tongxin.organisations.models import Assembly
from tongxin.organisations.terms import Channel
from tongxin.papers.documents import Block, Face, Heading, Paragraph, prose
from tongxin.proposals.models import Handling, Proposal

MOST_NAMES = 8
"""How many proposers a letter names one by one."""

LONGEST_QUOTE = 17
"""Characters of a suggestion that still make a heading of one line."""


def session_name(session: PlenarySession | None) -> str:
    """政协澜川市第十一届委员会第五次会议; nothing for a draft, which has no session yet."""
    if session is None:
        return ""
    place = session.assembly.name.removesuffix("委员会")
    term, number = chinese_number(session.term.number), chinese_number(session.number)
    return f"{place}第{term}届委员会第{number}次会议"


def short_session(session: PlenarySession | None) -> str:
    """市政协十一届五次会议."""
    if session is None:
        return ""
    term, number = chinese_number(session.term.number), chinese_number(session.number)
    return f"{level(session.assembly)}政协{term}届{number}次会议"


def level(assembly: Assembly) -> str:
    """市, 县, 区: the last character of the place's name."""
    return assembly.place[-1:]


def committee(assembly: Assembly) -> str:
    """The Proposals Committee in whose name its office writes."""
    return f"{assembly.name}提案委员会"


def inspection_room(handling: Handling) -> str:
    """The office through which the unit was given the proposal."""
    place = level(handling.assembly)
    names: dict[str, str] = {
        Channel.PARTY: f"{place}委办公室",
        Channel.GOVERNMENT: f"{place}政府督查室",
    }
    return names.get(handling.channel, f"{place}政协办公室")


def parts(proposal: Proposal, *roles: str) -> list[Handling]:
    """The units that have a proposal in these roles."""
    rows = proposal.handlings.filter(role__in=roles, ended_on__isnull=True)
    return list(rows.select_related("unit").order_by("id"))


def proposers(proposal: Proposal) -> list[str]:
    """Who proposes: the lead first, then those who confirmed."""
    if not proposal.lead_proposer_id:
        return [proposal.proposer_name]
    return [proposal.proposer_name, *co_signers(proposal)]


def co_signers(proposal: Proposal) -> list[str]:
    """Those who confirmed the text, in the order of the invitations."""
    rows = proposal.co_signatures.all()
    return [
        str(row.member.person)
        for row in sorted(rows, key=lambda row: row.pk)
        if row.text_digest and row.answered_on
    ]


def you(proposal: Proposal) -> str:
    """How a letter speaks to those who propose."""
    if not proposal.lead_proposer_id:
        return "贵单位"
    return "你们" if len(proposers(proposal)) > 1 else "您"


def addressed(proposal: Proposal) -> str:
    """王敏、李喆委员; a body by its name; with those whose proposals were merged in."""
    members: list[str] = []
    bodies: list[str] = []
    merged = sorted(
        (one for one in proposal.merged.all() if one.released_at), key=lambda one: one.pk
    )
    for one in [proposal, *merged]:
        (members if one.lead_proposer_id else bodies).extend(proposers(one))
    members, bodies = list(dict.fromkeys(members)), list(dict.fromkeys(bodies))
    if len(members) > MOST_NAMES:
        named = [f"{members[0]}等{len(members)}位委员"]
    else:
        named = ["、".join(members) + "委员"] if members else []
    return "，".join([*named, *bodies])


def text_blocks(text: dict) -> list[Block]:
    """The words of a proposal under their three heads; empty parts are left out."""
    blocks: list[Block] = []
    for head, words in (("情况", text["situation"]), ("分析", text["analysis"])):
        if words.strip():
            blocks += [Heading(head, numbered=False), *prose(words)]
    if text["suggestions"]:
        blocks.append(Heading("建议", numbered=False))
    for number, words in enumerate(text["suggestions"], 1):
        first, *rest = prose(words) or [Paragraph("")]
        blocks += [Paragraph(f"{number}．{first.text}{getattr(first, 'then', '')}"), *rest]
    return blocks


def about(number: int, suggestion: str) -> list[Block]:
    """The heading over the answer to one suggestion; a long one is quoted below it."""
    short = suggestion.strip().rstrip("。；;")
    if len(short) <= LONGEST_QUOTE and "\n" not in short:
        return [Heading(f"关于“{short}”的建议")]
    quoted = Paragraph(f"原建议：{suggestion.strip()}", face=Face.KAI)
    return [Heading(f"关于第{chinese_number(number)}条建议"), quoted]

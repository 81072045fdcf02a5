"""The register's chapter of the figures page: what is said first, what is drawn, what is tabled."""

from django.utils.translation import gettext_lazy as _

from tongxin.figures.declare import Chapter, FigurePanel, Panel, Table
from tongxin.members.figures import party, structure, tiers

CHAPTER = Chapter(
    "members",
    _("委员"),
    sentences=(
        (structure.OWN, structure.WOMEN, structure.STANDING),
        (tiers.SUBMITTED, tiers.SUBMITTED_WOMEN),
        (party.BRANCHES, party.IN_BRANCH, party.PARTY_MEMBERS, party.BRANCH_COVERAGE),
        (party.CONTACTED, party.OUTSIDE, party.CONTACT_COVERAGE),
        (party.LED, party.LEADER_COVERAGE, party.CONTACTS),
        party.PAIRS,
    ),
    panels=(
        Panel(structure.OWN, structure.BY_SEX),
        FigurePanel(_("年龄"), structure.PRIVATE, structure.AGES),
        Panel(structure.PRIVATE, structure.BY_PARTY),
        Panel(structure.PRIVATE, structure.BY_EDUCATION),
        Panel(structure.OWN, structure.BY_SECTOR, most=34),
        Panel(tiers.SUBMITTED, tiers.BY_COUNTY, most=20),
    ),
    tables=(
        Table(
            "roll_sector",
            _("按界别"),
            ((structure.BY_SECTOR, (structure.OWN, structure.WOMEN, structure.STANDING)),),
        ),
        Table(
            "county",
            _("按县（市）区"),
            ((tiers.BY_COUNTY, (tiers.SUBMITTED, tiers.SUBMITTED_WOMEN)),),
        ),
    ),
    order=200,
)

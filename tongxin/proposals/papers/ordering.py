"""The order to print: who asks, the frozen moment that the paper states, the site that its codes lead to."""

from dataclasses import dataclass, field
from datetime import date, datetime

from django.db.models import Model

from tongxin.accounts.actor import Actor
from tongxin.accounts.permissions import visible
from tongxin.core import clock
from tongxin.members.models import PlenarySession
from tongxin.papers.documents.numerals import chinese_date
from tongxin.proposals import labels
from tongxin.proposals.models import Proposal


@dataclass(frozen=True)
class Order:
    """One order to print. All papers of a batch carry the same moment, whenever each is made."""

    actor: Actor
    at: datetime
    site: str = ""
    session: PlenarySession | None = None
    _patterns: dict[int, str] = field(default_factory=dict, compare=False, repr=False)

    @property
    def on(self) -> date:
        """The Shanghai day of the moment: what letters are dated by."""
        return clock.day_of(self.at)

    @property
    def stamp(self) -> str:
        """The line that every form and list carries."""
        return f"数据截至{chinese_date(self.on)}{self.at.astimezone(clock.SHANGHAI):%H:%M}"

    @property
    def is_told(self) -> bool:
        """Whether the reader learns results only once they were released (practice 2)."""
        return not self.actor.is_any(labels.OFFICE_ROLES)

    def number(self, proposal: Proposal) -> str:
        """第0315号, or the serial number while the case number may not be known."""
        key = proposal.assembly_id
        if key not in self._patterns:
            self._patterns[key] = labels.case_pattern(key)
        return labels.number_for(proposal, self.actor, pattern=self._patterns[key])

    def sees(self, permission: str, record: Model) -> bool:
        """Whether the reader holds a permission for this record."""
        rows = type(record)._base_manager.filter(pk=record.pk)
        return visible(self.actor, permission, rows).exists()

    def address(self, path: str) -> str:
        """A path of the program as it is opened from paper."""
        return f"{self.site}{path}"

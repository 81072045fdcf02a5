"""Short ways along a conversation, all through the actions; for tests that need one at some point."""

from datetime import date, timedelta

from tests.factories.accounts import RoleAssignmentFactory
from tests.factories.cities import City, staff
from tests.factories.members import MemberFactory
from tongxin.accounts.actor import Actor, acting_as
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.deliberation.actions.offer_statement import offer_as_citizen, offer_statement
from tongxin.deliberation.actions.prepare_conversation import prepare_conversation
from tongxin.deliberation.lifecycle import CONVERSATION, STATEMENT
from tongxin.deliberation.models import Conversation, Statement
from tongxin.deliberation.parameters import OPENED
from tongxin.deliberation.terms import Admission, Parting
from tongxin.lifecycle.perform import perform
from tongxin.members.models import Member
from tongxin.organisations.models import RulebookEntry

TODAY = date(2026, 1, 14)
SEEDS = (
    "增加立体停车库",
    "限制非本小区车辆进入",
    "开放周边单位夜间车位",
    "按户分配固定车位",
    "先改善公交再谈车位",
)
PAPER = {"paper_number": "澜协组〔2026〕3号", "approved_on": TODAY}


class Conferring:
    """A city that has opened online deliberation, and who works on it."""

    def __init__(self, city: City):
        self.city = city
        self.assembly = city.assembly
        self.general = staff(Role.GENERAL_OFFICE, city.assembly)
        self.second = staff(Role.COMMITTEE_STAFF, city.assembly)
        self.secgen = staff(Role.SECRETARY_GENERAL, city.assembly)
        RulebookEntry._base_manager.create(
            assembly=city.assembly, code=OPENED, value=True, valid_from=date(2025, 1, 1)
        )

    def member(self, number: int = 0) -> Actor:
        return self.city.member_actor(number)

    def members(self, count: int) -> list[Actor]:
        """So many further members, ready to act."""
        rows: list[Member] = [MemberFactory(assembly=self.assembly) for _number in range(count)]
        return [
            acting_as(
                RoleAssignmentFactory(person=one.person, role=Role.MEMBER, assembly=self.assembly)
            )
            for one in rows
        ]

    def draft(self, **changes) -> Conversation:
        """Prepared: collecting today, voting from tomorrow."""
        values = {
            "question": "老旧小区停车位怎样增加？",
            "background": "全市老旧小区车位缺口约两万个。",
            "admission": Admission.MEMBERS,
            "committee": None,
            "body": None,
            "parting": Parting.NONE,
            "collects_on": TODAY,
            "votes_on": TODAY + timedelta(days=1),
            "discusses_on": TODAY + timedelta(days=8),
            "closes_on": TODAY + timedelta(days=12),
            "adds_while_voting": True,
            "seeds": "\n".join(SEEDS),
        }
        return prepare_conversation(self.assembly, actor=self.general, **(values | changes))

    def approved(self, **changes) -> Conversation:
        return perform(CONVERSATION.approve, self.draft(**changes), self.secgen, **PAPER)

    def collecting(self, **changes) -> Conversation:
        return perform(CONVERSATION.collect, self.approved(**changes), self.general)

    def voting(self, **changes) -> Conversation:
        return perform(CONVERSATION.vote, self.approved(**changes), self.general)

    def closed(self, conversation: Conversation) -> Conversation:
        perform(CONVERSATION.discuss, fresh(conversation), self.general)
        return perform(CONVERSATION.close, fresh(conversation), self.general)

    def offered(self, conversation: Conversation, words: str = "夜间免费停放", number: int = 0):
        return offer_statement(conversation, words, actor=self.member(number))

    def offered_by_citizen(self, conversation: Conversation, words: str) -> Statement:
        return offer_as_citizen(conversation, words)

    def shown(self, conversation: Conversation, words: str = "夜间免费停放") -> Statement:
        return perform(STATEMENT.show, self.offered(conversation, words), self.general)

    def held_back(self, statement: Statement, **changes) -> Statement:
        values = {"rule": "unclear", "reason": "请分成两条", "same_as": None} | changes
        return perform(STATEMENT.hold_back, statement, self.general, **values)


def statements_of(conversation: Conversation) -> list[Statement]:
    """All of them by number, with their conversation."""
    rows = Statement._base_manager.filter(conversation=conversation)
    return list(rows.select_related("conversation").order_by("number"))


def fresh(row):
    return type(row)._base_manager.get(pk=row.pk)


def days_later(days: int):
    """The clock so many days on, at nine."""
    moment = clock.now() + timedelta(days=days)
    return clock.frozen(moment)

"""What a returned sheet asks to be entered: for each part in a proposal the acts, in order, and everything against them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.utils.translation import gettext_noop as noop

from tongxin.core import clock, text
from tongxin.organisations import rulebook
from tongxin.organisations.models import Organisation
from tongxin.papers.imports.rows import Issue, StagedRow
from tongxin.papers.models import StoredFile
from tongxin.proposals.actions.enter_for_unit import ReplyDraft
from tongxin.proposals.actions.save_reply import ItemDraft
from tongxin.proposals.conditions import current_objection, current_reply, waiting_assistants
from tongxin.proposals.imports.return_columns import REPLY_CODES
from tongxin.proposals.lifecycle import HANDLING
from tongxin.proposals.models import Handling, Reply
from tongxin.proposals.terms import ItemAnswer, UnitRole

WORDS = (
    "handler",
    "talked_with",
    "opinion",
    "signer",
    "number",
    "no_publish_reason",
    "objection",
    "text",
    "reason",
    "promise",
    "responsible",
)
DAYS = ("signed_on", "talked_on", "replied_on", "looked_on")


@dataclass(frozen=True)
class Step:
    """One act to enter: dated by the paper, with what its effect takes."""

    code: str
    on: date
    data: dict[str, Any] = field(default_factory=dict)
    draft: ReplyDraft | None = None

    @property
    def act(self):
        return HANDLING.acts[self.code]


@dataclass
class ReturnedPart:
    """One part in a proposal as its rows tell it, beside what is known of it."""

    row: StagedRow
    handling: Handling
    files: dict[str, StoredFile]
    units: dict[str, Organisation]
    answers: list[StagedRow] = field(default_factory=list)
    opining: frozenset[int] = frozenset()

    # What the row says

    @cached_property
    def returns_reply(self) -> bool:
        return any(self.row.get(code) for code in REPLY_CODES) or bool(self._answered)

    @cached_property
    def _answered(self) -> list[StagedRow]:
        return [row for row in self.answers if row.get("answer") or row.get("text")]

    @property
    def signs(self) -> bool:
        return bool(self.row.get("signed_on") or self.row.get("handler"))

    @property
    def is_empty(self) -> bool:
        """Nobody filled anything in."""
        said = ("talked_on", "opinion", "objection")
        return not (self.signs or self.returns_reply or any(self.row.get(code) for code in said))

    def day(self, code: str) -> date | None:
        written = self.row.get(code)
        return date.fromisoformat(written) if written else None

    @property
    def sealed_file(self) -> StoredFile | None:
        return self.files.get(self.row.get("file", ""))

    # What is known already

    @cached_property
    def reply(self) -> Reply | None:
        return current_reply(self.handling)

    @cached_property
    def is_replied_alike(self) -> bool:
        """The reply of this sheet has been entered."""
        reply = self.reply
        return (
            self.handling.is_replied
            and reply is not None
            and reply.document_number == self.row.get("number", "")
            and reply.replied_on == self.day("replied_on")
        )

    @cached_property
    def has_objected_alike(self) -> bool:
        asked = current_objection(self.handling)
        return asked is not None and asked.reason == self.row.get("objection")

    @cached_property
    def has_opined_alike(self) -> bool:
        return self.handling.has_opined and self.handling.opinion == self.row.get("opinion")

    @cached_property
    def has_talked_alike(self) -> bool:
        said = {"on": self.day("talked_on"), "form": self.row.get("talked_by", "")}
        return self.handling.contacts.filter(round=self.handling.round, **said).exists()

    @property
    def is_settled(self) -> bool:
        """Everything the row says has been entered before."""
        handling = self.handling
        if handling.is_replied:
            return self.is_replied_alike or not self.returns_reply
        if handling.has_opined:
            return self.has_opined_alike or not self.row.get("opinion")
        if handling.is_objecting:
            return self.has_objected_alike
        return handling.takes_entries and not self.steps()

    # What is to be entered

    def steps(self) -> list[Step]:
        """The acts in order, without those that were entered before."""
        if not self.handling.takes_entries:
            return []
        if self.row.get("objection"):
            return [self._objection()]
        ways = (
            (self.handling.awaits_signing and self.signs, self._signing),
            (bool(self.row.get("talked_on")) and not self.has_talked_alike, self._talk),
            (bool(self.row.get("opinion")), self._opinion),
            (self.returns_reply, self._reply),
        )
        return [make() for applies, make in ways if applies]

    def _signing(self) -> Step:
        said = {"handler_name": self.row.get("handler", "")}
        said["handler_phone"] = self.row.get("phone", "")
        return Step("acknowledge", self.day("signed_on") or clock.today(), said)

    def _talk(self) -> Step:
        on = self.day("talked_on") or clock.today()
        with_whom = self.row.get("talked_with") or self.handling.proposal.proposer_name
        said = {"on": on, "form": self.row.get("talked_by", ""), "with_whom": with_whom}
        return Step("log_contact", on, {**said, "with_whom": with_whom[:80]})

    def _opinion(self) -> Step:
        on = self.day("replied_on") or self.day("signed_on") or clock.today()
        return Step("opine", on, {"opinion": self.row["opinion"]})

    def _objection(self) -> Step:
        on = self.day("signed_on") or clock.today()
        other = self.units.get(self.row.get("other_unit", ""))
        return Step("object", on, {"reason": self.row["objection"], "suggested_unit": other})

    def _reply(self) -> Step:
        row = self.row
        words = {
            "reply_class": row.get("reply_class", ""),
            "may_publish": bool(row.get("may_publish")),
            "no_publish_reason": row.get("no_publish_reason", ""),
        }
        said = {
            "signer": row.get("signer", ""),
            "document_number": row.get("number", ""),
            "sealed_file": self.sealed_file,
            "looked_on": self.day("looked_on"),
        }
        draft = ReplyDraft([_item(one) for one in self._answered], words)
        return Step("enter_reply", self.day("replied_on") or clock.today(), said, draft)

    # What stands against it

    def faults(self) -> Iterator[Issue]:
        """Every reason for which the part cannot be entered, at its row."""
        row, handling = self.row, self.handling
        if row.get("round", handling.round) != handling.round:
            yield row.error(
                noop("这是第 %(there)d 次办理的回件，现在是第 %(now)d 次办理"),
                "round",
                there=row["round"],
                now=handling.round,
            )
        yield from self._secrets()
        yield from self._wrong_days()
        if not handling.takes_entries:
            yield from self._wrong_state()
        elif row.get("objection"):
            yield from self._objection_faults()
        else:
            yield from self._work_faults()

    def _secrets(self) -> Iterator[Issue]:
        for row in (self.row, *self.answers):
            words = "\n".join(str(row.get(code, "")) for code in WORDS)
            if text.is_stopped(text.secrecy_marks(words)):
                yield row.error(noop("有密级标志。本系统只处理非涉密材料，请改用机要渠道报送"))

    def _wrong_days(self) -> Iterator[Issue]:
        assigned = self.handling.assigned_on
        for code in DAYS:
            day = self.day(code)
            if day and day > clock.today():
                yield self.row.error(noop("“%(column)s”不能晚于今天"), code)
            elif day and assigned and day < assigned:
                yield self.row.error(noop("“%(column)s”不能早于交办日期"), code)

    def _wrong_state(self) -> Iterator[Issue]:
        handling = self.handling
        if handling.is_replied and self.reply:
            yield self.row.error(
                noop("已经答复（%(number)s），不能再登记"), number=self.reply.document_number
            )
            return
        yield self.row.error(
            noop("现在是“%(state)s”，不能登记"), state=str(handling.get_state_display())
        )

    def _objection_faults(self) -> Iterator[Issue]:
        row = self.row
        if not self.handling.awaits_signing:
            yield row.error(noop("已经签收，不能再申请改办"), "objection")
        if self.handling.round > 1:
            yield row.error(noop("重新办理的提案不再改办"), "objection")
        if row.get("handler") or self.returns_reply or row.get("opinion"):
            yield row.error(noop("申请改办的，不要同时填经办人、意见或答复"), "objection")
        if row.get("other_unit") and row["other_unit"] not in self.units:
            yield row.error(noop("不认识的单位“%(value)s”"), "other_unit", value=row["other_unit"])

    def _work_faults(self) -> Iterator[Issue]:
        row = self.row
        if self.handling.awaits_signing:
            missing = [code for code in ("signed_on", "handler") if not row.get(code)]
            for code in missing:
                yield row.error(noop("还没有签收，请填“%(column)s”"), code)
        if row.get("talked_on") and not row.get("talked_by"):
            yield row.error(noop("请填“%(column)s”"), "talked_by")
        if self.handling.role == UnitRole.ASSIST:
            yield from self._assisting_faults()
            return
        if row.get("opinion"):
            yield row.error(noop("只有会办单位填协办意见"), "opinion")
        if self.returns_reply and not self.handling.owes_reply:
            yield row.error(noop("参阅单位不答复"), "number")
        elif self.returns_reply:
            yield from self._reply_faults()

    def _assisting_faults(self) -> Iterator[Issue]:
        if self.returns_reply:
            yield self.row.error(noop("会办单位把意见交给主办单位，不直接答复；请填协办意见"))
        if self.row.get("talked_on"):
            yield self.row.error(noop("会办单位不登记沟通"), "talked_on")

    def _reply_faults(self) -> Iterator[Issue]:
        row = self.row
        for code in REPLY_CODES:
            if not row.get(code):
                yield row.error(noop("登记答复还缺“%(column)s”"), code)
        if "may_publish" not in row.values:
            yield row.error(noop("请写明是否同意公开"), "may_publish")
        elif not row["may_publish"] and not row.get("no_publish_reason"):
            yield row.error(noop("不同意公开的，请写明理由"), "no_publish_reason")
        looked, replied = self.day("looked_on"), self.day("replied_on")
        if looked and replied and looked > replied:
            yield row.error(noop("审核日期不能晚于答复日期"), "looked_on")
        yield from self._file_faults()
        yield from self._answer_faults()
        yield from self._before_reply()

    def _file_faults(self) -> Iterator[Issue]:
        name, stored = self.row.get("file"), self.sealed_file
        if name and stored is None:
            yield self.row.error(noop("没有随表交回文件“%(name)s”"), "file", name=name)
        elif stored and self.row.get("digest", stored.digest).lower() != stored.digest:
            yield self.row.error(
                noop("文件“%(name)s”与所填摘要不符，可能在传送中损坏或换了文件"),
                "digest",
                name=name,
            )

    def _answer_faults(self) -> Iterator[Issue]:
        given = {row["item"]: row for row in self.answers}
        if len(given) < len(self.answers):
            yield self.row.error(noop("同一条建议填了两行答复"))
        known = range(1, len(self.handling.proposal.suggestions) + 1)
        for number in sorted(set(given) - set(known)):
            yield given[number].error(noop("这件提案没有第 %(number)d 条建议"), number=number)
        for number in known:
            answer = given.get(number)
            if answer is None or not (answer.get("answer") and answer.get("text")):
                at = answer or self.row
                yield at.error(noop("第 %(number)d 条建议还没有答复"), number=number)
            elif answer["answer"] == ItemAnswer.NOT_ADOPTED and not answer.get("reason"):
                yield answer.error(noop("未采纳的，请写明理由"), "reason")
            elif answer.get("promise") and not answer.get("promised_for"):
                yield answer.error(noop("写了承诺事项，请填“%(column)s”"), "promised_for")

    def _before_reply(self) -> Iterator[Issue]:
        """What has to have happened before a reply, here or in this sheet."""
        handling = self.handling
        must_talk = rulebook.value("proposals.contact_before_reply", handling.assembly_id)
        talked = handling.contacts.filter(round=handling.round)
        if must_talk and not self.row.get("talked_on") and not talked.exists():
            yield self.row.error(
                noop("答复前须与提案者沟通，请填“%(column)s”和沟通方式"), "talked_on"
            )
        waited_for = [one for one in waiting_assistants(handling) if one.pk not in self.opining]
        if waited_for:
            units = "、".join(str(one.unit) for one in waited_for)
            yield self.row.error(noop("会办单位的意见还没有到期：%(units)s"), units=units)


def _item(row: StagedRow) -> ItemDraft:
    promised = row.get("promised_for")
    return ItemDraft(
        row["item"],
        answer=row.get("answer", ""),
        text=row.get("text", ""),
        reason=row.get("reason", ""),
        promise=row.get("promise", ""),
        promised_for=date.fromisoformat(promised) if promised else None,
        responsible=row.get("responsible", ""),
    )

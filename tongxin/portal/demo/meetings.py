"""Plays the meetings of the running year: a plenary under way, what is coming, what waits to be closed."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta
from typing import Any

from tongxin.accounts.actor import Actor, acting_as
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.clock import SHANGHAI
from tongxin.gatherings.actions.call_roll import call_roll
from tongxin.gatherings.actions.outcomes import Found, add_outcomes
from tongxin.gatherings.actions.plan_gathering import plan_gathering
from tongxin.gatherings.actions.questions import ask_question
from tongxin.gatherings.actions.set_agenda import set_agenda
from tongxin.gatherings.actions.speeches import call_for_speeches, start_speech
from tongxin.gatherings.kinds import kind_of
from tongxin.gatherings.lifecycle import GATHERING, INVITATION, LEAVE, QUESTION, SPEECH
from tongxin.gatherings.models import Gathering, GatheringKind, Invitation, LeaveRequest, Sitting
from tongxin.gatherings.queries.lists import expected_at
from tongxin.gatherings.terms import LeaveGround, OutcomeKind, SpeechForm
from tongxin.gatherings.values import Plan, Point, Slot
from tongxin.lifecycle.perform import perform
from tongxin.members.actions.appoint import appoint
from tongxin.members.actions.found_bodies import found_body
from tongxin.members.models import Appointment, Body, Member, PlenarySession, SpecialCommittee
from tongxin.members.queries.contacts import sitting_members
from tongxin.members.terms import BodyKind, Post
from tongxin.organisations.models import Assembly
from tongxin.portal.demo.found import Cast

DAY = timedelta(days=1)
MORNING, NOON, AFTERNOON, EVENING = time(9), time(11, 30), time(14, 30), time(17)
GROUPS = ("第二委员小组", "第三委员小组", "第四委员小组", "第五委员小组")
ON_LEAVE, UNDECIDED, UNANSWERED, LATE = 9, 3, 14, 11
SPEECHES = (
    ("做优林下经济，拉长产业链条", SpeechForm.ORAL),
    ("让老旧小区的电梯装得成、用得好", SpeechForm.ORAL),
    ("县域医共体要先通信息、再通药品", SpeechForm.ORAL),
    ("把冷资源做成热产业", SpeechForm.WRITTEN),
    ("职业教育怎样跟上本地用工", SpeechForm.WRITTEN),
    ("乡村公共浴室的运营办法", SpeechForm.WRITTEN),
)


def play(cast: Cast) -> None:
    """Everything through the actions, up to the city's present moment."""
    city = cast.assemblies[cast.city.assemblies[0].slug]
    meetings = Meetings(cast, city)
    meetings.form_groups()
    meetings.plenary()
    meetings.past_briefing()
    meetings.coming_standing_committee()
    meetings.survey_in_draft()


class Meetings:
    """The city's offices and members, and the steps they take."""

    def __init__(self, cast: Cast, city: Assembly):
        self.cast, self.city, self.slug = cast, city, city.slug
        self.office = self._one(Role.GENERAL_OFFICE)
        self.members = list(sitting_members(city))
        self.now = clock.now()

    def _one(self, role: Role) -> Actor:
        return self.cast.holders(role, self.slug)[0]

    def member(self, invitation: Invitation) -> Actor:
        """Whoever is invited, acting as a member."""
        person: Any = invitation.person
        held = person.roles.in_force(clock.today())
        return acting_as(held.filter(role=Role.MEMBER, assembly=self.city).first())

    # Groups

    def form_groups(self) -> None:
        """Every member sits in one of the groups, beside the one that is there already."""
        held = Appointment.objects.filter(body__kind=BodyKind.GROUP, ends_on__isnull=True)
        free = [
            one for one in self.members if one.pk not in set(held.values_list("member", flat=True))
        ]
        bodies = [self._group(name) for name in GROUPS]
        for number, body in enumerate(bodies):
            own = free[number :: len(bodies)]
            posts = [Post.LEADER, Post.DEPUTY_LEADER, *[Post.PARTICIPANT] * len(own)]
            appoint(
                [self._post(*pair, body) for pair in zip(own, posts, strict=False)],
                actor=self.office,
            )

    def _group(self, name: str) -> Body:
        return found_body(
            self.city, actor=self.office, kind=BodyKind.GROUP, name=name, starts_on=self._new_year()
        )

    def _post(self, member: Member, post: Post, body: Body) -> Appointment:
        return Appointment(
            assembly=self.city, member=member, post=post, body=body, starts_on=self._new_year()
        )

    def _new_year(self) -> date:
        return date(clock.today().year, 1, 1)

    # The plenary

    def plenary(self) -> None:
        """Announced ten days before; answered, partly on leave; its first half days are over, the door is open."""
        session = PlenarySession.objects.filter(
            assembly=self.city, closes_on__gte=clock.today()
        ).latest("opens_on")
        with self._earlier(session.opens_on - 10 * DAY):
            gathering = self._plan(
                "plenary",
                {
                    "title": f"市政协{session}会议",
                    "place": "市会议中心",
                    "dress": "正装",
                    "transport": "驻地统一乘车，会前四十分钟发车",
                },
                list(self._half_days(session)),
            )
            self._agendas(gathering)
            perform(GATHERING.announce, gathering, self.office)
        gathering.refresh_from_db()
        with self._earlier(session.opens_on - 8 * DAY):
            gathering = call_for_speeches(
                gathering, actor=self.office, due_on=session.opens_on - 2 * DAY, minutes=8
            )
            self._answers(gathering)
            self._speeches(gathering)
        self._doors(gathering)
        self._questions(gathering)

    def _half_days(self, session: PlenarySession) -> Iterator[Slot]:
        groups = list(Body.objects.filter(assembly=self.city, kind=BodyKind.GROUP))
        days = (session.closes_on - session.opens_on).days + 1
        for number in range(2 * days - 1):
            on = session.opens_on + number // 2 * DAY
            begins, ends = (AFTERNOON, EVENING) if number % 2 else (MORNING, NOON)
            title = TITLES[min(number, len(TITLES) - 1)] if number < 2 * days - 2 else "闭幕会"
            if number % 2 == 0:
                yield Slot(_at(on, begins), _at(on, ends), title=title)
                continue
            for room, group in enumerate(groups, start=1):
                yield Slot(
                    _at(on, begins),
                    _at(on, ends),
                    title="小组讨论",
                    place=f"会议中心{room}号会议室",
                    group=group,
                )

    def _agendas(self, gathering: Gathering) -> None:
        opening = gathering.sittings.filter(group=None).first()
        set_agenda(
            opening,
            actor=self.office,
            points=[
                Point("审议通过会议议程", "主持人", 5),
                Point("听取常务委员会工作报告", "主席", 60),
                Point("听取提案工作情况报告", "副主席", 40),
            ],
        )

    def _answers(self, gathering: Gathering) -> None:
        """Most come; some ask for leave, a few of these still wait; some have not answered."""
        invited = list(gathering.invitations.select_related("person").order_by("id"))
        asking, silent = invited[:ON_LEAVE], invited[ON_LEAVE : ON_LEAVE + UNANSWERED]
        for invitation in invited[len(asking) + len(silent) :]:
            perform(INVITATION.come, invitation, self.member(invitation))
        grounds = [LeaveGround.SUPERIOR, LeaveGround.OFFICIAL, LeaveGround.ILLNESS]
        for number, invitation in enumerate(asking):
            perform(
                INVITATION.ask_leave,
                invitation,
                self.member(invitation),
                ground=grounds[number % len(grounds)],
            )
        waiting = LeaveRequest.objects.filter(invitation__gathering=gathering).order_by("id")
        for leave in waiting[: ON_LEAVE - UNDECIDED]:
            perform(LEAVE.grant, leave, self._one(Role.CHAIR))

    def _speeches(self, gathering: Gathering) -> None:
        """Six are handed in; four are chosen."""
        coming = (
            gathering.invitations.filter(Invitation.coming())
            .select_related("person")
            .order_by("-id")
        )
        for number, (invitation, (title, wish)) in enumerate(zip(coming, SPEECHES, strict=False)):
            speaker = self.member(invitation)
            speech = start_speech(
                gathering, actor=speaker, title=title, wish=wish, body=f"{title}。\n\n" + BODY
            )
            speech = perform(SPEECH.submit, speech, speaker)
            if number < 4:
                perform(SPEECH.choose, speech, self.office, form=wish, minutes=8)

    def _doors(self, gathering: Gathering) -> None:
        """Whoever was expected at a sitting that has begun is there, but for some; the running one still fills."""
        for sitting in gathering.sittings.filter(starts_at__lte=self.now):
            there = list(expected_at(sitting).filter(Invitation.to_print()).order_by("id"))
            kept_away = there[:: LATE if sitting.ends_at < self.now else 3]
            present = [one for one in there if one not in kept_away]
            with clock.frozen(sitting.starts_at - timedelta(minutes=8)):
                call_roll(sitting, present, actor=self.office)

    def _questions(self, gathering: Gathering) -> None:
        """Two questions to a leader, one answered and followed up."""
        invitations = gathering.invitations.filter(Invitation.coming()).select_related("person")[:2]
        asked = [
            ask_question(gathering, actor=self.member(one), words=words, asked_of="市政府负责同志")
            for one, words in zip(invitations, QUESTIONS, strict=True)
        ]
        perform(
            QUESTION.answer,
            asked[0],
            self.office,
            answer="已列入今年民生实事，三月底前公布安装名单。",
            answered_by="市政府副市长",
            answered_on=clock.today(),
        )

    # What else is on the calendar

    def past_briefing(self) -> None:
        """Over since last week, and still to be closed."""
        on = clock.today() - 6 * DAY
        with self._earlier(on - 6 * DAY):
            gathering = self._plan(
                "briefing",
                {"title": "市政府全年工作情况通报会", "place": "市会议中心"},
                [_morning(on)],
                {"variety": "government", "speaker": "市政府副市长"},
            )
            gathering = perform(GATHERING.announce, gathering, self.office)
        (sitting,) = gathering.sittings.all()
        with clock.frozen(sitting.starts_at):
            self._there(sitting, share=5)
        add_outcomes(
            gathering,
            actor=self.office,
            found=[
                Found(OutcomeKind.SUGGESTION, "通报材料提前两天发给委员"),
                Found(OutcomeKind.SUGGESTION, "对去年委员意见的落实逐条回应"),
            ],
        )

    def _there(self, sitting: Sitting, share: int) -> None:
        expected = list(expected_at(sitting).order_by("id"))
        call_roll(sitting, [one for n, one in enumerate(expected) if n % share], actor=self.office)

    def coming_standing_committee(self) -> None:
        """Next week; most have still to answer."""
        on = clock.today() + 8 * DAY
        with self._earlier(clock.today() - DAY):
            gathering = self._plan(
                "standing_committee",
                {"title": "市政协常委会会议", "place": "市政协常委会议室"},
                [_morning(on)],
            )
            perform(GATHERING.announce, gathering, self.office)
        for invitation in gathering.invitations.select_related("person").order_by("id")[:5]:
            perform(INVITATION.come, invitation, self.member(invitation))

    def survey_in_draft(self) -> None:
        """A committee is still planning."""
        committee = SpecialCommittee.objects.filter(assembly=self.city).first()
        self._plan(
            "survey",
            {"title": "冬季供热保障调研", "place": "东城热源厂", "theme": "供热保障"},
            [_morning(clock.today() + 14 * DAY)],
            {"variety": "topic"},
            committee,
        )

    def _plan(
        self,
        code: str,
        words: dict[str, Any],
        slots: Sequence[Slot],
        values: dict[str, Any] | None = None,
        organiser: SpecialCommittee | None = None,
    ) -> Gathering:
        kind = kind_of(GatheringKind.objects.get(assembly=None, code=code), self.city)
        plan = Plan(words, values or {}, organiser)
        return plan_gathering(kind, actor=self.office, plan=plan, slots=slots)

    @contextmanager
    def _earlier(self, on: date) -> Iterator[None]:
        with clock.frozen(_at(on, MORNING)):
            yield


TITLES: Sequence[str] = ("开幕会", "小组讨论", "大会发言", "小组讨论", "联组讨论", "小组讨论")
BODY = "一、现状。\n二、问题：政策知晓不够，部门衔接不畅。\n三、建议：一张清单、一个窗口、按季公布进展。"
QUESTIONS: Iterable[str] = (
    "今年老旧小区加装电梯的补贴什么时候公布？",
    "北部乡镇的冬季班车能不能延长到晚上七点？",
)


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, tzinfo=SHANGHAI)


def _morning(day: date) -> Slot:
    return Slot(_at(day, MORNING), _at(day, NOON))

"""The words of membership: mandates, bodies and posts, corrections, submitted rolls, contact pairs."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class MandateStart(models.TextChoices):
    ELECTED = "elected", _("换届产生")
    CO_OPTED = "co_opted", _("增补")


class MandateEnd(models.TextChoices):
    TERM = "term", _("届满")
    RESIGNED = "resigned", _("辞去")
    REMOVED = "removed", _("撤销资格")
    MOVED = "moved", _("工作调动")
    DIED = "died", _("去世")
    DOUBLE = "double", _("重复登记")

    @classmethod
    def to_choose(cls) -> list[tuple[str, str]]:
        """Those that somebody gives as a reason; a double is found by a merge."""
        return [one for one in cls.choices if one[0] != cls.DOUBLE]


class Post(models.TextChoices):
    """What somebody is in a body; `POSTS` says which posts belong to which kind."""

    CHAIR = "chair", _("主任")
    VICE_CHAIR = "vice_chair", _("副主任")
    MEMBER = "member", _("委员")
    CONVENER = "convener", _("召集人")
    PRESIDENT = "president", _("主席")
    VICE_PRESIDENT = "vice_president", _("副主席")
    SECRETARY_GENERAL = "secretary_general", _("秘书长")
    STANDING = "standing", _("常委")
    LEADER = "leader", _("组长")
    DEPUTY_LEADER = "deputy_leader", _("副组长")
    SECRETARY = "secretary", _("书记")
    DEPUTY_SECRETARY = "deputy_secretary", _("副书记")
    PARTICIPANT = "participant", _("成员")
    SUPERVISOR = "supervisor", _("民主监督员")
    HOLDER = "holder", _("任职")

    @classmethod
    def of_leaders(cls) -> frozenset["Post"]:
        """Those whose holders lead the assembly (政协班子成员)."""
        return frozenset({cls.PRESIDENT, cls.VICE_PRESIDENT, cls.SECRETARY_GENERAL})


class PostEnd(models.TextChoices):
    TERM = "term", _("届满")
    RELIEVED = "relieved", _("免去")
    RESIGNED = "resigned", _("辞去")
    MOVED = "moved", _("工作调动")
    SEAT = "seat", _("随委员任期终止")
    DOUBLE = "double", _("重复登记")

    @classmethod
    def to_choose(cls) -> list[tuple[str, str]]:
        """Those that somebody gives as a reason; a double is found by a merge."""
        return [one for one in cls.choices if one[0] != cls.DOUBLE]


class BodyKind(models.TextChoices):
    """Bodies beside special committees and sectors in which members hold posts."""

    STANDING_COMMITTEE = "standing_committee", _("常务委员会")
    PARTY_GROUP = "party_group", _("党组")
    BRANCH = "branch", _("党支部")
    GROUP = "group", _("委员小组")
    LEADING_GROUP = "leading_group", _("领导小组")
    SUPERVISED = "supervised", _("受聘监督单位")
    CONCURRENT = "concurrent", _("兼任职务单位")


IN_COMMITTEES = (Post.CHAIR, Post.VICE_CHAIR, Post.MEMBER)
IN_SECTORS = (Post.CONVENER,)
POSTS: dict[str, tuple[Post, ...]] = {
    BodyKind.STANDING_COMMITTEE: (
        Post.PRESIDENT,
        Post.VICE_PRESIDENT,
        Post.SECRETARY_GENERAL,
        Post.STANDING,
    ),
    BodyKind.PARTY_GROUP: (Post.SECRETARY, Post.DEPUTY_SECRETARY, Post.PARTICIPANT),
    BodyKind.BRANCH: (Post.SECRETARY, Post.DEPUTY_SECRETARY, Post.PARTICIPANT),
    BodyKind.GROUP: (Post.LEADER, Post.DEPUTY_LEADER, Post.PARTICIPANT),
    BodyKind.LEADING_GROUP: (Post.LEADER, Post.DEPUTY_LEADER, Post.PARTICIPANT),
    BodyKind.SUPERVISED: (Post.SUPERVISOR,),
    BodyKind.CONCURRENT: (Post.HOLDER,),
}
"""The posts that each kind of body has."""


class CollectiveKind(models.TextChoices):
    """Who may propose as a body (集体提案)."""

    PARTY = "party", _("党派")
    PEOPLES_ORGANISATION = "peoples_organisation", _("人民团体")
    COMMITTEE = "committee", _("专委会")
    SECTOR = "sector", _("界别")
    GROUP = "group", _("委员小组")
    COUNTY = "county", _("县（市）区政协")


class CorrectionState(models.TextChoices):
    """A member's wish to have own data corrected."""

    ASKED = "asked", _("待审核")
    APPROVED = "approved", _("已采用")
    REFUSED = "refused", _("未采用")
    WITHDRAWN = "withdrawn", _("已撤回")


class SubmissionState(models.TextChoices):
    """A county's signed roll on its way to the city."""

    COMPILED = "compiled", _("已汇总")
    SUBMITTED = "submitted", _("已报送")
    ACCEPTED = "accepted", _("已接收")
    SENT_BACK = "sent_back", _("已退回")
    SUPERSEDED = "superseded", _("已由新报送取代")


class PairKind(models.TextChoices):
    """Who keeps in contact with whom."""

    LEADER_MEMBER = "leader_member", _("班子成员联系委员")
    PARTY_OUTSIDE = "party_outside", _("党员委员联系党外委员")
    LEADER_COUNTY = "leader_county", _("班子成员联系县（市）区政协")
    LEADER_ENTERPRISE = "leader_enterprise", _("班子成员联系企业")
    LEADER_PARTY = "leader_party", _("班子成员联系党派和团体")
    OUTREACH = "outreach", _("班子成员联系非公经济和新阶层委员")
    LEADER_COMMITTEE = "leader_committee", _("主席会议成员联系专委会")
    COMMITTEE_DEPARTMENT = "committee_department", _("专委会对口联系部门")


class ContactWay(models.TextChoices):
    VISIT = "visit", _("走访")
    TALK = "talk", _("谈心谈话")
    PHONE = "phone", _("电话")
    MEETING = "meeting", _("座谈")


class ContactTheme(models.TextChoices):
    """What a contact was about: one word, and nothing of what was said (practice 15)."""

    DUTIES = "duties", _("履职")
    STUDY = "study", _("学习")
    WORK = "work", _("工作和生产")
    LIFE = "life", _("生活")
    POLICY = "policy", _("政策宣传")
    OTHER = "other", _("其他")


class HelpOutcome(models.TextChoices):
    """What became of the help that was asked for."""

    OPEN = "open", _("办理中")
    GIVEN = "given", _("已解决")
    PASSED_ON = "passed_on", _("已转有关部门")
    EXPLAINED = "explained", _("已作解释")

"""The words of membership: how a mandate begins and ends, posts, kinds of collective proposer."""

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


class Post(models.TextChoices):
    CHAIR = "chair", _("主任")
    VICE_CHAIR = "vice_chair", _("副主任")
    MEMBER = "member", _("委员")
    CONVENER = "convener", _("召集人")


class CollectiveKind(models.TextChoices):
    """Who may propose as a body (集体提案)."""

    PARTY = "party", _("党派")
    PEOPLES_ORGANISATION = "peoples_organisation", _("人民团体")
    COMMITTEE = "committee", _("专委会")
    SECTOR = "sector", _("界别")
    GROUP = "group", _("委员小组")
    COUNTY = "county", _("县（市）区政协")

"""The words of an import: stages of a batch, what becomes of a row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

PERMISSION = "papers.import"
SOURCE_FILE = "papers.import_source"


class Stage(models.TextChoices):
    UPLOADED = "uploaded", _("待核对列名")
    CHECKING = "checking", _("检查中")
    CHECKED = "checked", _("待确认")
    CONFIRMED = "confirmed", _("已导入")
    UNDONE = "undone", _("已撤销")
    DISCARDED = "discarded", _("已放弃")

    @classmethod
    def open(cls) -> tuple["Stage", ...]:
        """Still on the way: may be matched, checked and discarded."""
        return (cls.UPLOADED, cls.CHECKING, cls.CHECKED)


class Decision(models.TextChoices):
    CREATE = "create", _("新增")
    UPDATE = "update", _("更新")
    SKIP = "skip", _("跳过")
    UNDECIDED = "undecided", _("待选择")
    FAULTY = "faulty", _("有错")

    @classmethod
    def written(cls) -> tuple["Decision", ...]:
        """Rows that a confirmation writes."""
        return (cls.CREATE, cls.UPDATE)

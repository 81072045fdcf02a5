"""The words of an import: stages of a batch, what becomes of a row."""

from django.db import models
from django.utils.translation import gettext_lazy as _

PERMISSION = "papers.import"
CONFIRM = "papers.confirm_import"
UNDO = "papers.undo_import"
SOURCE_FILE = "papers.import_source"


class Stage(models.TextChoices):
    UPLOADED = "uploaded", _("待核对列名")
    CHECKING = "checking", _("检查中")
    CHECKED = "checked", _("待确认")
    CONFIRMING = "confirming", _("导入中")
    CONFIRMED = "confirmed", _("已导入")
    UNDOING = "undoing", _("撤销中")
    UNDONE = "undone", _("已撤销")
    DISCARDED = "discarded", _("已放弃")

    @classmethod
    def open(cls) -> tuple["Stage", ...]:
        """Still on the way: may be discarded."""
        return (*cls.changeable(), cls.CONFIRMING)

    @classmethod
    def changeable(cls) -> tuple["Stage", ...]:
        """Not confirmed by anybody yet: may be matched and checked."""
        return (cls.UPLOADED, cls.CHECKING, cls.CHECKED)

    @classmethod
    def at_work(cls) -> tuple["Stage", ...]:
        """In the worker's hands: pages show how far it is."""
        return (cls.CHECKING, cls.CONFIRMING, cls.UNDOING)

    @property
    def given_back_to(self) -> "Stage":
        """Where a batch stands again whose order was refused, failed or was stopped."""
        return {self.CONFIRMING: Stage.CHECKED, self.UNDOING: Stage.CONFIRMED}[self]


ORDERED = {Stage.CONFIRMING: CONFIRM, Stage.UNDOING: UNDO}
"""The stages of a batch that the worker is to write, with the act that it was ordered to do."""


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

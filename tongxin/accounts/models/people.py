"""Persons: one row per human being, whatever roles they hold in whatever assemblies."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.terms import Gender
from tongxin.core.models import Record


class Person(Record):
    """A human being. `phone` and `email` are contacts: never shown on the public side."""

    name = models.CharField(_("姓名"), max_length=40)
    pinyin = models.CharField(_("拼音"), max_length=120, blank=True, editable=False)
    initials = models.CharField(_("拼音首字母"), max_length=20, blank=True, editable=False)
    gender = models.CharField(_("性别"), max_length=6, choices=Gender, blank=True)
    phone = models.CharField(_("手机号"), max_length=20, blank=True)
    email = models.EmailField(_("邮箱"), blank=True)

    class Meta:
        verbose_name = _("人员")
        indexes = [models.Index(fields=["name"]), models.Index(fields=["initials"])]

    def __str__(self):
        return self.name


class PersonAlias(Record):
    """Two rows that are one person: `alias` was merged into `main`. `moved`: each step, as `merge_plan.Step`.

    Undoing takes exactly these back; the alias itself is never removed, because the trail names it.
    """

    main = models.ForeignKey(
        Person, models.PROTECT, related_name="aliases", verbose_name=_("保留的人员")
    )
    alias = models.ForeignKey(
        Person, models.PROTECT, related_name="merges", verbose_name=_("并入的人员")
    )
    moved = models.JSONField(_("转移的记录"), default=list)
    had_account = models.BooleanField(_("停用了账号"), default=False)
    undone_at = models.DateTimeField(_("撤销时间"), null=True)

    class Meta:
        verbose_name = _("人员合并")
        constraints = [
            models.UniqueConstraint(
                fields=["alias"],
                condition=models.Q(undone_at__isnull=True),
                name="accounts_alias_once",
            ),
            models.CheckConstraint(
                condition=~models.Q(main=models.F("alias")), name="accounts_alias_not_itself"
            ),
        ]

    def __str__(self):
        return f"{self.alias} → {self.main}"

    @classmethod
    def gone(cls) -> models.QuerySet:
        """The keys of those who were merged into somebody else and not parted again."""
        return cls._base_manager.filter(undone_at__isnull=True).values("alias_id")


class ListMemory(models.Model):
    """What a person chose on one list: sort, columns, saved filters. Kept beyond the session, on every device."""

    person = models.ForeignKey(Person, models.CASCADE, related_name="list_memories")
    code = models.CharField(_("列表"), max_length=60)
    remembered = models.JSONField(_("内容"), default=dict)

    class Meta:
        verbose_name = _("列表记忆")
        constraints = [
            models.UniqueConstraint(fields=["person", "code"], name="accounts_list_memory_once")
        ]

    def __str__(self):
        return f"{self.person} · {self.code}"

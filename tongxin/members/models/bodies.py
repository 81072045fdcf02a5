"""The bodies inside an assembly, and those that propose in their own name."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.members.terms import IN_COMMITTEES, IN_SECTORS, POSTS, BodyKind, CollectiveKind, Post
from tongxin.organisations.models import Assembly, Organisation, TenantModel


class Sector(TenantModel):
    """A sector (界别) by which members sit."""

    name = models.CharField(_("名称"), max_length=40)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("界别")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "name"], name="members_sector_once")
        ]

    def __str__(self):
        return self.name

    @property
    def posts(self) -> tuple[Post, ...]:
        """The posts that a sector has."""
        return IN_SECTORS


class SpecialCommittee(TenantModel):
    """A special committee (专委会); one of them deals with proposals."""

    name = models.CharField(_("名称"), max_length=60)
    short_name = models.CharField(_("简称"), max_length=20)
    is_proposals = models.BooleanField(_("提案委员会"), default=False)
    position = models.PositiveSmallIntegerField(_("排序"), default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = _("专委会")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "name"], name="members_committee_once")
        ]

    def __str__(self):
        return self.short_name

    @property
    def posts(self) -> tuple[Post, ...]:
        """The posts that a special committee has."""
        return IN_COMMITTEES


class Body(TenantModel):
    """Any other body in which members hold posts: 常委会, 党支部, 小组, 领导小组, a department they are sent to.

    host: the special committee that a party branch belongs to. organisation: the department or employer meant.
    """

    kind = models.CharField(_("性质"), max_length=20, choices=BodyKind)
    name = models.CharField(_("名称"), max_length=60)
    host = models.ForeignKey(
        SpecialCommittee,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="branches",
        verbose_name=_("所在专委会"),
    )
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    starts_on = models.DateField(_("成立日期"))
    ends_on = models.DateField(_("撤销日期"), null=True, blank=True)

    class Meta:
        ordering = ["kind", "id"]
        verbose_name = _("机构和组织")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "kind", "name"], name="members_body_once")
        ]

    def __str__(self):
        return self.name

    @property
    def posts(self) -> tuple[Post, ...]:
        """The posts that a body of this kind has."""
        return POSTS[self.kind]

    def get_absolute_url(self):
        return reverse("members:body", args=[self.assembly.slug, self.public_id])


class Collective(TenantModel):
    """A body that may propose (集体提案者); exactly one of the four relations says which, a group has only a name."""

    kind = models.CharField(_("性质"), max_length=30, choices=CollectiveKind)
    name = models.CharField(_("名称"), max_length=80)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+"
    )
    committee = models.ForeignKey(
        SpecialCommittee, models.PROTECT, null=True, blank=True, related_name="+"
    )
    sector = models.ForeignKey(Sector, models.PROTECT, null=True, blank=True, related_name="+")
    county = models.ForeignKey(Assembly, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["kind", "id"]
        verbose_name = _("集体提案者")
        constraints = [
            models.UniqueConstraint(fields=["assembly", "name"], name="members_collective_once")
        ]

    def __str__(self):
        return self.name


class Representative(TenantModel):
    """A person who acts for a collective proposer, from when to when."""

    collective = models.ForeignKey(
        Collective, models.PROTECT, related_name="representatives", verbose_name=_("集体提案者")
    )
    person = models.ForeignKey(Person, models.PROTECT, related_name="representations")
    starts_on = models.DateField(_("自何日起"))
    ends_on = models.DateField(_("至何日止"), null=True, blank=True)

    class Meta:
        verbose_name = _("集体提案经办人")

    def __str__(self):
        return f"{self.collective} · {self.person}"

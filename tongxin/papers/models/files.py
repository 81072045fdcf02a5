"""Files that people handed in or the program made: the row says what and whose, the bytes lie under their digest."""

from pathlib import PurePosixPath

from django.db import models
from django.utils.translation import gettext_lazy as _

from tongxin.accounts.models import Person
from tongxin.core.digests import DEFAULT_ALGORITHM
from tongxin.organisations.models import TenantModel


class StoredFile(TenantModel):
    """One file of one kind; its kind (see `papers.files`) says who may read it. Equal bytes are stored once."""

    kind = models.CharField(_("用途"), max_length=60)
    name = models.CharField(_("文件名"), max_length=160)
    content = models.CharField(_("类型"), max_length=20)
    size = models.BigIntegerField(_("大小"))
    algorithm = models.CharField(max_length=10, default=DEFAULT_ALGORITHM)
    digest = models.CharField(_("摘要"), max_length=64)
    uploaded_by = models.ForeignKey(
        Person, models.PROTECT, null=True, related_name="+", verbose_name=_("上传人")
    )
    scanned_by = models.CharField(_("病毒扫描"), max_length=40, blank=True)
    cleared_at = models.DateTimeField(_("清除时间"), null=True)

    class Meta:
        verbose_name = _("文件")
        indexes = [models.Index(fields=["digest"])]

    def __str__(self):
        return self.name

    @property
    def path(self) -> PurePosixPath:
        """Where the bytes lie, below the file folder."""
        return path_of(self.algorithm, self.digest)


def path_of(algorithm: str, digest: str) -> PurePosixPath:
    """The content address: two levels of folders keep each of them small."""
    return PurePosixPath(algorithm, digest[:2], digest[2:4], digest)

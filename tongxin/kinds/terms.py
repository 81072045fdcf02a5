"""The states of a kind."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class KindState(models.TextChoices):
    """Of a kind that is data: it is written, in use (it can only grow), given up."""

    DRAFT = "draft", _("拟定中")
    IN_USE = "in_use", _("启用")
    CLOSED = "closed", _("停用")

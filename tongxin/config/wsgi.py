"""The WSGI entry that granian serves."""

import os
from functools import partial

from django.core.wsgi import get_wsgi_application

from tongxin.core.depth import with_room

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tongxin.config.settings")
application = partial(with_room, get_wsgi_application())

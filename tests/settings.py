"""Settings for the suite: quick hashing, plain static files, messages kept in memory."""

import atexit
import os
import shutil
import tempfile

if "TONGXIN_DATA" not in os.environ:
    os.environ["TONGXIN_DATA"] = tempfile.mkdtemp(prefix="tongxin-tests-")
    atexit.register(shutil.rmtree, os.environ["TONGXIN_DATA"], ignore_errors=True)
os.environ.setdefault("TONGXIN_SECRET_KEY", "tests-only")
os.environ.setdefault("TONGXIN_SQLITE_SYNCHRONOUS", "OFF")  # no test outlives a power cut

from tongxin.config.settings import *  # noqa: F403
from tongxin.config.settings import DATABASES, STATIC_ROOT, STORAGES

STATIC_ROOT.mkdir(parents=True, exist_ok=True)
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    **STORAGES,
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # threads share it, so the test database is a file as in production
    DATABASES["default"]["TEST"] = {
        "NAME": os.path.join(os.environ["TONGXIN_DATA"], "tests.sqlite3")  # noqa: PTH118
    }
elif "TONGXIN_TEST_TEMPLATE" in os.environ:
    # already migrated: copied in a moment, where migrating takes half a minute for every process
    DATABASES["default"]["TEST"] = {"TEMPLATE": os.environ["TONGXIN_TEST_TEMPLATE"]}

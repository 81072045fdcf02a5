"""The product's own settings, and beside its pages the same ones written by hand under /plain/."""

from pathlib import Path

from tongxin.config.settings import *  # noqa: F403
from tongxin.config.settings import TEMPLATES

ALLOWED_HOSTS = ["testserver"]  # the test client's; its other set-up would slow down every template
ROOT_URLCONF = "bench.urls"
TEMPLATES = [{**TEMPLATES[0], "DIRS": [Path(__file__).parent / "plain" / "templates"]}]
PLAIN_MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
"""What `startproject` writes, and languages."""

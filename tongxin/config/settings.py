"""What the machine needs to know; what staff may change lives in the rulebook, not here."""

import os
from datetime import timedelta

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from tongxin.config import environment
from tongxin.config.gateways import gateways

DATA = environment.data_folder()
SECRET_KEY = environment.secret_key(DATA)
DEBUG = environment.flag("TONGXIN_DEBUG")
DEMO = environment.flag("TONGXIN_DEMO")
ALLOWED_HOSTS = environment.words("TONGXIN_HOSTS", "localhost,127.0.0.1,[::1]")
CSRF_TRUSTED_ORIGINS = environment.words("TONGXIN_ORIGINS")
CLOCK_SHIFT = environment.clock_shift(DATA) if DEMO else timedelta()
BEHIND_TLS = environment.flag("TONGXIN_TLS")

DATABASES = {"default": environment.database(DATA)}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TONGXIN_APPS = [
    "tongxin.core",
    "tongxin.trail",
    "tongxin.organisations",
    "tongxin.accounts",
    "tongxin.lifecycle",
    "tongxin.kinds",
    "tongxin.notifications",
    "tongxin.figures",
    "tongxin.papers",
    "tongxin.search",
    "tongxin.members",
    "tongxin.gatherings",
    "tongxin.records",
    "tongxin.deliberation",
    "tongxin.proposals",
    "tongxin.portal",
]
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    *TONGXIN_APPS,
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "axes",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "tongxin.core.middleware.WithoutNulMiddleware",
    "tongxin.proposals.middleware.ClearedInWordsMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "tongxin.accounts.middleware.SessionLimitsMiddleware",
    "tongxin.accounts.middleware.ActorMiddleware",
    "tongxin.accounts.middleware.SignInRequiredMiddleware",
    "tongxin.accounts.middleware.GateMiddleware",
    "tongxin.accounts.middleware.UnreadableMiddleware",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "tongxin.config.urls"
WSGI_APPLICATION = "tongxin.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "tongxin.core.context.frame",
            ],
            "builtins": ["django.templatetags.i18n", "tongxin.core.templatetags.ui"],
        },
    },
]

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "tongxin.accounts.backends.AccountBackend",
    "tongxin.accounts.backends.SheetCodeBackend",
]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/me/"
KEYRING = environment.keyring()
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cacheentry",  # counters of attempts, shared by all processes
        "OPTIONS": {
            "MAX_ENTRIES": 200_000
        },  # beyond it Django drops counters and used codes that still hold
    }
}

ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TONGXIN_PROXIES", "0"))
ACCOUNT_ADAPTER = "tongxin.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
ACCOUNT_LOGIN_TIMEOUT = 900
ACCOUNT_REAUTHENTICATION_TIMEOUT = 600
ACCOUNT_RATE_LIMITS = {"login_failed": "20/15m/key", "reauthenticate": "10/m/user"}
ACCOUNT_FORMS = {"reauthenticate": "tongxin.accounts.forms.sign_in.ConfirmPasswordForm"}
MFA_ADAPTER = "tongxin.accounts.adapter.MFAAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_TOLERANCE = 1
MFA_RATE_LIMITS = {"webauthn_login": "120/m/ip"}
MFA_FORMS = {
    "authenticate": "tongxin.accounts.forms.sign_in.SecondFactorForm",
    "reauthenticate": "tongxin.accounts.forms.sign_in.ConfirmSecondFactorForm",
    "activate_totp": "tongxin.accounts.forms.sign_in.EnrolAppForm",
    "add_webauthn": "tongxin.accounts.forms.sign_in.EnrolPasskeyForm",
    "edit_webauthn": "tongxin.accounts.forms.sign_in.RenamePasskeyForm",
}
AXES_HANDLER = "tongxin.accounts.lockout.Handler"
AXES_FAILURE_LIMIT = "tongxin.accounts.lockout.failure_limit"
AXES_COOLOFF_TIME = "tongxin.accounts.lockout.cool_off"
AXES_USERNAME_CALLABLE = "tongxin.accounts.lockout.account_name"
AXES_CLIENT_IP_CALLABLE = "tongxin.accounts.lockout.address_of"
AXES_LOCKOUT_CALLABLE = "tongxin.accounts.lockout.locked_out"
AXES_LOCKOUT_PARAMETERS = ["username"]
AXES_RESET_ON_SUCCESS = True
AXES_RESET_COOL_OFF_ON_FAILURE_DURING_LOCKOUT = False
AXES_DISABLE_ACCESS_LOG = True
AXES_ENABLE_ADMIN = False
AXES_SENSITIVE_PARAMETERS = ["username", "login", "code", "phone", "current", "again", "credential"]

LANGUAGE_CODE = "zh-hans"
LANGUAGES = [("zh-hans", _("简体中文")), ("en", "English")]
LOCALE_PATHS = [environment.REPOSITORY / "tongxin" / "locale"]
TIME_ZONE = "Asia/Shanghai"
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = DATA / "static"
MEDIA_ROOT = DATA / "files"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "tongxin.core.static_storage.ModuleStorage"},
}
WHITENOISE_USE_FINDERS = DEBUG
FONT_FOLDER = os.environ.get("TONGXIN_FONTS", "")

SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT = BEHIND_TLS
SECURE_HSTS_SECONDS = 31536000 if BEHIND_TLS else 0
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if BEHIND_TLS else None
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 10 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 20000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": []}}

CALENDAR_FOLDER = DATA / "calendar"
CLAMAV = os.environ.get("TONGXIN_CLAMAV", "")
GATEWAYS = gateways()
EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
EMAIL_HOST = os.environ.get("TONGXIN_SMTP_HOST", "")
EMAIL_PORT = int(os.environ.get("TONGXIN_SMTP_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("TONGXIN_SMTP_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("TONGXIN_SMTP_PASSWORD", "")
EMAIL_USE_TLS = environment.flag("TONGXIN_SMTP_TLS")
DEFAULT_FROM_EMAIL = os.environ.get("TONGXIN_MAIL_FROM", "tongxin@localhost")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": os.environ.get("TONGXIN_LOG", "WARNING")},
    "loggers": {"pypdf": {"level": "CRITICAL"}},  # tells of every odd file that people bring
}
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # the lock counts by account; addresses have their own limit

"""How django-allauth and django-axes are set; the numbers behind them are in the rulebook (`accounts.policy`)."""

import os

AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "tongxin.accounts.backends.AccountBackend",
    "tongxin.accounts.backends.SheetCodeBackend",
]
# Spent second-factor codes and rate limits must be known to every process.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cacheentry",
    }
}

ALLAUTH_TRUSTED_PROXY_COUNT = int(os.environ.get("TONGXIN_PROXIES", "0"))
ACCOUNT_ADAPTER = "tongxin.accounts.adapter.AccountAdapter"
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_USER_MODEL_EMAIL_FIELD = None
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*"]
ACCOUNT_LOGOUT_REDIRECT_URL = "account_login"
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
AXES_DISABLE_ACCESS_LOG = True  # the trail tells of sign-ins
AXES_ENABLE_ADMIN = False
AXES_SENSITIVE_PARAMETERS = ["username", "code", "phone", "current", "again", "credential"]
SILENCED_SYSTEM_CHECKS = ["axes.W006"]  # our handler counts per address, too

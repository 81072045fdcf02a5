"""Addresses of signing in, one's own account, people and the trail; allauth's pages stand among ours."""

from allauth.account import views as account
from allauth.mfa.base import views as mfa
from allauth.mfa.webauthn import views as webauthn
from django.urls import include, path

from tongxin.accounts.access import public, signed_in
from tongxin.accounts.views import (
    identities,
    people,
    restore,
    second_factors,
    security,
    sign_in,
    trail,
)

own = [
    path("sign-in/code/", sign_in.with_code, name="sign_in_code"),
    path("sign-in/password/", sign_in.by_password, name="sign_in_password"),
    path("sign-in/device/", sign_in.confirm_device, name="confirm_device"),
    path("sign-in/restart/", sign_in.restart, name="restart"),
    path("identity/", identities.switch, name="switch_identity"),
    path("identity/none/", identities.none, name="no_identity"),
    path("security/", security.overview, name="security"),
    path("security/password/", security.password, name="password"),
    path("security/second-factor/", second_factors.choose, name="enrol"),
    path("security/sessions/", security.end_sessions, name="end_sessions"),
    path("security/devices/<slug:public_id>/", security.forget_device, name="forget_device"),
    path("people/", people.people, name="people"),
    path("people/new/", people.add_person, name="add_person"),
    path("people/roles/<slug:public_id>/end/", people.end, name="end_role"),
    path("people/<slug:public_id>/", people.person, name="person"),
    path("people/<slug:public_id>/edit/", people.edit, name="edit_person"),
    path("people/<slug:public_id>/grant/", people.grant, name="grant"),
    path("people/<slug:public_id>/code/", people.new_code, name="new_code"),
    path("people/<slug:public_id>/lock/", people.lock, name="lock"),
    path("people/<slug:public_id>/unlock/", people.unlock, name="unlock"),
    path("people/<slug:public_id>/second-factor/", people.reset_factor, name="reset_factor"),
    path("restore/", restore.find, name="restore_list"),
    path("restore/<slug:public_id>/", restore.restore, name="restore"),
    path("trail/", trail.events, name="trail"),
    path("trail/export/", trail.export, name="trail_export"),
]

ways_in = [
    path("sign-in/", sign_in.by_phone, name="account_login"),
    path("sign-in/second-factor/", public(mfa.authenticate), name="mfa_authenticate"),
    path("sign-in/passkey/", public(webauthn.login_webauthn), name="mfa_login_webauthn"),
    path("sign-in/locked/", public(account.account_inactive), name="account_inactive"),
    path("sign-out/", signed_in(account.logout), name="account_logout"),
]

confirmation = [
    path("confirm/", signed_in(account.reauthenticate), name="account_reauthenticate"),
    path("confirm/second-factor/", signed_in(mfa.reauthenticate), name="mfa_reauthenticate"),
    path(
        "confirm/passkey/",
        signed_in(webauthn.reauthenticate_webauthn),
        name="mfa_reauthenticate_webauthn",
    ),
]

factors = [
    path("security/", security.overview, name="mfa_index"),
    path("security/passkeys/", security.overview, name="mfa_list_webauthn"),
    path("security/app/", signed_in(second_factors.EnrolApp.as_view()), name="mfa_activate_totp"),
    path(
        "security/app/remove/",
        signed_in(second_factors.RemoveApp.as_view()),
        name="mfa_deactivate_totp",
    ),
    path(
        "security/passkeys/add/",
        signed_in(second_factors.EnrolPasskey.as_view()),
        name="mfa_add_webauthn",
    ),
    path(
        "security/passkeys/<int:pk>/rename/",
        signed_in(webauthn.edit_webauthn),
        name="mfa_edit_webauthn",
    ),
    path(
        "security/passkeys/<int:pk>/remove/",
        signed_in(second_factors.RemovePasskey.as_view()),
        name="mfa_remove_webauthn",
    ),
    path(
        "security/recovery-codes/",
        signed_in(second_factors.ShowRecoveryCodes.as_view()),
        name="mfa_view_recovery_codes",
    ),
    path(
        "security/recovery-codes/new/",
        signed_in(second_factors.RenewRecoveryCodes.as_view()),
        name="mfa_generate_recovery_codes",
    ),
]

urlpatterns = [
    path("", include((own, "accounts"))),
    *ways_in,
    *confirmation,
    *factors,
]

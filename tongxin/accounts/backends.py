"""How an account is recognised: by its password, or by the one-time code on a printed sheet."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from tongxin.accounts import queries
from tongxin.accounts.actions.use_sheet_code import use_sheet_code
from tongxin.accounts.models import User


class AccountBackend(BaseBackend):
    """User name or phone number, with the password; also reloads the account of a session, person included."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **_rest: Any
    ) -> User | None:
        user = queries.account_named(username) if username and password else None
        if user is None or not user.has_usable_password():
            User().set_password(
                password
            )  # takes as long as a real check, so nobody learns which names exist
            return None
        return user if user.check_password(password) and user.is_active else None

    def get_user(self, user_id: int) -> User | None:
        return User.objects.select_related("person").filter(pk=user_id, is_active=True).first()


class SheetCodeBackend(BaseBackend):
    """User name or phone number, with a one-time code."""

    def authenticate(
        self, request: HttpRequest | None, username: str = "", password: str = "", **_rest: Any
    ) -> User | None:
        user = queries.account_named(username) if username and password else None
        if user is None or not user.is_active:
            return None
        return user if use_sheet_code(user, password) else None

from tongxin.accounts.models.credentials import (
    BoundDevice,
    CacheEntry,
    FormerPassword,
    MessageCode,
    OneTimeCode,
)
from tongxin.accounts.models.people import ListMemory, Person, PersonAlias
from tongxin.accounts.models.roles import RoleAssignment
from tongxin.accounts.models.users import User

__all__ = [
    "BoundDevice",
    "CacheEntry",
    "FormerPassword",
    "ListMemory",
    "MessageCode",
    "OneTimeCode",
    "Person",
    "PersonAlias",
    "RoleAssignment",
    "User",
]

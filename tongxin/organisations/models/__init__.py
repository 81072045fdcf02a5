from tongxin.organisations.models.assemblies import Assembly
from tongxin.organisations.models.organisations import Organisation, Service, Succession
from tongxin.organisations.models.rulebook import RulebookEntry
from tongxin.organisations.models.tenants import ScopedManager, ScopedQuerySet, TenantModel

__all__ = [
    "Assembly",
    "Organisation",
    "RulebookEntry",
    "ScopedManager",
    "ScopedQuerySet",
    "Service",
    "Succession",
    "TenantModel",
]

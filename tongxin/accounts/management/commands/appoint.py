"""`tongxin manage appoint`: gives an assembly its first managers, from the machine's own keyboard."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from tongxin.accounts import queries
from tongxin.accounts.actions.create_person import create_person
from tongxin.accounts.actions.grant_role import grant_role
from tongxin.accounts.actions.issue_sheet_codes import SheetRow, issue_sheet_codes
from tongxin.accounts.actions.open_accounts import open_accounts
from tongxin.accounts.actor import SYSTEM
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.errors import Refused
from tongxin.organisations.models import Assembly


class Command(BaseCommand):
    help = "Make somebody a manager of an assembly and print their user name and one-time code."

    def add_arguments(self, parser):
        parser.add_argument("assembly", help="the assembly's short name in addresses (slug)")
        parser.add_argument("role", choices=sorted(Role.managers()))
        parser.add_argument("name", help="the person's name")
        parser.add_argument("--phone", default="", help="mobile number")

    def handle(self, *args, assembly, role, name, phone, **options):
        try:
            place = Assembly.objects.get(slug=assembly)
            row = appoint(place, role, name, phone)
        except Assembly.DoesNotExist:
            raise CommandError(f"no assembly {assembly!r}") from None
        except Refused as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(f"{row.name}  {row.username}  {row.code}  ({row.valid_until})")


@transaction.atomic
def appoint(assembly: Assembly, role: str, name: str, phone: str) -> SheetRow:
    """A manager with identity, account and a code to come in with."""
    person = queries.same_person(name, phone) or create_person(actor=SYSTEM, name=name, phone=phone)
    grant_role(person, actor=SYSTEM, role=role, assembly=assembly, starts_on=clock.today())
    open_accounts([person], actor=SYSTEM)
    return issue_sheet_codes([person], actor=SYSTEM)[0]

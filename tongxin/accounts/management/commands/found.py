"""`tongxin manage found`: an assembly begins, from the machine's own keyboard; its managers are appointed next."""

from django.core.management.base import BaseCommand, CommandError
from django.urls import URLPattern, URLResolver, get_resolver
from django.utils.text import slugify

from tongxin.accounts.actor import SYSTEM
from tongxin.core.errors import Refused
from tongxin.organisations.actions.found_assembly import found_assembly
from tongxin.organisations.models import Assembly
from tongxin.organisations.terms import Tier


class Command(BaseCommand):
    help = "Found an assembly: its short name in addresses (slug) and its place, such as 澜川市."

    def add_arguments(self, parser):
        parser.add_argument(
            "slug", help="short name in addresses, for ever: small letters and digits"
        )
        parser.add_argument("place", help="the city or county, such as 澜川市")
        parser.add_argument("--parent", help="a county's city (its slug)")
        parser.add_argument("--name", help="full name (政协…委员会)")
        parser.add_argument("--short-name", help="short name (…政协)")
        parser.add_argument("--name-en", default="", help="English name")

    def handle(self, *args, slug, place, parent, name, short_name, name_en, **options):
        if slug != slugify(slug) or slug in reserved():
            raise CommandError(f"{slug!r} cannot be a short name: small letters, digits, not taken")
        try:
            assembly = found_assembly(
                Assembly(
                    slug=slug,
                    place=place,
                    parent=Assembly.objects.get(slug=parent) if parent else None,
                    tier=Tier.COUNTY if parent else Tier.CITY,
                    name=name or f"政协{place}委员会",
                    short_name=short_name or f"{place}政协",
                    name_en=name_en,
                ),
                actor=SYSTEM,
            )
        except Assembly.DoesNotExist:
            raise CommandError(f"no assembly {parent!r}") from None
        except Refused as refusal:
            raise CommandError(refusal.message) from None
        self.stdout.write(f"{assembly.name}  /{assembly.slug}/")


def reserved() -> set[str]:
    """First parts of addresses that are the program's own."""
    return {first for pattern in _patterns(get_resolver()) if (first := pattern.partition("/")[0])}


def _patterns(resolver: URLResolver) -> list[str]:
    found: list[str] = []
    for one in resolver.url_patterns:
        if isinstance(one, URLPattern):
            found.append(str(one.pattern))
        elif route := str(one.pattern):
            found.append(route)
        else:
            found += _patterns(one)
    return found

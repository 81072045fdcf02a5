"""Reads about people, accounts and identities."""

from collections.abc import Iterable
from datetime import date

from allauth.mfa.models import Authenticator
from django.db.models import Case, OuterRef, Q, QuerySet, Subquery, Value, When

from tongxin.accounts import names, phones
from tongxin.accounts.models import Person, PersonAlias, RoleAssignment, User
from tongxin.accounts.terms import Role
from tongxin.core import clock
from tongxin.core.text import tidy
from tongxin.trail.models import Event


def find_people(
    text: str, people: QuerySet[Person] | None = None, *, by_phone: bool = True
) -> QuerySet[Person]:
    """People (among `people`) by part of the name, beginning of the pinyin or of its initials, or end of the phone.

    Not `by_phone` for readers who may not see telephones: a search that finds would tell them.
    """
    people = Person.objects.all() if people is None else people
    wanted = tidy(text)
    if not wanted:
        return people
    if wanted.isdigit():
        if not by_phone:
            return people.none()
        return people.filter(Q(phone__endswith=wanted) | Q(user__phone__endswith=wanted))
    if names.is_chinese(wanted):
        return people.filter(name__icontains=wanted)
    found = Q(name__icontains=wanted) | Q(user__username__startswith=wanted.lower())
    for reading in names.as_typed(wanted):
        found |= Q(pinyin__startswith=reading) | Q(initials__startswith=reading)
    return people.filter(found)


def same_person(name: str, phone: str) -> Person | None:
    """Somebody already known under this name and number; whoever was merged is known as the one who stayed."""
    number = phones.plain(phone)
    if not number:
        return None
    people = Person.objects.filter(name=tidy(name)).filter(Q(phone=number) | Q(user__phone=number))
    found = people.exclude(pk__in=PersonAlias.gone()).first() or people.first()
    return Person.objects.get(pk=mains().get(found.pk, found.pk)) if found else None


def mains() -> dict[int, int]:
    """Who was merged into whom, to the last: key of the entry that goes to that of the one that stays."""
    pairs = dict(
        PersonAlias.objects.filter(undone_at__isnull=True).values_list("alias_id", "main_id")
    )
    for alias, main in pairs.items():
        while main in pairs:
            main = pairs[main]
        pairs[alias] = main
    return pairs


def account_named(text: str) -> User | None:
    """The account for what somebody typed as their sign-in name: user name or phone number."""
    wanted = tidy(text)
    return (
        User.objects.select_related("person")
        .filter(Q(username=wanted.lower()) | Q(phone=phones.plain(wanted)))
        .order_by("id")
        .first()
    )


def holding(roles: Iterable[str], on: date | None = None) -> Q:
    """People who hold one of these roles on a day."""
    held = RoleAssignment.objects.in_force(on or clock.today()).filter(role__in=roles)
    return Q(pk__in=held.values("person_id"))


def needs_two_factors(identities: tuple[RoleAssignment, ...]) -> bool:
    """Whether any of these identities is more than a member's (practice 20)."""
    return any(identity.role not in Role.of_members() for identity in identities)


def second_factors(user: User) -> int:
    """How many second factors with which one could sign in an account has."""
    entry = (Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    return Authenticator.objects.filter(user=user, type__in=entry).count()


def with_doer(events: QuerySet[Event]) -> QuerySet[Event]:
    """Events with the name of the person who acted."""
    return events.annotate(doer=_name_of("person_id"))


def with_subject(events: QuerySet[Event]) -> QuerySet[Event]:
    """Events with the name of the person they are about, where they are about a person or an identity."""
    holder = RoleAssignment.objects.filter(pk=OuterRef("record_id")).values("person__name")[:1]
    return events.annotate(
        subject=Case(
            When(record_type=Person._meta.label_lower, then=_name_of("record_id")),
            When(record_type=RoleAssignment._meta.label_lower, then=Subquery(holder)),
            default=Value(""),
        )
    )


def with_role(events: QuerySet[Event]) -> QuerySet[Event]:
    """Events with the role under which they were done."""
    acted = RoleAssignment.objects.filter(pk=OuterRef("assignment_id")).values("role")[:1]
    return events.annotate(role=Subquery(acted))


def _name_of(field: str) -> Subquery:
    return Subquery(Person.objects.filter(pk=OuterRef(field)).values("name")[:1])

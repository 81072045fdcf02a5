"""How a person likes the screens: theme, text size, density; kept in cookies because it is no personal data."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language, get_language_info
from django.utils.translation import gettext_lazy as _

from tongxin.core.pages import Words

YEAR = 365 * 24 * 3600

CHOICES = {
    "theme": {"auto": _("跟随系统"), "light": _("浅色"), "dark": _("深色")},
    "text": {"normal": _("标准字号"), "large": _("大字")},
    "density": {"comfortable": _("宽松"), "compact": _("紧凑")},
}
LABELS = {"theme": _("颜色"), "text": _("字号"), "density": _("列表疏密")}
LANGUAGE = "language"


@dataclass(frozen=True)
class Preferences:
    """The choices in force, as the attributes of the page's root element carry them."""

    language: str
    theme: str
    text: str
    density: str


def of(request: HttpRequest) -> Preferences:
    """The preferences of this browser; an unknown value counts as not chosen."""
    chosen = {name: _chosen(request, name) for name in CHOICES}
    return Preferences(language=get_language() or settings.LANGUAGE_CODE, **chosen)


@dataclass(frozen=True)
class Option:
    """One value that a preference may take."""

    value: str
    label: Words
    chosen: bool


@dataclass(frozen=True)
class Group:
    """One preference with its values, as the form shows it."""

    name: str
    label: Words
    options: tuple[Option, ...]


def groups(preferences: Preferences) -> list[Group]:
    """Every preference but the language, with the value in force marked."""
    return [
        _group(name, LABELS[name], choices, getattr(preferences, name))
        for name, choices in CHOICES.items()
    ]


def languages(preferences: Preferences) -> Group:
    """The languages, each in its own words."""
    names = {code: get_language_info(code)["name_local"] for code, _name in settings.LANGUAGES}
    return _group(LANGUAGE, _("语言"), names, preferences.language)


def keep(response: HttpResponse, request: HttpRequest, wishes: Mapping[str, str]) -> None:
    """Set the cookies for those wishes that name a known choice; leave the others as they are."""
    for name, choices in CHOICES.items():
        if wishes.get(name) in choices:
            _set(response, request, _cookie(name), wishes[name])
    if wishes.get(LANGUAGE) in dict(settings.LANGUAGES):
        _set(response, request, settings.LANGUAGE_COOKIE_NAME, wishes[LANGUAGE])


def _group(name: str, label: Words, choices: Mapping[str, Words], chosen: str) -> Group:
    options = (Option(value, words, value == chosen) for value, words in choices.items())
    return Group(name, label, tuple(options))


def _chosen(request: HttpRequest, name: str) -> str:
    value = request.COOKIES.get(_cookie(name), "")
    return value if value in CHOICES[name] else next(iter(CHOICES[name]))


def _cookie(name: str) -> str:
    return f"tongxin_{name}"


def _set(response: HttpResponse, request: HttpRequest, cookie: str, value: str) -> None:
    response.set_cookie(
        cookie, value, max_age=YEAR, samesite="Lax", httponly=True, secure=request.is_secure()
    )

"""What every answer to bad input must be: no error, everything typed still there, sentences in the reader's language."""

import html
import re
from collections.abc import Iterator

from django import forms
from django.http import HttpResponse

LATIN = re.compile(r"[A-Za-z][A-Za-z_.]{2,}")
KNOWN = frozenset(
    [
        "PDF",
        "DOCX",
        "XLSX",
        "XLS",
        "DOC",
        "OFD",
        "PPTX",
        "WPS",
        "PNG",
        "JPG",
        "CSV",
        "TXT",
        "PIN",
        "GB18030",
        "UTF",
        "GBK",
        "Excel",
    ]
)
ENDING = re.compile(r"\.[^\s“”、，。]*")
"""Of a file's name: .xlsx"""
LEFT_OPEN = re.compile(r"%\(\w+\)|\{\w*\}|\{\{|\{%")
CHINESE = re.compile(r"[\u4e00-\u9fff]")
QUOTED = re.compile(r"“([^”]+)”")
"""What a message repeats, often only the beginning of it."""


def assert_answered(response: HttpResponse, *, sent: object = "") -> None:
    """Any answer but an error of ours, which is raised here with its own lines."""
    if response.exc_info:
        raise AssertionError(f"broke on {sent!r}") from response.exc_info[1]
    assert response.status_code < 500, (response.status_code, sent)


def assert_explains(response: HttpResponse, filled: dict[str, list[str]] | None = None) -> None:
    """The messages are Chinese: no English sentence, no code, no open place; only what was typed may be repeated."""
    typed = {as_received(value).strip() for values in (filled or {}).values() for value in values}
    for message in messages_of(response):
        own = QUOTED.sub(
            lambda found: "" if any(found[1] in one for one in typed) else found[0], message
        )
        for value in sorted(typed, key=len, reverse=True):
            own = own.replace(value, "") if len(value) > 2 and not CHINESE.search(value) else own
        assert CHINESE.search(own), message
        foreign = [word for word in LATIN.findall(ENDING.sub("", own)) if word not in KNOWN]
        assert not foreign, (message, foreign)
        assert not LEFT_OPEN.search(own), message


def messages_of(response: HttpResponse) -> Iterator[str]:
    """The sentences of a page's forms, and of an answer in JSON."""
    if "json" in response.headers.get("Content-Type", ""):
        yield from filter(None, [response.json().get("error")])
    for form in forms_of(response):
        for errors in form.errors.values():
            yield from map(str, errors)


def forms_of(response: HttpResponse) -> list[forms.BaseForm]:
    context = response.context or ()
    found = {}
    for layer in context if isinstance(context, list) else [context]:
        for one in getattr(layer, "dicts", []):
            for value in one.values():
                if isinstance(value, forms.BaseForm) and value.is_bound:
                    found[id(value)] = value
    return list(found.values())


def assert_kept(response: HttpResponse, filled: dict[str, list[str]]) -> None:
    """What was typed into a box of the refused form stands in it again; into one that is closed nobody types."""
    page = html.unescape(response.content.decode("utf-8", "replace"))
    page = page.replace("\r\n", "\n")
    for form in forms_of(response):
        for name, field in form.fields.items():
            is_open = isinstance(field.widget, TYPED) and not field.disabled
            if is_open and (values := filled.get(name)):
                kept = as_received(values[-1])
                assert kept in page, (name, values[-1])


TYPED = (forms.TextInput, forms.Textarea)


def as_received(text: str) -> str:
    """Text after its way through a request: broken characters replaced, line ends plain, NUL gone."""
    sent = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    return html.unescape(sent).replace("\r\n", "\n").replace("\x00", "")

"""An address of rows asks the question it was made from, whoever opens it and whenever."""

from datetime import date, datetime

import pytest
from django.http import Http404

from tongxin.core.clock import SHANGHAI
from tongxin.figures import addresses
from tongxin.figures.periods import Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope

MOMENTS = [
    None,
    addresses.end_of(date(2026, 1, 14)),
    datetime(2026, 1, 14, 9, 30, 5, 125, SHANGHAI),
    datetime(2026, 1, 14, 9, 30, tzinfo=SHANGHAI),
]


@pytest.mark.parametrize("moment", MOMENTS)
def test_address_reads_back_as_its_question(city, moment):
    question = Question(Scope(city.assembly), Period.year(2025), moment)
    assert addresses.read(addresses.written(question), city.assembly) == question


def test_address_is_plain(city):
    question = Question(Scope(city.assembly), Period.year(2025), MOMENTS[1])
    assert addresses.rows_url(question, "proposals.docketed", "kind", "joint") == (
        f"/{city.assembly.slug}/figures/proposals.docketed/2025-01-01_2026-01-01@2026-01-14/kind/joint/"
    )


@pytest.mark.parametrize(
    "text",
    [
        "",
        "2025",
        "2025-01-01",
        "2025-01-01_2025-01-01",
        "2025-13-01_2026-01-01",
        "2026-01-01_2025-01-01",
        "2025-01-01_2026-01-01@2026-02-30",
        "2025-01-01_2026-01-01@2026-01-14T99:99:99",
        "2025-01-01_2026-01-01x",
        "9999-01-01_9999-12-31@9999-12-31",
    ],
)
def test_unreadable_addresses_do_not_exist(city, text):
    with pytest.raises(Http404):
        addresses.read(text, city.assembly)

"""`{% figure %}` draws a number as a link; all figures that a page names are counted together."""

from django.template import Context, Template

from tests.proposals import bulk
from tongxin.figures.periods import Period
from tongxin.figures.question import Question
from tongxin.figures.scopes import Scope
from tongxin.figures.sheet import Sheet

SOURCE = (
    "{% load figures %}{% figure 'proposals.docketed' %};{% figure 'proposals.filing_rate' %};"
    "{% figure 'proposals.filing_rate' bare=True %}"
)


def sheet(city, *codes):
    return Sheet(Question(Scope(city.assembly), Period.year(2026)), codes)


def rendered(figures: Sheet) -> str:
    return Template(SOURCE).render(Context({"figures": figures}))


def test_figure_is_a_link_and_a_share_carries_its_numbers(city):
    bulk.docketed(city, 3)
    bulk.declined(city, 1)
    link = f'<a class="number" href="/{city.assembly.slug}/figures/proposals.'
    days = "2026-01-01_2027-01-01/"
    docketed = f'{link}docketed/{days}">3</a> 件'
    received = f'{link}received/{days}">4</a> 件'
    share = f'{link}docketed/{days}">75.0 %</a>'
    assert rendered(sheet(city)) == (
        f"{docketed};{share}(立案 {docketed} / 收到 {received});{share}"
    )


def test_announced_figures_are_counted_at_once(city, django_assert_num_queries):
    figures = sheet(city, "proposals.docketed", "proposals.filing_rate")
    with django_assert_num_queries(3):
        rendered(figures)

"""Lists brought in by the city's Proposals office."""

from collections.abc import Callable

import pytest

from tests.factories.lists import bring
from tongxin.papers.models import ImportBatch


@pytest.fixture
def import_list(city, settings, tmp_path) -> Callable[..., ImportBatch]:
    """Bring a CSV text in as far as the preview; `confirmed` writes it."""
    settings.MEDIA_ROOT = tmp_path / "files"

    def brought(kind: str, text: str, *, actor=None, **options) -> ImportBatch:
        actor = actor or city.office
        return bring(kind, text, assembly=city.assembly, actor=actor, **options)

    return brought

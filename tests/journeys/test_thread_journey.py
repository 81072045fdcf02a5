"""Journey (a): from a member's idea to a promise kept, members on the phone, offices at the desk."""

import pytest

from tests.accessibility.inspector import assert_sound
from tests.journeys.thread import CHAPTERS, Tale

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_proposal_goes_from_draft_to_promise_kept(story, inspector):
    tale = Tale(story)
    for chapter in CHAPTERS:
        chapter(tale)
    assert_sound(inspector)

"""Two colleagues at one reply: the second sees what the first wrote, and nothing is overwritten."""

from django.urls import reverse

from tests.factories.accounts import sign_in
from tests.proposals.thread import acknowledged, assigned, fresh, handling_of
from tongxin.proposals.models import Reply


def boxes(handling, opening):
    numbers = range(1, len(handling.proposal.suggestions) + 1)
    return {
        "opening": opening,
        "closing": "",
        "version": str(handling.version),
        **{f"text-{number}": "已安排。" for number in numbers},
    }


def test_second_of_two_gets_the_stored_words(city, client):
    handling = acknowledged(handling_of(assigned(city)), city.clerks[0])
    address = reverse("proposals:autosave_reply", args=[city.assembly.slug, handling.public_id])
    sign_in(client, city.clerks[0])
    first = client.post(address, boxes(handling, "第一位写的。"))
    assert (first.status_code, first.json()["version"]) == (200, fresh(handling).version)
    second = client.post(address, boxes(handling, "第二位写的。"))
    assert second.status_code == 409
    assert second.json()["values"]["opening"] == ["第一位写的。"]
    assert second.json()["version"] == fresh(handling).version
    assert Reply.objects.get().opening == "第一位写的。"
    again = client.post(address, boxes(fresh(handling), "第二位写的。"))
    assert again.status_code == 200
    assert Reply.objects.get().opening == "第二位写的。"

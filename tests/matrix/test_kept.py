"""What no column keeps and no figure counts (practice 13 and 15), read off the models and the figures themselves."""

from django.apps import apps

from tongxin.accounts.sealed import encrypted_fields
from tongxin.figures.declare import all_breakdowns, all_figures
from tongxin.proposals.models import Contact

UNKEPT = ("批示内容", "批示全文", "谈话内容", "谈心内容", "身份证", "民族", "宗教", "家庭")


def labels() -> dict[str, str]:
    """What every stored field is called, in code and on screen."""
    return {
        f"{model._meta.label}.{field.name}": f"{field.name} {getattr(field, 'verbose_name', '')}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
    }


KEYS = {
    "gatherings.Sitting.secret",
    "gatherings.CalendarAddress.secret",
    "deliberation.Conversation.secret",
}
"""Sealed because whoever reads them could sign in for others, read somebody's calendar, or find a person's voice."""


def test_13_15_no_column_keeps_an_instructions_wording_a_talk_or_what_nobody_may_ask():
    kept = {name for name, label in labels().items() if any(word in label for word in UNKEPT)}
    sealed = {f"{field.model._meta.label}.{field.name}" for field in encrypted_fields()}
    assert kept == {"members.IdentityNumber.number"}
    assert sealed - kept == KEYS
    assert "party_name" in labels()["members.Member.party_name"]


def test_15_a_contact_says_that_it_took_place_and_no_more():
    assert {field.name for field in Contact._meta.concrete_fields} == {
        *("id", "public_id", "created_at", "assembly", "handling", "round"),
        *("on", "form", "with_whom", "theme", "showed_draft"),
    }


TIMES_OF_WORK = {"gatherings.religious_inspection", "gatherings.special_sectors"}


def test_15_nothing_is_counted_by_people_or_belief():
    """Work in a field is counted by how often it was done (69, 101); people are never counted or parted by it."""
    named = [
        one
        for one in [*all_figures(), *all_breakdowns()]
        if any(word in str(one.label) for word in ("民族", "宗教"))
    ]
    assert {one.code for one in named} == TIMES_OF_WORK
    assert {one.base.code for one in named} == {"gatherings"}

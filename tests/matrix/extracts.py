"""The discipline team's letters in the world: one waits for its decision, another was answered."""

import io

from django.db import models

from tests.factories.cities import City
from tests.proposals.thread import fresh
from tongxin.accounts.actor import Actor
from tongxin.core import clock
from tongxin.lifecycle.perform import perform
from tongxin.proposals.actions.extract import enter_extract
from tongxin.proposals.actions.extract.entering import Letter, Question
from tongxin.proposals.actions.extract.producing import produce
from tongxin.proposals.lifecycle import EXTRACT
from tongxin.proposals.models import Extract
from tongxin.proposals.terms import ExtractQuestion

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def requests(city: City, secretary: Actor, reason: str) -> dict[str, models.Model]:
    """Both ask about a member; of the answered one the scan and the workbook."""
    asked, granted = (_entered(city, reason) for _time in range(2))
    perform(EXTRACT.grant, granted, secretary)
    produce(fresh(granted))
    answered = fresh(granted)
    return {"extract": asked, "extract_file": answered.workbook, "extract_letter": answered.scan}


def _entered(city: City, reason: str) -> Extract:
    letter = Letter(
        "派驻纪检监察组", "周明", "澜纪函〔2026〕3号", clock.today(), io.BytesIO(PDF), "来函.pdf"
    )
    return enter_extract(
        city.assembly,
        actor=city.office,
        letter=letter,
        question=Question(ExtractQuestion.MEMBER, member=city.members[3]),
        reason=reason,
    )

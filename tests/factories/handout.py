"""A request for a document, brought to where a test wants it by the real actions."""

from datetime import date

from assessments.models import LocalPicture
from lagesbild.accounts.models import User
from lagesbild.secrecy.grounds import STANDARD, ground
from reports.handout.actions import deciding, judging, registering
from reports.handout.actions.judging import Judgement
from reports.handout.enums import Verdict
from reports.handout.models import DocumentRequest
from reports.handout.queries import paragraphs_of, sections_of, seen_of
from reports.models import NationalPicture
from tests.factories import people

ASKED = {"received_on": date(2019, 3, 4), "wording": "Handlingen i sin helhet."}


def asked(
    document: LocalPicture | NationalPicture, *, number: str = "A1/2019", by: User | None = None, section: str = ""
) -> DocumentRequest:
    return registering.register(document, register_number=number, section=section, **ASKED, by=by or people.reviewer())


def masked(request: DocumentRequest, section: int, reason: str = "Det skadar verksamheten.") -> dict[int, Judgement]:
    """Return judgements that mask whatever was classified in a section, and give the rest."""
    return {
        row.order: Judgement(Verdict.MASK, ground(STANDARD), [], reason) if row.is_secret else Judgement(Verdict.GIVE)
        for row in paragraphs_of(request, section)
    }


def seen(request: DocumentRequest, section: int) -> str:
    return seen_of(paragraphs_of(request, section))


def judged(request: DocumentRequest, *, by: User | None = None) -> DocumentRequest:
    """Judge every paragraph: what was classified is masked, but the first one where all is classified, so that there is a copy."""
    by = by or people.reviewer()
    for section in sections_of(request):
        given = masked(request, section.number)
        judging.judge_section(request, section=section.number, judgements=given, seen=seen(request, section.number), by=by)
    if all(row.verdict == Verdict.MASK for row in paragraphs_of(request)):
        judge_one(request, 1, Judgement(Verdict.GIVE, None, [], "Ofarligt."), by=by)
    request.refresh_from_db()
    return request


def judge_one(request: DocumentRequest, order: int, given: Judgement, *, by: User | None = None) -> None:
    section = next(row.section for row in paragraphs_of(request) if row.order == order)
    judging.judge_section(request, section=section, judgements={order: given}, seen=seen(request, section), by=by or people.reviewer())


def judge_all(request: DocumentRequest, given: Judgement) -> None:
    """Judge every paragraph alike."""
    for section in sections_of(request):
        judgements = {row.order: given for row in paragraphs_of(request, section.number)}
        judging.judge_section(
            request, section=section.number, judgements=judgements, seen=seen(request, section.number), by=people.reviewer()
        )


def handed_in(request: DocumentRequest, *, by: User | None = None) -> DocumentRequest:
    by = by or people.reviewer()
    return judging.hand_in(judged(request, by=by), reasons="Uppgifterna rör underrättelseverksamhet.", by=by)


def decided(request: DocumentRequest, *, by: User | None = None, decider: User | None = None) -> DocumentRequest:
    request = handed_in(request, by=by)
    return deciding.decide(request, seen=request.handed_in_at, by=decider or people.decider())


def form_for(request: DocumentRequest, section: int, **fields: str) -> dict[str, str]:
    """Return what the page sends when every classified paragraph of a section is masked."""
    sent = {"seen": seen(request, section)}
    for row in paragraphs_of(request, section):
        given = {"verdict": "mask", "ground": str(ground(STANDARD).pk), "reason": "Skada."} if row.is_secret else {"verdict": "give"}
        sent |= {f"s{row.order}-{name}": value for name, value in given.items()}
    return sent | fields

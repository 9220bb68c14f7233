"""Two requests for documents in the demo: one that is decided, and one for the same document that is being tried."""

from datetime import timedelta

from assessments.models import LocalPicture
from lagesbild import clock
from lagesbild.access.acting import acting_as
from lagesbild.accounts.models import User
from lagesbild.secrecy.grounds import STANDARD, ground
from reports.demo.acting import Cast
from reports.handout.actions import deciding, judging, registering
from reports.handout.actions.judging import Judgement
from reports.handout.enums import Verdict
from reports.handout.models import DocumentRequest
from reports.handout.queries import paragraphs_of, sections_of, seen_of

UNIT = "lpo-botkyrka"
FIRST, SECOND = "EX 1/2026", "EX 2/2026"  # "EX": made up, like the rest of the demo
REASONS = "Exempel: de maskade delarna visar hur underrättelseverksamheten bedrivs. Resten kan lämnas ut utan skada."


def begin() -> None:
    """Register both requests, judge and decide the first. What is there stays."""
    picture = LocalPicture.objects.filter(round__year=2019, unit__key=UNIT).first()
    if picture is None or DocumentRequest.objects.exists():
        return
    cast, today = Cast(), clock.today()
    handler, decider = cast["noa.granskare"], cast["noa.beslut"]
    with acting_as(handler):
        asked = {"wording": f"Exempel: den lokala lägesbilden för {picture.roster} 2019.", "recipient": ""}
        first = registering.register(picture, register_number=FIRST, received_on=today - timedelta(days=3), **asked, by=handler)
        _judge(first, handler)
        first = judging.hand_in(first, reasons=REASONS, by=handler)
    with acting_as(decider):
        deciding.decide(first, seen=first.handed_in_at, by=decider)
    with acting_as(handler):
        registering.register(picture, register_number=SECOND, received_on=today, **asked, by=handler)


def _judge(request: DocumentRequest, by: User) -> None:
    masked = Judgement(Verdict.MASK, ground(STANDARD), [], "Exempel: visar vad underrättelseverksamheten vet.")
    for section in sections_of(request):
        rows = paragraphs_of(request, section.number)
        judgements = {row.order: masked for row in rows if row.is_secret}
        judging.judge_section(request, section=section.number, judgements=judgements, seen=seen_of(rows), by=by)

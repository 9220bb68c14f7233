"""Everything at once: a published round and an open one, with a mark of its own in each kind of secret text.

Only the real acts are used. A mark is a word that stands nowhere else, so that a page, a file or a log line that holds it has leaked.
"""

from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from areas.actions.batches import receive_batch
from areas.models import Area, ImportBatch, OrganisationChange, Unit
from assessments.actions import decisions, pictures, review
from assessments.actions.answers import save_answers
from assessments.actions.break_glass import break_glass
from assessments.actions.markings import mark_text
from assessments.actions.personal_grants import end_grant
from assessments.actions.rounds import close_round
from assessments.enums import Category, Disclosure
from assessments.importers.published_list import KEY
from assessments.models import (
    AreaAssessment,
    Decision,
    Extension,
    LocalPicture,
    Marking,
    Method,
    PersonalGrant,
    Question,
    ReviewPoint,
    Round,
)
from assessments.models.question import QuestionKind, Scope
from lagesbild import clock
from lagesbild.secrecy.grounds import ground
from reports.actions.national import edit_texts
from reports.handout.actions.judging import Judgement
from reports.handout.enums import Verdict
from reports.handout.models import DocumentRequest
from reports.handout.queries import paragraphs_of
from reports.models import Build, NationalPicture
from tests.factories import boundaries, changes, files, geo, handout, people, places, reports, rounds, statistics

MARKS = {
    "text": "kvistsnigel",  # ClassifiedAnswer.text
    "comment": "tvestjärt",  # ClassifiedAnswer.comment
    "count": "739182645",  # ClassifiedAnswer.count; pages group its digits
    "proposal": "gråsugga",  # ProposalGround.text
    "point": "husspindel",  # PointText.text
    "point_answer": "silverfisk",  # PointText.answer
    "ground": "skalbagge",  # DecisionGround.text
    "dissent": "ängsvipa",  # Dissent.text
    "judgement": "vattenlöpare",  # Paragraph.reason
}
ANNEX = frozenset({"text", "ground", "dissent"})  # what is copied into the annex
OPEN_MARK = "blåklocka"  # an open text, to see that pages are read at all


@dataclass
class Whole:
    """What there is, by name."""

    own: Unit
    neighbour: Unit
    published: Round
    open: Round
    picture: LocalPicture  # of the own unit in the open round, under review
    area: AreaAssessment  # the own unit's area in it
    point: ReviewPoint  # not sent yet
    extension: Extension  # more time for it, asked for and over when it was submitted
    glass: PersonalGrant  # the head's emergency reading of the own unit's picture: over, and not reviewed yet
    decision: Decision  # of the published round
    method: Method
    draft_method: Method  # not approved yet
    batch: ImportBatch  # not read in yet
    boundaries: ImportBatch  # a file of boundaries, not read in yet
    national: NationalPicture
    build: Build
    request: DocumentRequest  # for the own unit's local picture of the published round, being judged
    answered: DocumentRequest  # for the annex, decided
    change: OrganisationChange  # a new name for the own unit, far ahead: planned, not approved


def marked(question: Question) -> dict[str, Any]:
    """Return a full answer whose secret texts hold their marks."""
    given = rounds.full_answer(question, text=f"{OPEN_MARK} vid {question.code}")
    secret = question.notes_class == Disclosure.CLASSIFIED
    if question.kind == QuestionKind.DESCRIPTION:
        given["secret_text"] = f"Beskrivning med {MARKS['text']}."
    elif question.text_class == Disclosure.CLASSIFIED:
        given["text"] = f"Svar med {MARKS['text']}."
    if question.part_class("count") == Disclosure.CLASSIFIED:
        given["count"] = int(MARKS["count"])
    if secret:
        given["comment"] = f"Kommentar med {MARKS['comment']}."
    return given


def fill(picture: LocalPicture) -> LocalPicture:
    """Answer everything, with the marks."""
    by = people.officer(picture.unit)
    questions = list(Question.objects.filter(method=picture.round.method).exclude(kind=QuestionKind.PROPOSAL))
    picture.refresh_from_db()
    screening = {row.code: marked(row) for row in questions if row.scope == Scope.LPO}
    save_answers(picture, area=None, answers=screening, version=picture.version, by=by)
    for area in AreaAssessment.objects.filter(picture=picture):
        grounds = {row.code: {"met": "ja", "text": f"Grund med {MARKS['proposal']}."} for row in picture.round.method.criteria.all()}
        proposal = {"category": Category.UTSATT, "grounds": grounds}
        answers = {row.code: marked(row) for row in questions if row.scope == Scope.AREA}
        save_answers(picture, area=area, answers=answers, version=area.version, by=by, proposal=proposal)
    picture.refresh_from_db()
    return picture


def under_second_review(picture: LocalPicture) -> LocalPicture:
    """Fill in, return with a point, answer it, hand in again and take up again."""
    rounds.extension(picture)
    picture = review.take_up(pictures.submit(fill(picture), by=people.chief(picture.unit)), by=people.reviewer())
    add_point(picture, "S1", None)
    picture = review.return_picture(picture, answer_by=date(2999, 1, 1), by=people.reviewer())
    for point in ReviewPoint.objects.filter(picture=picture):
        pictures.answer_point(point, text=f"Svar med {MARKS['point_answer']}.", by=people.officer(picture.unit))
    return review.take_up(pictures.submit(picture, by=people.chief(picture.unit)), by=people.reviewer())


def add_point(picture: LocalPicture, code: str, area: AreaAssessment | None) -> ReviewPoint:
    question = Question.objects.get(method=picture.round.method, code=code)
    return review.add_point(picture, area=area, question=question, text=f"Punkt med {MARKS['point']}.", by=people.reviewer())


def decide(area: AreaAssessment) -> Decision:
    grounds = {row.code: {"met": "ja", "text": f"Skäl med {MARKS['ground']}."} for row in area.picture.round.method.criteria.all()}
    given = {"category": Category.UTSATT, "open_grounds": f"Öppna skäl med {OPEN_MARK}.", "dissent": f"Mening med {MARKS['dissent']}."}
    return decisions.decide(area, grounds=grounds, by=people.decider(), **given)


def emergency(picture: LocalPicture) -> PersonalGrant:
    """Let the head read the picture in an emergency for an hour, long ago."""
    with clock.at(datetime(2021, 3, 6, 12, tzinfo=UTC)):
        reading = break_glass(picture, reason="Pågående händelse i området", case_number="A77.1/2021", by=people.head())
    with clock.at(datetime(2021, 3, 6, 13, tzinfo=UTC)):
        end_grant(reading, by=people.head())
    reading.refresh_from_db()
    return reading


def mark_texts(area: AreaAssessment, decision: Decision) -> None:
    """Give one text of each kind a ground of its own: the area's description, the first point of its picture, a decision."""
    description = Question.objects.get(method=area.picture.round.method, kind=QuestionKind.DESCRIPTION)
    own, point = ground("enskild"), area.picture.points.all()[0]
    mark_text(Marking(picture=area.picture, area=area, answer_to=description), ground=own, by=people.officer(area.picture.unit))
    mark_text(Marking(picture=area.picture, point=point), ground=own, by=people.reviewer())
    assert decision.assessment is not None  # it was taken here
    mark_text(Marking(picture=decision.assessment.picture, decision=decision), ground=own, by=people.decider())


def _numbers(*units: Unit) -> None:
    """Give each unit and its area a few numbers of the register, one of them too small to be told and one derived."""
    people_in, officers = statistics.make_indicator(beside="A2 V2"), statistics.make_indicator("omradespoliser", "posts", beside="A2")
    shots = statistics.make_indicator("skjutningar", better="down", beside="B1")
    for unit in units:
        area = Area.objects.get(versions__unit=unit)
        statistics.make_values(people_in, area, {2016: 12000, 2018: 12400, 2019: 12500})
        statistics.make_values(people_in, area, {2019: 12480}, bounds=(11000, 14000))
        statistics.make_values(people_in, unit, {2019: 78000})
        statistics.make_values(officers, area, {2018: 3, 2019: 2})
        statistics.make_values(shots, area, {2018: 9, 2019: 3})


def make() -> Whole:
    """Make it all. The caller sees to the folders and to taking it back."""
    own, neighbour = places.make_lpo("Rinkeby"), places.make_lpo("Botkyrka")
    for name, unit in (("Husby", own), ("Alby", neighbour)):
        version = places.make_area(name, unit)
        rounds.list_area(version)
        boundaries.bound(version)
    _numbers(own, neighbour)
    with clock.at(datetime(2019, 3, 5, 12, tzinfo=UTC)):
        first = rounds.open_round(2019)
        for picture in first.pictures.all():
            review.approve(under_second_review(picture), by=people.reviewer())
        found = [decide(area) for area in AreaAssessment.objects.filter(picture__round=first)]
        closed = close_round(first, by=people.lead())
        compiled = reports.compiled(closed)
        edit_texts(compiled, summary=f"Sammanfattning med {OPEN_MARK}.", register_number="A1.2/2019", version=0, by=reports.editor())
        national = reports.approve_picture(compiled, by=people.head())
        build = reports.published(national).build
        request = handout.asked(rounds.picture_of(first, own), number="A7.3/2019")
        first_secret = next(row.order for row in paragraphs_of(request) if row.is_secret)
        said = Judgement(Verdict.MASK, ground("underrattelse"), [], f"Skada med {MARKS['judgement']}.")
        handout.judge_one(request, first_secret, said)
        answered = handout.decided(
            handout.asked(national, number="A7.4/2019", by=people.decider()), by=people.decider(), decider=people.head()
        )
    with clock.at(datetime(2021, 3, 5, 12, tzinfo=UTC)):
        method = rounds.make_method(2019)
        second = rounds.open_round(2021, method=method)
        picture = under_second_review(rounds.picture_of(second, own))
    area = AreaAssessment.objects.get(picture=picture)
    mark_texts(area, found[0])
    return Whole(
        own=own,
        neighbour=neighbour,
        published=closed,
        open=second,
        picture=picture,
        area=area,
        point=add_point(picture, "S1", None),
        extension=Extension.objects.get(picture=picture),
        glass=emergency(picture),
        decision=found[0],
        method=method,
        draft_method=rounds.make_method(2027, approved=False),
        batch=receive_batch(kind=KEY, filename="2019.csv", content=files.list_bytes(2019), by=files.data_admin()),
        boundaries=geo.waiting(year=2015),
        national=national,
        build=build,
        request=request,
        answered=answered,
        change=changes.planned(changes.rename(own, "Järva")),
    )

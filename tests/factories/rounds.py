"""Methods, rounds, local pictures and decisions, each brought to where a test wants it by the real actions."""

from datetime import date, timedelta
from typing import Any

from areas.models import Unit
from assessments import methodfiles
from assessments.actions import decisions, extensions, methods, pictures, review, rounds
from assessments.actions.answers import save_answers
from assessments.enums import Category, Trend
from assessments.models import AreaAssessment, Decision, Extension, LocalPicture, Method, Question, Round
from assessments.models.question import QuestionKind, Scope
from lagesbild import clock
from tests.factories import people
from tests.factories.places import make_lpo

PARTS = ("rating", "count", "share", "choice", "trend", "text")


def make_method(year: int = 2019, *, approved: bool = True) -> Method:
    """Make the method version of the data files: 31 questions and ten criteria."""
    method = Method.objects.filter(name=f"Metod {year}", version=1).first()
    if method is None:
        method = methods.create_method(
            name=f"Metod {year}",
            version=1,
            note="Frågornas ordalydelse är projektets rekonstruktion.",
            categories=[value.value for value in Category.listed()],
            questions=methodfiles.questions(),
            criteria=methodfiles.criteria(categories=[value.value for value in Category.listed()]),
            by=people.lead(),
        )
    if approved and method.approved_at is None:
        method = methods.approve_method(method, by=people.head())
    return method


def plan_round(year: int = 2019, **given: Any) -> Round:
    """Plan a round whose deadlines stand in its own year."""
    dates = {"submit_by": date(year, 2, 15), "review_by": date(year, 3, 22), "decide_by": date(year, 4, 15)}
    given.setdefault("method", None)
    values = {"reference_date": date(year, 1, 1), **dates, **given, "method": given["method"] or make_method()}
    return rounds.plan_round(year=year, by=people.lead(), **values)


def open_round(year: int = 2019, **given: Any) -> Round:
    """Open a round. The local police areas that exist by then are on its roster."""
    return rounds.open_round(plan_round(year, **given), by=people.lead())


def list_area(version: Any, year: int = 2017, category: str = Category.UTSATT) -> Decision:
    """Put an area on the published list of an earlier, historic round."""
    round_ = Round.objects.filter(year=year).first() or Round.objects.create(
        year=year,
        state="closed",
        reference_date=date(year, 1, 1),
        is_historic=True,
        planned_by=people.lead(),
        planned_at="2017-06-20T08:00Z",
    )
    return Decision.objects.create(round=round_, area=version.area, area_version=version, category=category, source="Publicerad lista")


def picture_of(round_: Round, unit: Unit | None = None) -> LocalPicture:
    return LocalPicture.objects.get(round=round_, unit=unit or make_lpo())


def full_answer(question: Question, *, text: str = "", rating: int = 2) -> dict[str, Any]:
    """Return an answer with every part that the question asks for."""
    values = {"rating": rating, "count": 4, "share": 41, "choice": question.choices[0] if question.choices else "", "trend": Trend.STABLE}
    words = text or f"Text till {question.code}."
    asked = {part: values.get(part, words) for part in PARTS if question.part_class(part)}
    if question.kind == QuestionKind.DESCRIPTION:
        asked = {"text": words, "secret_text": f"{words} Sekretess."}
    return asked | {"evidence": "fakta"}


def answers_for(method: Method, scope: str, **given: Any) -> dict[str, dict[str, Any]]:
    questions = Question.objects.filter(method=method, scope=scope).exclude(kind=QuestionKind.PROPOSAL)
    return {question.code: full_answer(question, **given) for question in questions}


def fill(picture: LocalPicture, *, by: Any = None, category: str = Category.UTSATT, text: str = "", rating: int = 2) -> LocalPicture:
    """Answer everything: the screening and each area, with a proposal for it."""
    by = by or people.officer(picture.unit)
    method = picture.round.method
    picture.refresh_from_db()
    save_answers(picture, area=None, answers=answers_for(method, Scope.LPO, text=text, rating=rating), version=picture.version, by=by)
    for area in AreaAssessment.objects.filter(picture=picture):
        proposal = {
            "category": category,
            "grounds": {row.code: {"met": "ja", "text": f"Grund {row.code}"} for row in method.criteria.all()},
        }
        given = answers_for(method, Scope.AREA, text=text, rating=rating)
        save_answers(picture, area=area, answers=given, version=area.version, by=by, proposal=proposal)
    picture.refresh_from_db()
    return picture


def submitted(picture: LocalPicture, **given: Any) -> LocalPicture:
    return pictures.submit(fill(picture, **given), by=people.chief(picture.unit))


def under_review(picture: LocalPicture, **given: Any) -> LocalPicture:
    return review.take_up(submitted(picture, **given), by=people.reviewer())


def extension(picture: LocalPicture, *, days: int = 14) -> Extension:
    """Ask for more time."""
    until = max(picture.due, clock.today()) + timedelta(days=days)
    return extensions.ask_extension(picture, until=until, reason="Två av oss är sjuka.", by=people.chief(picture.unit))


def granted(asked: Extension) -> Extension:
    return extensions.grant_extension(asked, until=asked.until, answer="Det går bra.", by=people.lead())


def refused(asked: Extension) -> Extension:
    return extensions.refuse_extension(asked, answer="Granskningen hinner inte annars.", by=people.lead())


def returned(picture: LocalPicture, *, code: str = "S1", answer_by: date = date(2999, 1, 1), **given: Any) -> LocalPicture:
    """Return a picture with one point at question `code`: of the screening, or of its first area."""
    picture = under_review(picture, **given)
    question = Question.objects.get(method=picture.round.method, code=code)
    area = picture.areas.first() if question.scope == Scope.AREA else None
    review.add_point(picture, area=area, question=question, text="Vad bygger det på?", by=people.reviewer())
    return review.return_picture(picture, answer_by=answer_by, by=people.reviewer())


def approved(picture: LocalPicture, **given: Any) -> LocalPicture:
    return review.approve(under_review(picture, **given), by=people.reviewer())


def decided(area: AreaAssessment, *, category: str = Category.UTSATT, open_grounds: str = "Öppna skäl.", dissent: str = "") -> Decision:
    """Decide an area whose picture is approved."""
    criteria = area.picture.round.method.criteria.all()
    grounds = {row.code: {"met": "ja", "text": f"Noas skäl {row.code}"} for row in criteria}
    given = {"category": category, "open_grounds": open_grounds, "grounds": grounds, "dissent": dissent}
    return decisions.decide(area, by=people.decider(), **given)

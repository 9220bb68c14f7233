"""One local police area's way through a round, act by act."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from assessments import madeup
from assessments.actions.answers import save_answers
from assessments.actions.pictures import answer_point, submit
from assessments.actions.review import add_point, approve, return_picture, take_up
from assessments.enums import Category, Trend
from assessments.models import AreaAssessment, Criterion, LocalPicture, Question, Round
from reports.demo.acting import Cast, at_work


@dataclass(frozen=True)
class Script:
    """What a round's local pictures are played from: the published categories and trends by area id, and a seed."""

    round: Round
    cast: Cast
    categories: Mapping[int, Category]
    trends: Mapping[int, Trend]
    questions: list[Question]
    criteria: list[Criterion]
    seed: int

    def rng(self, *parts: object) -> random.Random:
        return random.Random(":".join(str(part) for part in (self.seed, self.round.year, *parts)))

    def later(self, at: datetime, *parts: object) -> datetime:
        """Return a moment up to two hours later: people do not work on the stroke of ten."""
        return at + timedelta(minutes=self.rng("later", at.date(), *parts).randrange(120))

    def category(self, area: AreaAssessment) -> Category:
        return self.categories.get(area.area_id or 0, Category.UTSATT)


def fill_in(script: Script, picture: LocalPicture, *, at: datetime, areas: int | None = None) -> None:
    """The officer answers the screening and the areas (only the first `areas` of them when that is given)."""
    rng = script.rng(picture.unit.key)
    officer = script.cast.officer(picture.unit.key)
    assessed = list(picture.areas.all())
    with at_work(officer, script.later(at, picture.unit.key)):
        save_answers(picture, area=None, answers=madeup.screening(rng, zero=not assessed), version=0, by=officer)
        for area in assessed[:areas]:
            category = script.category(area)
            save_answers(
                picture,
                area=area,
                answers=madeup.area_answers(rng, script.questions, category=category, trend=script.trends.get(area.area_id or 0)),
                version=0,
                by=officer,
                proposal=madeup.proposal(rng, script.criteria, category=category),
            )


def sign(script: Script, picture: LocalPicture, *, at: datetime) -> None:
    with at_work(script.cast.chief(picture.unit.key), script.later(at, picture.unit.key)) as chief:
        submit(picture, by=chief)


def review_begins(script: Script, picture: LocalPicture, *, at: datetime) -> None:
    with at_work(script.cast.reviewer(picture.pk), script.later(at, picture.unit.key)) as reviewer:
        take_up(picture, by=reviewer)


def send_back(script: Script, picture: LocalPicture, *, at: datetime, answer_by: date) -> None:
    """The reviewer asks about two ratings of the first area and returns the picture."""
    area = picture.areas.first()
    reviewer = script.cast.reviewer(picture.pk)
    rated = [question for question in script.questions if question.rating_class]
    begins = script.later(at, picture.unit.key)
    for number, question in enumerate(script.rng(picture.unit.key, "points").sample(rated, 2)):
        text = f"{madeup.MARK} vad bygger graderingen av {question.code} på?"
        with at_work(reviewer, begins + timedelta(minutes=17 * number)):
            add_point(picture, area=area, question=question, text=text, by=reviewer)
    with at_work(reviewer, begins + timedelta(minutes=41)):
        return_picture(picture, answer_by=answer_by, by=reviewer)


def answer_points(script: Script, picture: LocalPicture, *, at: datetime) -> None:
    officer = script.cast.officer(picture.unit.key)
    picture.refresh_from_db()
    begins = script.later(at, picture.unit.key)
    for number, point in enumerate(picture.points.filter(turn=picture.turn)):
        with at_work(officer, begins + timedelta(minutes=12 * number)):
            answer_point(point, text=f"{madeup.MARK} den bygger på händelserapporterna för perioden.", by=officer)


def approved(script: Script, picture: LocalPicture, *, at: datetime) -> None:
    with at_work(script.cast.reviewer(picture.pk), script.later(at, picture.unit.key)) as reviewer:
        approve(picture, by=reviewer)

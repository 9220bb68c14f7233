"""Replaying a whole earlier round through the real actions. Answers are made up and marked so; categories are the published ones."""

import csv
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from areas.queries.places import versions_on
from assessments import madeup, methodfiles
from assessments.actions.decisions import decide
from assessments.actions.methods import approve_method, create_method
from assessments.actions.pictures import add_known_area
from assessments.actions.rounds import close_round, open_round, plan_round
from assessments.enums import Category, Trend
from assessments.models import AreaAssessment, LocalPicture, Method, Round
from lagesbild import clock
from lagesbild.db import present
from reports.demo import local
from reports.demo.acting import Cast, at_work
from reports.demo.local import Script

Say = Callable[[str], None]
LISTS = Path(methodfiles.__file__).parent / "data" / "lists"
CATEGORIES = {"utsatt område": Category.UTSATT, "riskområde": Category.RISK, "särskilt utsatt område": Category.SARSKILT}
RETURNED_EVERY = 4  # every fourth local picture with areas is returned once before it is approved
STANDS_IN = "lpo-globen"  # assesses, in the replay only, the areas whose local police area no public source tells


@dataclass(frozen=True)
class Calendar:
    """The days of a replayed round."""

    planned: date
    opened: date
    submit_by: date
    review_by: date
    decide_by: date
    closed: date
    compiled: date
    published: date
    reference: date


CALENDARS = {
    2019: Calendar(
        planned=date(2018, 11, 5),
        opened=date(2018, 12, 3),
        submit_by=date(2019, 2, 15),
        review_by=date(2019, 3, 22),
        decide_by=date(2019, 4, 30),
        closed=date(2019, 5, 10),
        compiled=date(2019, 5, 13),
        published=date(2019, 6, 3),  # the day that the press text of region Stockholm names
        reference=date(2019, 1, 1),
    )
}
# The only trend of 2019 that a source in hand states: the list of the press marks Ronna/Geneta/Lina as going the wrong way.
TRENDS = {2019: {"ronna-geneta-lina": Trend.NEGATIVE}}


def moment(day: date, hour: int = 10, minute: int = 0) -> datetime:
    """Return a moment of a day in Swedish time."""
    return timezone.make_aware(datetime.combine(day, time(hour, minute)))


def collect(year: int, *, seed: int, say: Say) -> Round:
    """Play a round from planning to closing and return it closed."""
    days = CALENDARS[year]
    cast = Cast()
    method = make_method(f"Metod {year}", cast, at=days.planned, categories=[category.value for category in Category.listed()])
    with clock.at(moment(days.planned)):
        round_ = plan_round(
            year=year,
            method=method,
            reference_date=days.reference,
            submit_by=days.submit_by,
            review_by=days.review_by,
            decide_by=days.decide_by,
            by=cast["noa.ledning"],
            is_replay=True,
        )
    with clock.at(moment(days.opened)):
        round_ = open_round(round_, by=cast["noa.ledning"])
    published = read_list(year)
    script = make_script(round_, cast, published, seed=seed)
    _add_areas(script)
    _play_pictures(script, days, say)
    _play_decisions(script, days, say)
    with clock.at(moment(days.closed)):
        return close_round(round_, by=cast["noa.ledning"])


def make_method(name: str, cast: Cast, *, at: date, categories: list[str]) -> Method:
    """Make a method version from the project's data files, approved by a second person; find it when it is there."""
    existing = Method.objects.filter(name=name, version=1).first()
    if existing is not None:
        return existing
    with clock.at(moment(at, 8)):
        method = create_method(
            name=name,
            version=1,
            note="Frågornas ordalydelse är det här projektets rekonstruktion ur offentliga källor. Polisens egen är inte publicerad.",
            categories=categories,
            questions=methodfiles.questions(),
            criteria=methodfiles.criteria(categories=categories),
            by=cast["noa.ledning"],
        )
        return approve_method(method, by=cast["noa.chef"])


def make_script(round_: Round, cast: Cast, published: dict[int, Category], *, seed: int) -> Script:
    trends, method = TRENDS.get(round_.year, {}), present(round_.method)
    return Script(
        round=round_,
        cast=cast,
        categories=published,
        trends={
            version.area_id: trends[version.area.slug] for version in versions_on(round_.reference_date) if version.area.slug in trends
        },
        questions=list(method.questions.filter(scope="area")),
        criteria=list(method.criteria.all()),
        seed=seed,
    )


def read_list(year: int) -> dict[int, Category]:
    """Return the published category of each area of a year's list, by area id. An area of the last list that is missing here left it."""
    known = {(version.name, version.municipality.name): version.area_id for version in versions_on(date(year, 6, 30))}
    with (LISTS / f"{year}.csv").open(encoding="utf-8", newline="") as file:
        return {known[row["omrade"], row["kommun"]]: CATEGORIES[row["kategori"]] for row in csv.DictReader(file)}


def _add_areas(script: Script) -> None:
    """Take up the areas that the opening could not place: new on the list, or without a local police area in public sources."""
    pictures = {picture.unit_id: picture for picture in LocalPicture.objects.filter(round=script.round).select_related("unit", "round")}
    stand_in = next(picture for picture in pictures.values() if picture.unit.key == STANDS_IN)
    placed = set(AreaAssessment.objects.filter(picture__round=script.round).values_list("area_id", flat=True))
    last = set(script.categories)
    for version in versions_on(script.round.reference_date):
        if version.area_id in last and version.area_id not in placed:
            picture = pictures.get(version.unit_id, stand_in)
            with clock.at(present(script.round.opened_at) + timedelta(days=3)):
                add_known_area(picture, version=version, by=script.cast.officer(picture.unit.key))


def _play_pictures(script: Script, days: Calendar, say: Say) -> None:
    pictures = list(LocalPicture.objects.filter(round=script.round).select_related("unit", "round"))
    span = (days.submit_by - days.opened).days - 10
    with_areas = 0
    for number, picture in enumerate(pictures, start=1):
        start = days.opened + timedelta(days=7 + number * span // len(pictures))
        local.fill_in(script, picture, at=moment(start, 9, number % 60))
        local.sign(script, picture, at=moment(start + timedelta(days=2), 15, number % 60))
        local.review_begins(script, picture, at=moment(start + timedelta(days=6), 9, number % 60))
        if picture.areas.exists():
            with_areas += 1
            if with_areas % RETURNED_EVERY == 1:
                _play_return(script, picture, start)
        local.approved(script, picture, at=moment(start + timedelta(days=24), 14, number % 60))
        if number % 20 == 0 or number == len(pictures):
            say(f"{number} av {len(pictures)} lokala lägesbilder")


def _play_return(script: Script, picture: LocalPicture, start: date) -> None:
    answer_by = start + timedelta(days=16)
    local.send_back(script, picture, at=moment(start + timedelta(days=9)), answer_by=answer_by)
    local.answer_points(script, picture, at=moment(start + timedelta(days=13)))
    local.sign(script, picture, at=moment(start + timedelta(days=14)))
    local.review_begins(script, picture, at=moment(start + timedelta(days=17)))


def _play_decisions(script: Script, days: Calendar, say: Say) -> None:
    assessments = list(AreaAssessment.objects.filter(picture__round=script.round).select_related("picture__round__method"))
    for number, assessment in enumerate(assessments):
        category = script.categories.get(assessment.area_id or 0, Category.INTE)
        rng = script.rng(assessment.pk, "decision")
        day = days.review_by + timedelta(days=number * (days.decide_by - days.review_by).days // len(assessments))
        with at_work(script.cast["noa.beslut"], moment(day, 11, number % 60)) as decider:
            decide(
                assessment,
                category=category,
                open_grounds=madeup.open_grounds(rng),
                grounds=madeup.criteria_met(rng, script.criteria, category=category),
                by=decider,
            )
    say(f"{len(assessments)} beslut")

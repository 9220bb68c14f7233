"""A coming round half-way through, so that every page has something in it."""

from datetime import timedelta

from django.utils import timezone

from areas.models import Municipality
from assessments import madeup
from assessments.actions.decisions import decide
from assessments.actions.pictures import propose_area
from assessments.actions.rounds import open_round, plan_round
from assessments.enums import Category
from assessments.models import AreaAssessment, Decision, LocalPicture, Round
from lagesbild import clock
from lagesbild.db import present
from reports.demo import local
from reports.demo.acting import Cast, at_work
from reports.demo.local import Script
from reports.demo.replay import make_method, moment

YEAR = 2027
KEEP = {"lpo-botkyrka": 4, "lpo-jarva": 5, "lpo-sodertalje": 1}  # how far the shown local police areas have come
STEPS = 7  # 0 not begun … 6 approved; the others are spread over all of them


def begin(*, seed: int) -> Round:
    """Plan and open the coming round and carry each local picture as far as its turn in the spread says."""
    existing = Round.objects.filter(year=YEAR).first()
    if existing is not None:
        return existing
    today = timezone.localdate()
    cast = Cast()
    categories = [Category.UTSATT.value, Category.SARSKILT.value]  # riskområde was dropped from the published list of 2025
    method = make_method(f"Metod {YEAR}", cast, at=today - timedelta(days=70), categories=categories)
    with clock.at(moment(today - timedelta(days=60))):
        round_ = plan_round(
            year=YEAR,
            method=method,
            reference_date=today - timedelta(days=60),
            submit_by=today + timedelta(days=12),
            review_by=today + timedelta(days=45),
            decide_by=today + timedelta(days=80),
            by=cast["noa.ledning"],
            is_replay=True,
        )
    with clock.at(moment(today - timedelta(days=50))):
        round_ = open_round(round_, by=cast["noa.ledning"])
    script = _script(round_, cast, seed)
    _propose(script)
    for number, picture in enumerate(LocalPicture.objects.filter(round=round_).select_related("unit", "round")):
        step = KEEP.get(picture.unit.key, (number * 5) % STEPS)
        _carry(script, picture, step)
    _decide_some(script)
    return round_


def _script(round_: Round, cast: Cast, seed: int) -> Script:
    method = present(round_.method)
    last = Decision.objects.filter(round__year=2025).values_list("area_id", "category")
    return Script(
        round=round_,
        cast=cast,
        categories={area_id: Category(category) for area_id, category in last},
        trends={},
        questions=list(method.questions.filter(scope="area")),
        criteria=list(method.criteria.all()),
        seed=seed,
    )


def _propose(script: Script) -> None:
    picture = LocalPicture.objects.select_related("unit", "round").get(round=script.round, unit__key="lpo-sodertalje")
    municipality = Municipality.objects.get(name="Södertälje")
    with clock.at(present(script.round.opened_at) + timedelta(days=4)):
        propose_area(picture, name="Exempelområdet", municipality=municipality, by=script.cast.officer(picture.unit.key))


def _carry(script: Script, picture: LocalPicture, step: int) -> None:
    """Carry a local picture to a step: 1 draft, 2 submitted, 3 under review, 4 returned, 5 submitted again, 6 approved."""
    today = timezone.localdate()
    has_areas = picture.areas.exists()
    if step >= 1:
        draft = step == 1 and has_areas
        local.fill_in(script, picture, at=moment(today - timedelta(days=30)), areas=1 if draft else None)
    if step >= 2:
        local.sign(script, picture, at=moment(today - timedelta(days=20)))
    if step >= 3:
        local.review_begins(script, picture, at=moment(today - timedelta(days=12)))
    if step in {4, 5} and has_areas:
        late = picture.pk % 3 == 0
        local.send_back(script, picture, at=moment(today - timedelta(days=9)), answer_by=today + timedelta(days=-2 if late else 4))
    if step == 5 and has_areas:
        local.answer_points(script, picture, at=moment(today - timedelta(days=4)))
        local.sign(script, picture, at=moment(today - timedelta(days=3)))
    if step == 6 or (step in {4, 5} and not has_areas):
        local.approved(script, picture, at=moment(today - timedelta(days=5)))


def _decide_some(script: Script) -> None:
    """Decide every second area of the approved local pictures."""
    approved = AreaAssessment.objects.filter(picture__round=script.round, picture__state="approved").select_related(
        "picture__round__method"
    )
    for number, assessment in enumerate(approved):
        if number % 2 == 0:
            rng = script.rng(assessment.pk, "decision")
            category = script.category(assessment)
            decided = script.later(moment(timezone.localdate() - timedelta(days=2)), assessment.pk)
            with at_work(script.cast["noa.beslut"], decided) as decider:
                decide(
                    assessment,
                    category=category,
                    open_grounds=madeup.open_grounds(rng),
                    grounds=madeup.criteria_met(rng, script.criteria, category=category),
                    by=decider,
                )

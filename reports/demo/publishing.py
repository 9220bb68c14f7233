"""From closed rounds to published reports: compile, approve, build by the worker, sign the checks, publish."""

import time
from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from assessments.madeup import MARK
from assessments.models import Round
from lagesbild import clock
from lagesbild.db import present
from lagesbild.jobs.models import Job, JobState
from reports.actions.builds import request_build
from reports.actions.national import approve_picture, compile_picture
from reports.actions.publishing import approve_release, publish
from reports.demo.acting import Cast
from reports.demo.replay import CALENDARS, moment
from reports.models import Build, NationalPicture, Publication

Say = Callable[[str], None]
WAIT = 120  # seconds for all builds; a demo that takes longer has no worker


class NoWorker(Exception):
    """The builds do not move: no worker answers."""


def order_builds(rounds: list[Round]) -> list[Build]:
    """Compile and approve each closed round that is not published yet, and order its build. The worker begins at once."""
    cast = Cast()
    published = set(Publication.objects.values_list("year", flat=True))
    return [_ordered(round_, cast) for round_ in rounds if round_.year not in published]


def publish_builds(builds: list[Build], *, say: Say) -> list[Publication]:
    """Wait for the builds, sign their checks and publish them."""
    cast = Cast()
    _wait(builds, say)
    return [_published(build, cast) for build in builds]


def begin_correction(year: int) -> NationalPicture:
    """Compile a second version of a published picture, so that something waits for the head; find it when it is there."""
    round_ = Round.objects.get(year=year)
    waiting = NationalPicture.objects.filter(round=round_, version=2).first()
    return waiting or compile_picture(
        round_, by=Cast()["noa.redaktor"], correction_reason=f"{MARK} en ordalydelse i sammanfattningen rättas."
    )


def _ordered(round_: Round, cast: Cast) -> Build:
    compiled, day = _days(round_.year)
    with clock.at(moment(compiled)):
        picture = NationalPicture.objects.filter(round=round_).first() or compile_picture(round_, by=cast["noa.redaktor"])
    if picture.approved_at is None:
        with clock.at(moment(compiled + timedelta(days=7))):
            picture = approve_picture(picture, version=picture.text_version, by=cast["noa.chef"])
    with clock.at(moment(day - timedelta(days=3))):
        return picture.builds.filter(built_at__isnull=False).first() or request_build(picture, edition_date=day, by=cast["publicist"])


def _published(build: Build, cast: Cast) -> Publication:
    _compiled, day = _days(build.picture.year)
    build.refresh_from_db()
    if build.release_approved_at is None:
        with clock.at(moment(day, 8)):
            approve_release(build, by=cast["noa.ledning"])
    with clock.at(moment(day, 10)):
        return publish(build, by=cast["publicist"])


def _days(year: int) -> tuple[date, date]:
    """Return the days of compiling and publishing: a replayed round's own, or today for a list taken over from an earlier report."""
    if year in CALENDARS:
        return CALENDARS[year].compiled, CALENDARS[year].published
    today = timezone.localdate()
    return today - timedelta(days=14), today


def _wait(builds: list[Build], say: Say) -> None:
    jobs = [present(build.job_id) for build in builds]
    until = time.monotonic() + WAIT
    done = -1
    while True:
        states = list(Job.objects.filter(pk__in=jobs).values_list("state", "message"))
        over = [state for state, _message in states if state in {JobState.DONE, JobState.FAILED}]
        failed = [message for state, message in states if state == JobState.FAILED]
        if failed:
            raise NoWorker(failed[0])
        if len(over) != done:
            done = len(over)
            say(f"{done} av {len(jobs)} rapporter byggda")
        if done == len(jobs):
            return
        if time.monotonic() > until:
            raise NoWorker("Rapporterna blev inte byggda. Kontrollera att Celery-arbetaren är igång.")
        time.sleep(0.2)

"""A small closed round, and its picture brought to where a test wants it by the real actions."""

from datetime import date

from assessments.actions import pictures, review
from assessments.actions.answers import save_answers
from assessments.actions.rounds import close_round
from assessments.enums import YesNo
from assessments.models import AreaAssessment, LocalPicture, Round
from assessments.models.question import Scope
from lagesbild.access.roles import Role
from lagesbild.accounts.models import User
from lagesbild.jobs import running
from lagesbild.jobs.models import Job
from reports.actions import builds, national
from reports.actions.national import compile_picture
from reports.actions.publishing import approve_release, publish
from reports.models import Build, NationalPicture, Publication
from tests.factories import people, rounds
from tests.factories.places import make_area, make_lpo

EDITION = date(2019, 6, 3)
OPEN_GROUNDS = "Öppna skäl som alla får läsa."
DISSENT = "En avvikande mening som bara står i bilagan."


def editor() -> User:
    return people.make_user(Role.NOA_EDITOR)


def publisher() -> User:
    return people.make_user(Role.PUBLISHER)


def decided_round(*, open_grounds: str = OPEN_GROUNDS, text: str = "", dissent: str = DISSENT) -> Round:
    """Return a round in which everything is done but the closing: two local police areas, one area on the last list."""
    make_lpo("Rinkeby")
    make_lpo("Malmö Norr", "Syd")
    rounds.list_area(make_area("Husby"))
    round_ = rounds.open_round()
    for picture in round_.pictures.all():
        if picture.areas.exists():
            rounds.approved(picture, text=text)
        else:
            zero_report(picture)
    for area in AreaAssessment.objects.filter(picture__round=round_):
        rounds.decided(area, open_grounds=open_grounds, dissent=dissent)
    return round_


def zero_report(picture: LocalPicture) -> LocalPicture:
    """Answer that nothing affects the local community anywhere in the local police area, and have it approved."""
    answers = rounds.answers_for(picture.round.method, Scope.LPO)
    answers["S2"]["choice"] = YesNo.NO
    save_answers(picture, area=None, answers=answers, version=picture.version, by=people.officer(picture.unit))
    picture.refresh_from_db()
    picture = pictures.submit(picture, by=people.chief(picture.unit))
    return review.approve(review.take_up(picture, by=people.reviewer()), by=people.reviewer())


def closed_round(**given: str) -> Round:
    return close_round(decided_round(**given), by=people.lead())


def compiled(round_: Round | None = None, *, correction_reason: str = "", **given: str) -> NationalPicture:
    return compile_picture(round_ or closed_round(**given), by=editor(), correction_reason=correction_reason)


def approve_picture(picture: NationalPicture, *, by: User) -> NationalPicture:
    """Approve the picture as it is now, as somebody who has read it a moment ago."""
    now = NationalPicture.objects.get(pk=picture.pk)
    return national.approve_picture(now, version=now.text_version, by=by)


def approved(round_: Round | None = None, **given: str) -> NationalPicture:
    return approve_picture(compiled(round_, **given), by=people.head())


def ordered(picture: NationalPicture | None = None, **given: str) -> Build:
    return builds.request_build(picture or approved(**given), edition_date=EDITION, by=publisher())


def work(job: Job) -> None:
    """Do a build's job as the worker does."""
    claimed = running.start(job.pk)
    assert claimed is not None
    with running.running(claimed):
        builds.carry_out(claimed)


def built(picture: NationalPicture | None = None, **given: str) -> Build:
    build = ordered(picture, **given)
    work(build.job)
    return Build.objects.select_related("picture", "job").get(pk=build.pk)


def signed(picture: NationalPicture | None = None, **given: str) -> Build:
    return approve_release(built(picture, **given), by=people.lead())


def published(picture: NationalPicture | None = None, **given: str) -> Publication:
    return publish(signed(picture, **given), by=publisher())

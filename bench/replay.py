"""The round of 2019 from planning to publication, with a real worker; then its release check once more, against every classified text."""

from django.conf import settings

from bench import setting
from lagesbild.access.acting import Purpose, acting_for
from reports.demo import replay
from reports.demo.publishing import order_builds, publish_builds
from reports.models import Build, ReleaseCheck
from reports.queries.open_report import open_report
from reports.release_checks import run_checks


def quiet(text: str) -> None:
    """Say nothing: printing is not what is measured."""


def main() -> None:
    setting.prepare()
    setting.load_lists(2015, 2017)
    rounds = []
    with setting.worker():
        collected = setting.timed(lambda: rounds.append(replay.collect(2019, seed=1, say=quiet)))
        published = setting.timed(lambda: publish_builds(order_builds(rounds), say=quiet))
    setting.report("97 local pictures collected, decided and closed", [collected], 30)
    setting.report("the whole replay, published", [collected + published], 30)
    checks: list[ReleaseCheck] = []
    build = Build.objects.select_related("picture__round").get(picture__year=2019)
    seconds = [setting.timed(lambda: checks.extend(_checked(build))) for _run in range(3)]
    compared = sum(checks[0].facts["texts"].values())
    setting.report(f"its {len(checks) // 3} release checks against {compared} classified texts", seconds, 5)


def _checked(build: Build) -> list[ReleaseCheck]:
    report = open_report(build.picture, version=build.version, edition_date=build.edition_date)
    with acting_for(Purpose.RELEASE_CHECK):
        return run_checks(build, report, settings.BUILD_DIR / build.folder)


if __name__ == "__main__":
    main()

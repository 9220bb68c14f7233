"""The report of the 65 areas of 2025: all files of the bundle, and the checks before publication."""

import shutil
from datetime import date

from django.conf import settings

from assessments.models import Round
from bench import setting
from reports.actions.national import compile_picture
from reports.demo.accounts import account
from reports.models import Build
from reports.queries.open_report import open_report
from reports.release_checks import run_checks
from reports.site.bundle import write_bundle

RUNS = 5
EDITION = date(2026, 1, 1)


def main() -> None:
    setting.prepare()
    setting.load_lists(2015, 2017, 2021, 2023, 2025)
    picture = compile_picture(Round.objects.get(year=2025), by=account("noa.redaktor"))
    build = Build(picture=picture, version=1, edition_date=EDITION)
    written, checked, files = [], [], 0
    for number in range(RUNS):
        folder = settings.BUILD_DIR / f"bench-{number}"
        made = open_report(picture, version=1, edition_date=EDITION)
        written.append(setting.timed(lambda made=made, folder=folder: write_bundle(made, folder, progress=lambda *step: None)))
        checked.append(setting.timed(lambda made=made, folder=folder: run_checks(build, made, folder)))
        files = sum(1 for path in folder.rglob("*") if path.is_file())
        shutil.rmtree(folder)
    setting.report(f"bundle of 65 areas, {files} files, HTML + PDF + data", written, 5)
    setting.report("its release checks", checked, 5)
    setting.report("both", [one + other for one, other in zip(written, checked, strict=True)], 5)


if __name__ == "__main__":
    main()

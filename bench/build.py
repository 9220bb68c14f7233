"""The report of the 65 areas of 2025: all files of the bundle, and the checks before publication."""

import shutil
from datetime import date

from bench import setting

RUNS = 5


def main() -> None:
    setting.prepare()
    setting.load_lists(2015, 2017, 2021, 2023, 2025)
    from django.conf import settings  # noqa: PLC0415  (needs Django)

    from assessments.models import Round  # noqa: PLC0415
    from reports.actions.national import compile_picture  # noqa: PLC0415
    from reports.demo.accounts import account  # noqa: PLC0415
    from reports.models import Build  # noqa: PLC0415
    from reports.queries.open_report import open_report  # noqa: PLC0415
    from reports.release_checks import run_checks  # noqa: PLC0415
    from reports.site.bundle import write_bundle  # noqa: PLC0415

    picture = compile_picture(Round.objects.get(year=2025), by=account("noa.redaktor"))
    build = Build(picture=picture, version=1, edition_date=date(2026, 1, 1))
    written, checked = [], []
    for number in range(RUNS):
        folder = settings.BUILD_DIR / f"bench-{number}"
        made = open_report(picture, version=1, edition_date=build.edition_date)
        written.append(setting.timed(lambda made=made, folder=folder: write_bundle(made, folder, progress=lambda *step: None)))
        checked.append(setting.timed(lambda made=made, folder=folder: run_checks(build, made, folder)))
        files = sum(1 for path in folder.rglob("*") if path.is_file())
        shutil.rmtree(folder)
    setting.report(f"bundle of 65 areas, {files} files, HTML + PDF + data", written, 5)
    setting.report("its release checks", checked, 5)
    setting.report("both", [one + other for one, other in zip(written, checked, strict=True)], 5)


if __name__ == "__main__":
    main()

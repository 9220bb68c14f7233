"""The map pages at the server: the list of 2023 with a boundary of 200 points for each area, and what the map that zooms asks for."""

import os
import statistics
import sys
import time

import django


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lagesbild.settings")
    os.environ["LOG_LEVEL"] = "ERROR"
    django.setup()
    from django.conf import settings  # noqa: PLC0415  (needs the set-up above)
    from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    from bench.setting import load_lists, prepare  # noqa: PLC0415
    from tests.factories import boundaries, people  # noqa: PLC0415
    from tests.factories.factors import factor_given_with_force_login  # noqa: PLC0415

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.SECURE_SSL_REDIRECT = False
    prepare()
    load_lists(2021, 2023)
    print(f"{boundaries.round_every_area(corners=200)} boundaries")
    user_logged_in.connect(factor_given_with_force_login)
    client = Client()
    client.force_login(people.lead())
    held = [measured(client, path) for path in PATHS]
    return int(not all(held))


PATHS = (
    "/karta/?ar=2023",
    "/karta/region/stockholm/?ar=2023",
    "/karta/region/syd/?ar=2023",
    "/karta/omraden.geojson?ar=2023",
    "/karta/granser.geojson",
)
LIMIT = 50.0  # milliseconds


def measured(client: object, path: str) -> bool:
    """Print the first answer of a process, and the medians of forty after it: by the clock, and of the process's own work.

    The second is what counts on a machine that others use too; what the database does is not in it.
    """
    first = times(client, path)[0]
    rest = [times(client, path) for _n in range(40)]
    clock, work = (statistics.median(column) for column in zip(*rest, strict=True))
    size = len(client.get(path).content) // 1000  # type: ignore[attr-defined]
    verdict = "holds" if work <= LIMIT else "DOES NOT HOLD"
    least = min(rest)[0]
    print(f"{path:<36} first {first:5.0f} ms, then {clock:5.1f} ms (least {least:5.1f}), of it {work:5.1f} ms work, {size} kB: {verdict}")
    if "--profile" in sys.argv:
        import cProfile  # noqa: PLC0415
        import pstats  # noqa: PLC0415

        with cProfile.Profile() as seen:
            client.get(path)  # type: ignore[attr-defined]
        pstats.Stats(seen).sort_stats("cumulative").print_stats(45)
    return work <= LIMIT


def times(client: object, path: str) -> tuple[float, float]:
    """Return the milliseconds of one answer: by the clock, and of this process."""
    start, work = time.perf_counter(), time.process_time()
    answer = client.get(path)  # type: ignore[attr-defined]
    assert answer.status_code == 200, answer.status_code
    return (time.perf_counter() - start) * 1000, (time.process_time() - work) * 1000


if __name__ == "__main__":
    sys.exit(main())

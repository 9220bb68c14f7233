"""Prints how long a file of 59 boundaries takes to be tried and read in, and what a file of a hundred megabytes costs in memory.

The file is made from the published list of 2023: a shape file of round areas with as many corners as the police's have. With GEODATA set to
the path of a real one (zip, GeoPackage, GeoJSON), that is read instead.
"""

import os
import sys
import tempfile
from pathlib import Path

import django

LIMIT = 2.0  # seconds
MEGABYTES = 300


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lagesbild.settings")
    os.environ["LOG_LEVEL"] = "ERROR"
    django.setup()
    from assessments.actions.geodata import apply_geodata, plan_of, receive_geodata  # noqa: PLC0415  (needs the set-up above)
    from bench.setting import prepare, report, timed  # noqa: PLC0415
    from reports.demo import accounts  # noqa: PLC0415
    from tests.factories import geo  # noqa: PLC0415
    from tests.geo.test_bad_files import large, memory_of  # noqa: PLC0415

    prepare()
    by = accounts.account("data.admin")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(os.environ["GEODATA"]) if os.environ.get("GEODATA") else geo.shape_zip(Path(folder), geo.published(segments=48))
        batch = receive_geodata(path, filename=path.name, year=2023, by=by)
        dry = [timed(lambda: plan_of(batch)) for _ in range(5)]
        report(f"dry run of {path.name}, {path.stat().st_size // 1024} KiB", dry, LIMIT)
        report("reading it in", [timed(lambda: apply_geodata(batch, by=by))], 2 * LIMIT)
        peak = 0
        for kind in ("many_small", "one_large", "gpkg"):
            made = large(kind, Path(folder))
            used: list[int] = []
            seconds = timed(lambda made=made, used=used: used.append(memory_of(made)[1]))
            peak = max(peak, *used)
            print(f"{kind}, {made.stat().st_size // 1024**2} MiB: {seconds:.1f} s, at most {used[0]} MiB; limit {MEGABYTES} MiB")
            made.unlink()
    return int(peak > MEGABYTES or sorted(dry)[2] > LIMIT)


if __name__ == "__main__":
    sys.exit(main())

"""Prints how many queries each page with a list costs, with few rows and with 97 (20 areas in one local picture). They must be equal."""

import os
import sys
import tempfile
from pathlib import Path

import django


def main() -> int:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "lagesbild.settings")
    os.environ["LOG_LEVEL"] = "ERROR"
    django.setup()
    from django.conf import settings  # noqa: PLC0415  (needs the set-up above)
    from django.core.management import call_command  # noqa: PLC0415
    from django.db import transaction  # noqa: PLC0415

    from tests.factories import many, whole  # noqa: PLC0415

    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    settings.STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    folder = Path(tempfile.mkdtemp(prefix="lagesbild-lists-"))
    settings.BUILD_DIR, settings.PUBLIC_DIR = folder / "builds", folder / "public"
    call_command("migrate", verbosity=0)
    with transaction.atomic():  # everything is taken back: no worker is to be told of builds
        scene = whole.make()
        many.start(scene)
        few = many.counts(scene, warm=True)
        many.grow(scene)
        lots = many.counts(scene)
        transaction.set_rollback(True)
    print(f"{'page':<52} {'1':>4} {'97':>4}")
    for name, count in few.items():
        print(f"{name:<52} {count:>4} {lots[name]:>4}{'' if lots[name] <= count else '  DOES NOT HOLD'}")
    return int(any(lots[name] > few[name] for name in few))


if __name__ == "__main__":
    sys.exit(main())

"""`manage.py load_demo`: everything the demo shows. Run again it changes nothing but the password."""

import os
import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from areas.importers import load_places
from assessments.importers import import_list
from assessments.models import Round
from lagesbild.accounts.factors import is_base32
from reports.demo import accounts, coming, handing_out, numbers, replay
from reports.demo.publishing import NoWorker, begin_correction, order_builds, publish_builds
from reports.models import Build

HISTORIC_BEFORE, HISTORIC_AFTER = (2015, 2017), (2021, 2023, 2025)
SEED = 2019


class Command(BaseCommand):
    help = "Läser in listorna 2015–2025, återspelar omgång 2019, publicerar dem och påbörjar en kommande omgång."

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("Demon läses bara in med DEMO=1: den gör konton med ett gemensamt lösenord.")
        password = os.environ.get("DEMO_PASSWORD")
        if not password:
            raise CommandError("Sätt DEMO_PASSWORD till demokontonas lösenord.")
        self.start = time.monotonic()
        self._load(password)

    def _load(self, password: str) -> None:
        load_places()
        made = accounts.make_accounts(password)
        accounts.set_password(password)
        secret = os.environ.get("DEMO_TOTP_SECRET", "")
        if secret and not is_base32(secret):
            raise CommandError("DEMO_TOTP_SECRET ska vara base32: bokstäverna A–Z och siffrorna 2–7, minst 16 tecken.")
        if secret:
            accounts.set_factors(secret)
        self.say(f"{made} nya konton")
        self._lists(*HISTORIC_BEFORE)
        numbers.begin(seed=SEED)
        builds = self._order(*HISTORIC_BEFORE)  # the worker builds them while the round is replayed
        if not Round.objects.filter(year=2019).exists():
            replay.collect(2019, seed=SEED, say=self.say)
        self._lists(*HISTORIC_AFTER)
        builds += self._order(2019, *HISTORIC_AFTER)
        coming.begin(seed=SEED)
        self.say("En kommande omgång är påbörjad")
        try:
            publish_builds(builds, say=self.say)
        except NoWorker as error:
            raise CommandError(str(error)) from None
        begin_correction(2019)
        handing_out.begin()
        self.say("Demon är inläst")

    def _order(self, *years: int) -> list[Build]:
        return order_builds(list(Round.objects.filter(year__in=years).order_by("year")))

    def _lists(self, *years: int) -> None:
        importer = accounts.account("data.admin")
        for year in years:
            if not Round.objects.filter(year=year).exists():
                import_list(replay.LISTS / f"{year}.csv", by=importer)
                self.say(f"Listan {year} är inläst")

    def say(self, text: str) -> None:
        self.stdout.write(f"{time.monotonic() - self.start:6.1f} s  {text}")
        self.stdout.flush()

"""`manage.py replay_round 2019`: play an earlier round from planning to publication."""

import time
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from assessments.models import Round
from reports.demo import replay
from reports.demo.publishing import NoWorker, order_builds, publish_builds


class Command(BaseCommand):
    help = "Återspelar en tidigare omgång genom de riktiga handlingarna. Svaren är påhittade, kategorierna de publicerade."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("year", type=int, choices=sorted(replay.CALENDARS))
        parser.add_argument("--seed", type=int, default=1, help="frö för de påhittade svaren")
        parser.add_argument("--no-publish", action="store_true", help="stanna när omgången är stängd")

    def handle(self, *args: Any, **options: Any) -> None:
        year = options["year"]
        start = time.monotonic()
        if Round.objects.filter(year=year).exists():
            raise CommandError(f"Omgång {year} finns redan och spelas inte om.")
        round_ = replay.collect(year, seed=options["seed"], say=self.stdout.write)
        if not options["no_publish"]:
            try:
                publish_builds(order_builds([round_]), say=self.stdout.write)
            except NoWorker as error:
                raise CommandError(str(error)) from None
        self.stdout.write(f"Klart på {time.monotonic() - start:.1f} s")

"""`manage.py keys status|rotate|new`: the keys that lock what is classified."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import connection, transaction
from django.utils.timezone import localtime

from lagesbild import audit
from lagesbild.audit.events import Event
from lagesbild.sealing import datakeys, resealing
from lagesbild.sealing.errors import SealError
from lagesbild.sealing.keyfile import key_ring, new_line
from lagesbild.sealing.models import DataKey


class Command(BaseCommand):
    help = "Visar nycklarna, byter dem medan folk arbetar, eller gör en ny rad till nyckelfilen."
    requires_system_checks = []  # a missing key is what one comes here to mend

    def add_arguments(self, parser: ArgumentParser) -> None:
        steps = parser.add_subparsers(dest="step", required=True)
        steps.add_parser("status", help="vilka nycklar som finns, och om de öppnar det som är låst")
        steps.add_parser("rotate", help="lås allt på nytt med nyckelfilens första nyckel och en ny datanyckel")
        new = steps.add_parser("new", help="skriv ut en rad till nyckelfilen")
        new.add_argument("name", help="nyckelns namn, till exempel 2026-11")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            {"status": self.status, "rotate": self.rotate, "new": lambda: self.new(options["name"])}[options["step"]]()
        except SealError as error:
            raise CommandError(str(error)) from None

    def new(self, name: str) -> None:
        if not name or " " in name:
            raise CommandError("Nyckelns namn får inte vara tomt och inte ha blanksteg.")
        self.stdout.write(new_line(name))

    def status(self) -> None:
        """Print every key by name, never the key. Fails when something that is locked cannot be opened."""
        ring = key_ring()
        self.stdout.write(f"Nyckelfilen: {', '.join(ring.keys)} (i bruk: {ring.current})")
        counts = resealing.counts() if self._is_owner() else {}
        closed = 0
        for row in DataKey.objects.all():
            try:
                datakeys.unwrap(row, ring)
                opens = "öppnas"
            except SealError as error:
                opens, closed = str(error), closed + 1
            values = f", {counts.get(row.pk, 0)} värden" if self._is_owner() else ""
            self.stdout.write(f"Datanyckel {row.pk}, {localtime(row.created_at):%Y-%m-%d %H.%M}, låst med {row.kek}{values}: {opens}")
        if not self._is_owner():
            self.stdout.write("Hur mycket varje nyckel låser ser bara tabellernas ägare.")
        if closed:
            raise CommandError(f"{closed} datanycklar kan inte öppnas med nyckelfilen.")

    def rotate(self) -> None:
        """Wrap the data keys with the first key of the file, make a new one, and seal every value with it."""
        if not self._is_owner():
            raise CommandError("Bara tabellernas ägare kan byta nycklar: kör med DATABASE_URL=$DATABASE_OWNER_URL.")
        wrapped = resealing.rewrap()
        self.stdout.write(f"{wrapped} datanycklar låsta med {key_ring().current}")
        target = resealing.begin()
        self.stdout.write(f"Låser om med datanyckel {target.pk}")
        done = resealing.reseal(target, self.stdout.write)
        removed = resealing.retire(target)
        with transaction.atomic():
            audit.record(Event.KEYS_ROTATED, obj=target, by=None, detail={"rows": done, "keys": removed})
        self.stdout.write(f"Klart: {done} rader låsta om, {removed} gamla datanycklar borttagna.")

    def _is_owner(self) -> bool:
        with connection.cursor() as cursor:
            cursor.execute("select pg_get_userbyid(relowner) = current_user from pg_class where oid = 'sealing_datakey'::regclass")
            return bool(cursor.fetchone()[0])

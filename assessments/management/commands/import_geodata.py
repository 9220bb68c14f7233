"""`manage.py import_geodata uso_2023.zip --year 2023 --by data`: a file of boundaries, as in the browser."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.geo.columns import lacking
from areas.importers.outcome import FileProblem
from areas.models import ImportBatch
from assessments.actions.geodata import apply_geodata, map_columns, plan_of, receive_geodata
from lagesbild.accounts.models import User
from lagesbild.exceptions import ActionDenied


class Command(BaseCommand):
    help = "Läser in polisens geodata (shape i zip, GeoPackage, GeoJSON). Utan --apply visas bara vad filen gör."

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--year", type=int, required=True, help="Listans år.")
        parser.add_argument("--by", required=True, help="Kontot som läser in.")
        parser.add_argument(
            "--column", action="append", default=[], metavar="MEANING=COLUMN", help="Vad en kolumn betyder, t.ex. name=OMRNAMN."
        )
        parser.add_argument("--apply", action="store_true", help="Läs in filen, hel eller inte alls.")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"]).first()
        if by is None:
            raise CommandError(f"Kontot {options['by']} finns inte.")
        if not options["file"].is_file():
            raise CommandError(f"Filen {options['file']} finns inte.")
        try:
            batch = receive_geodata(options["file"], filename=options["file"].name, year=options["year"], by=by)
            self._columns(batch, options["column"], by)
            plan = apply_geodata(batch, by=by) if options["apply"] else plan_of(batch)
        except (FileProblem, ActionDenied) as error:
            raise CommandError(str(error)) from error
        for planned in plan.features:
            row = planned.row
            told = [*row.reasons, *(f"{change.column}: {change.before or '–'} → {change.after}" for change in row.changes), row.note]
            self.stdout.write(f"{row.number:4} {row.outcome.label:12} {row.what}: {' | '.join(filter(None, told)) or '–'}")
        totals = plan.result.totals
        self.stdout.write(
            f"{totals['new']} nya, {totals['changed']} ändrade, {totals['unchanged']} oförändrade, {totals['refused']} avvisade"
        )

    def _columns(self, batch: ImportBatch, told: list[str], by: User) -> None:
        mapped = dict(batch.options["mapped"]) | dict(pair.split("=", 1) for pair in told if "=" in pair)
        if lacking(mapped):
            raise CommandError(f"Ange kolumnen för {', '.join(lacking(mapped)).lower()} med --column.")
        map_columns(batch, mapped, by=by)
        batch.refresh_from_db(fields=["options"])

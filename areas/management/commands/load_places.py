"""`manage.py load_places`: units, municipalities and areas from the project's own files."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.importers import load_places
from areas.importers.outcome import FileProblem, NotApplied


class Command(BaseCommand):
    help = "Läser in enheter, kommuner och områden ur areas/data. Kan köras om: andra gången ändras ingenting."

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            results = load_places()
        except NotApplied as error:
            rows = "\n".join(f"rad {row.number}, {row.what}: {' '.join(row.reasons)}" for row in error.result.refused)
            raise CommandError(f"{error}\n{rows}") from error
        except FileProblem as error:
            raise CommandError(str(error)) from error
        for key, result in results.items():
            totals = result.totals
            self.stdout.write(f"{key}: {totals['new']} nya, {totals['changed']} ändrade, {totals['unchanged']} oförändrade")

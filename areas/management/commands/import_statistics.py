"""`manage.py import_statistics FIL`: register statistics or counts by square from a file, in the name of an account."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from areas import imports
from areas.actions.batches import import_file
from areas.importers import squares, statistics
from areas.importers.outcome import FileProblem, NotApplied, Result
from areas.importers.running import run
from lagesbild.access.acting import acting_as
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.accounts.models import User
from lagesbild.exceptions import ActionDenied

KINDS = (statistics.KEY, squares.KEY)


class Command(BaseCommand):
    help = "Läser in registeruppgifter ur en CSV- eller XLSX-fil, hel eller inte alls. Med --prova skrivs inget."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("fil", type=Path)
        parser.add_argument("--konto", required=True, help="kontot som läser in; det ska ha rollen dataadministratör")
        parser.add_argument("--slag", choices=KINDS, default=statistics.KEY)
        parser.add_argument("--prova", action="store_true", help="visa vad filen gör och skriv inget")

    def handle(self, *args: Any, **options: Any) -> None:
        path: Path = options["fil"]
        by = User.objects.filter(username=options["konto"]).first()
        if by is None:
            raise CommandError(f"Kontot {options['konto']} finns inte.")
        try:
            with acting_as(by):
                result = self._read(options["slag"], path, by, try_only=options["prova"])
        except NotApplied as error:
            raise CommandError(f"{error}\n{_refused(error.result)}") from error
        except (ActionDenied, FileProblem, OSError) as error:
            raise CommandError(str(error)) from error
        totals = result.totals
        words = ", ".join(f"{totals[key]} {word}" for key, word in WORDS.items())
        self.stdout.write(f"{path.name}: {words}")
        if result.refused:
            self.stdout.write(_refused(result))

    def _read(self, kind: str, path: Path, by: User, *, try_only: bool) -> Result:
        content = path.read_bytes()
        if not try_only:
            return import_file(kind=kind, filename=path.name, content=content, by=by)
        require_grant(by, Codename.IMPORT_DATA, None, verb="läsa in filer")
        return run(imports.get(kind), content, by=by, dry_run=True)


WORDS = {"new": "nya", "changed": "ändrade", "unchanged": "oförändrade", "refused": "avvisade"}


def _refused(result: Result) -> str:
    return "\n".join(f"rad {row.number}, {row.what}: {' '.join(row.reasons)}" for row in result.refused)

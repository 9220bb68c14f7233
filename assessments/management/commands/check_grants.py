"""`manage.py check_grants`: do the grants in the tables agree with the roles and the personal grants?"""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from assessments.grant_faults import faults


class Command(BaseCommand):
    help = "Jämför behörigheterna i tabellerna med rollerna och de personliga behörigheterna."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what does not agree; fail when anything does not. The clock does the same each night."""
        found = list(faults())
        for sentence in found:
            self.stdout.write(sentence)
        if found:
            raise CommandError(f"{len(found)} behörigheter stämmer inte.")
        self.stdout.write("Alla behörigheter stämmer.")

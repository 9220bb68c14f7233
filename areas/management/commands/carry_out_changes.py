"""`manage.py carry_out_changes`: what the clock does each hour, by hand."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from areas.actions.organisation import carry_out_due


class Command(BaseCommand):
    help = "Genomför godkända organisationsändringar vars dag har kommit. Kan köras om: andra gången händer ingenting."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many took effect; fail when one could not. Why stands on the page of the change."""
        done, failed = carry_out_due()
        self.stdout.write(f"{done} organisationsändringar genomförda.")
        if failed:
            raise CommandError(f"{failed} organisationsändringar kunde inte genomföras. Varför står på ändringens sida.")

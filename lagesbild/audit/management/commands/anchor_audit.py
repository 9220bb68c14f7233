"""`manage.py anchor_audit`: note the head of the log outside the database. The clock does it every hour."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand

from lagesbild.audit import chain


class Command(BaseCommand):
    help = "Skriver loggens senaste länk till filen utanför databasen."

    def handle(self, *args: Any, **options: Any) -> None:
        """Write and print the head. For a copy on paper or on another machine, keep the printed line."""
        kept = chain.anchor(settings.AUDIT_ANCHOR_FILE)
        self.stdout.write(f"{kept.seq} {kept.hash}" if kept else "Loggen är tom.")

"""`manage.py verify_audit`: was the log changed, cut or added to past the system?"""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from lagesbild.audit.chain import Head, anchors_in, faults
from lagesbild.audit.models import AuditLink
from lagesbild.db import present
from reports.models import Publication

SHOWN = 20


class Command(BaseCommand):
    help = "Går igenom hela loggens kedja och håller den mot varje publicering och mot filen utanför databasen."

    def handle(self, *args: Any, **options: Any) -> None:
        """Print what does not fit, the first first; fail when anything does not."""
        begun = time.monotonic()
        published = [Head(present(row.audit_seq), row.audit_hash, str(row)) for row in Publication.objects.exclude(audit_seq=None)]
        noted = list(anchors_in(settings.AUDIT_ANCHOR_FILE))
        number = 0
        for number, sentence in enumerate(faults([*published, *noted]), start=1):
            if number <= SHOWN:
                self.stdout.write(sentence)
        seconds = time.monotonic() - begun
        if number:
            raise CommandError(f"Loggen stämmer inte: {number} fel.")
        self.stdout.write(
            f"{AuditLink.objects.count()} händelser stämmer, och {len(published)} publiceringar och {len(noted)} rader i filen med dem. "
            f"{seconds:.1f} s."
        )

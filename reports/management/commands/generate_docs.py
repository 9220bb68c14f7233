"""`manage.py generate_docs`: write `docs/generated/` anew."""

from typing import Any

from django.core.management.base import BaseCommand

from reports import generated_docs


class Command(BaseCommand):
    help = "Skriver docs/generated/ på nytt ur koden."

    def handle(self, *args: Any, **options: Any) -> None:
        generated_docs.write_all()

"""`manage.py demo_accounts`: the demo's accounts as a table; those with a second factor are marked."""

from typing import Any

from django.core.management.base import BaseCommand

from areas.grants import unit_label
from areas.models import Unit
from lagesbild import clock
from reports.demo.accounts import SHOWN, has_factor


class Command(BaseCommand):
    help = "Skriver ut demons konton: användarnamn, roll och enhet."

    def handle(self, *args: Any, **options: Any) -> None:
        units = {unit.key: unit for unit in Unit.objects.named(clock.today())}
        for account in SHOWN:
            mark = "*" if has_factor(account.role) else " "
            self.stdout.write(f"{mark} {account.username:16} {account.role.label:28} {unit_label(units[account.unit_key])}")

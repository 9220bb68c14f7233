"""Files as people send them, and the register they are held against."""

import csv
import io
from collections.abc import Iterable, Mapping
from pathlib import Path

from django.apps import apps

from lagesbild.access.roles import Role
from lagesbild.accounts.models import User
from tests.factories.people import make_user

ROOT = Path(__file__).resolve().parents[2]
LISTS = ROOT / "assessments" / "data" / "lists"
YEARS = (2015, 2017, 2019, 2021, 2023, 2025)


def data_admin() -> User:
    return make_user(Role.DATA_ADMIN)


def list_bytes(year: int) -> bytes:
    return (LISTS / f"{year}.csv").read_bytes()


def list_rows(year: int) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(list_bytes(year).decode())))


def as_csv(rows: Iterable[Mapping[str, str]], delimiter: str = ",") -> bytes:
    """Return rows as a file in UTF-8."""
    rows = list(rows)
    out = io.StringIO()
    writer = csv.DictWriter(out, fieldnames=list(rows[0]), delimiter=delimiter)
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def row_counts() -> dict[str, int]:
    """Return how many rows each table of the project has."""
    labels = {"areas", "assessments", "audit", "accounts", "access"}
    return {model._meta.label: model._default_manager.count() for model in apps.get_models() if model._meta.app_label in labels}

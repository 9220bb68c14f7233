"""Every field and every question has a class, and what is classified stands where it may."""

import csv
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.db import models

from assessments.models import Question
from lagesbild.sealing.fields import SealedColumn, SealedModel
from lagesbild.secrecy import declared
from lagesbild.secrecy.classes import Disclosure
from reports.open import data as open_data

CLOSED = {"classified", "annex", "handout"}  # the apps that may hold what is classified
COPIED_FROM = {  # where each frozen value of the open report is filled from
    "OpenYear": ("reports.PictureEntry.history",),
    "OpenArea": ("reports.PictureEntry",),
    "OpenRemoved": ("reports.PictureRemoval",),
    "OpenLineage": ("reports.NationalPicture.lineage",),
    "OpenLpo": ("reports.PictureLpo",),
    "OpenRegion": ("reports.NationalPicture.regions",),
    "OpenQuestion": ("reports.NationalPicture.questions",),
    "OpenReport": ("reports.NationalPicture", "reports.Build"),
}
MADE_OF = {"OpenArea.grounds_are_example": "reports.NationalPicture.is_replay"}


def test_every_field_of_every_table_has_a_class() -> None:
    assert declared.undeclared() == []


def test_a_new_field_that_nobody_classed_is_found(monkeypatch: pytest.MonkeyPatch) -> None:
    fields_of = declared.fields_of
    monkeypatch.setattr(declared, "fields_of", lambda model: fields_of(model) | ({"informant"} if model is Question else set()))
    assert declared.undeclared() == ["assessments.Question.informant"]


def test_what_is_declared_is_there() -> None:
    assert declared.gone() == [name for name in declared.gone() if name.split(".")[0] in UNUSED_TABLES]


UNUSED_TABLES = {"account", "axes", "mfa", "socialaccount", "usersessions"}  # their fields differ with the settings of the package


def test_the_through_tables_are_there() -> None:
    labels = {model._meta.label for model in declared.models()}
    assert {"accounts.User_groups", "auth.Group_permissions", "areas.UnitGroupGrant", "annex.AnnexEntry"} <= labels


def test_what_is_classified_stands_in_a_closed_app_and_is_sealed() -> None:
    given = declared.declarations()
    for model in declared.models():
        label = model._meta.label
        classified = {name for name, disclosure in given[label].items() if disclosure == Disclosure.CLASSIFIED}
        assert not classified or model._meta.app_label in CLOSED, label
        assert classified == _sealed(model), label


def _sealed(model: type[models.Model]) -> set[str]:
    if not issubclass(model, SealedModel):
        return set()
    columns = {field.name for field in model._meta.concrete_fields if isinstance(field, SealedColumn)}
    return columns | {name for column in columns for name in model.sealed_values(column)}


@pytest.mark.parametrize("kind", [row for row in vars(open_data).values() if is_dataclass(row)], ids=lambda kind: kind.__name__)
def test_the_open_report_holds_only_what_is_open(kind: Any) -> None:
    given = {f"{label}.{name}": row for label, names in declared.declarations().items() for name, row in names.items()}
    for field in fields(kind):
        source = MADE_OF.get(f"{kind.__name__}.{field.name}")
        candidates = [source] if source else [_source(start, field.name) for start in COPIED_FROM[kind.__name__]]
        if any(_holds_others(field.type, name) for name in COPIED_FROM):
            continue  # made of the other frozen values, each looked at by itself
        assert Disclosure.OPEN in {given.get(candidate) for candidate in candidates}, f"{kind.__name__}.{field.name}"


def _source(start: str, name: str) -> str:
    return start if start.count(".") == 2 else f"{start}.{name}"


def _holds_others(annotation: Any, name: str) -> bool:
    return name in str(annotation)


def test_every_question_of_the_data_file_has_a_class_for_every_part_it_asks() -> None:
    with (Path(settings.BASE_DIR) / "assessments" / "data" / "method_2019.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) > 25
    for row in rows:
        parts = {part: row[f"{part}_class"] for part in Question.PARTS}
        assert set(parts.values()) <= {"", Disclosure.OPEN, Disclosure.CLASSIFIED}, row["code"]
        asked = {part for part in ("rating", "count", "share", "choice", "trend", "text") if row[f"asks_{part}"] not in {"", "0"}}
        writes_elsewhere = row["kind"] in {"proposal", "description", "register"}
        assert writes_elsewhere or asked <= {part for part, given in parts.items() if given}, row["code"]

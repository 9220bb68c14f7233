"""What an export is made of: columns that say which fields they read, and never a classified one."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any, ClassVar

from django.db.models import Model
from django.utils.timezone import localtime
from import_export.declarative import ModelDeclarativeMetaclass
from import_export.fields import Field
from import_export.resources import ModelResource
from shapely.geometry.base import BaseGeometry

from lagesbild.secrecy.classes import Disclosure
from lagesbild.secrecy.declared import declarations

Value = str | int | float | bool | date | None


class Column(Field):
    """A column. `kind` is what its values are. `reads` names the fields (`areas.UnitName.name`) where the attribute is none itself."""

    def __init__(self, attribute: str | None = None, *, kind: type = str, reads: str = "", **given: Any) -> None:
        super().__init__(attribute=attribute, **given)
        self.kind = kind
        self.reads = tuple(reads.split())

    def export(self, instance: Any, **kwargs: Any) -> Value:
        return self.plain(self.get_value(instance))

    def plain(self, value: Any) -> Value:
        """Return a value as the files have it: a text, a number or a day; nothing for what is empty."""
        if value is None or value == "":
            return None
        if isinstance(value, datetime):
            return localtime(value).isoformat(timespec="seconds")
        if isinstance(value, Decimal):
            return int(value) if self.kind is int else float(value)
        found: Value = str(value) if self.kind is str else value
        return found


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row is on the map, in SWEREF 99 TM: a middle point, a boundary, both or neither."""

    point: tuple[float, float] | None = None
    shape: BaseGeometry | None = None


class _OnlyDeclared(ModelDeclarativeMetaclass):
    """Gives a resource the columns that it declares, and none of its model's other fields."""

    def __new__(cls, name: str, bases: tuple[type, ...], attrs: dict[str, Any]) -> Any:
        meta = attrs.get("Meta")
        if meta is not None:
            meta.fields = tuple(column for column, value in attrs.items() if isinstance(value, Column))
        return super().__new__(cls, name, bases, attrs)


class OpenResource(ModelResource, metaclass=_OnlyDeclared):
    """Writes rows with the declared columns. `layer` names what has a place on a map; `spot` tells where a row is."""

    layer: ClassVar[str] = ""

    @property
    def columns(self) -> list[Column]:
        return list(self.get_export_fields())

    @property
    def head(self) -> list[str]:
        return [str(name) for name in self.get_export_headers()]

    def spot(self, row: Any) -> Spot:
        return Spot()

    def lines(self, rows: Any) -> Iterator[tuple[list[Value], Any]]:
        """Yield each row as values, with the row itself. A queryset is read a part at a time."""
        columns = self.columns
        for row in self.iter_queryset(rows):
            values = self.export_resource(row)
            yield [column.plain(value) for column, value in zip(columns, values, strict=True)], row

    @classmethod
    def fields_read(cls) -> dict[str, tuple[str, ...]]:
        """Return, by column, the labels of the fields that it reads. A column that does not say so is a mistake in the program."""
        return {name: column.reads or (_label(cls._meta.model, column.attribute),) for name, column in cls.fields.items()}

    @classmethod
    def disclosure(cls) -> Disclosure:
        """Return the class of the whole: internal when one field is, else open. Raises `ValueError` for what may not leave in a file."""
        declared = declarations()
        labels = [label for found in cls.fields_read().values() for label in found]
        classes = {label: declared[label.rpartition(".")[0]][label.rpartition(".")[2]] for label in labels}
        secret = sorted(label for label, disclosure in classes.items() if disclosure == Disclosure.CLASSIFIED)
        if secret:
            raise ValueError(f"classified fields are never exported: {', '.join(secret)}")
        return Disclosure.INTERNAL if Disclosure.INTERNAL in classes.values() else Disclosure.OPEN


def _label(model: type[Model], path: str) -> str:
    """Return the label of the field that a path leads to: AreaVersion, "unit__code" → areas.Unit.code."""
    *steps, name = path.split("__")
    for step in steps:
        related = model._meta.get_field(step).related_model
        assert isinstance(related, type) and issubclass(related, Model)
        model = related
    return f"{model._meta.label}.{model._meta.get_field(name).name}"

"""Sealed values as attributes of a model.

    class Dissent(SealedModel):
        decision = models.OneToOneField(…)
        text = sealed(models.TextField(…))

        SEALED_BY = ("decision_id",)

The values of a row lie together in its column `sealed`; the attribute opens them when it is first read. The database cannot search, sort
or change them: a query that names one fails, as for any name that is no column.
"""

from collections.abc import Callable
from typing import Any, ClassVar, Self

from django.db import models

from lagesbild.sealing.sealed import seal, unseal

COLUMN = "sealed"


class SealedColumn(models.BinaryField):
    """The column that holds sealed values. What was not touched is written back as it was read."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        if isinstance(model_instance, SealedModel):
            return model_instance.sealed_for_saving(self.attname)
        return super().pre_save(model_instance, add)  # a migration's own picture of the model


class SealedValue(property):
    """One value in a sealed column. A property, so that Django takes it as a keyword when a row is made."""

    def __init__(self, field: "models.Field[Any, Any]", column: str) -> None:
        super().__init__(self._get, self._set)
        self.field, self.column, self.name = field, column, ""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name
        self.field.set_attributes_from_name(name)
        if self.field.choices:
            setattr(owner, f"get_{name}_display", _display(self))

    def _get(self, row: "SealedModel") -> Any:
        return row.opened(self.column)[self.name]

    def _set(self, row: "SealedModel", value: Any) -> None:
        row.opened(self.column)[self.name] = value
        row.__dict__.setdefault("_touched", set()).add(self.column)


def sealed(field: "models.Field[Any, Any]", *, column: str = COLUMN) -> Any:
    """Return an attribute that is kept sealed in `column`. `field` says its type, default, choices and label."""
    return SealedValue(field, column)


def _display(value: SealedValue) -> Callable[[Any], str]:
    words = dict(value.field.flatchoices)

    def display(row: Any) -> str:
        return str(words.get(value._get(row), value._get(row)))

    return display


class SealedModel(models.Model):
    """Base of rows with sealed values. `SEALED_BY` names the columns that say where the values belong, all known before the row is made."""

    sealed = SealedColumn(editable=False)

    SEALED_BY: ClassVar[tuple[str, ...]]

    class Meta:
        abstract = True

    @classmethod
    def sealed_values(cls, column: str = COLUMN) -> dict[str, SealedValue]:
        """Return the sealed values of a column by name."""
        found = {name: value for base in reversed(cls.__mro__) for name, value in vars(base).items() if isinstance(value, SealedValue)}
        return {name: value for name, value in found.items() if value.column == column}

    @classmethod
    def sealed_columns(cls) -> list[str]:
        return [field.attname for field in cls._meta.concrete_fields if isinstance(field, SealedColumn)]

    def holding(self, **values: Any) -> Self:
        """Give the row these sealed values and return it."""
        for name, value in values.items():
            setattr(self, name, value)
        return self

    def place(self, column: str) -> str:
        """Return the words of the place that a column's values belong to: table, column and row."""
        identity = "|".join(f"{name}={getattr(self, name)}" for name in self.SEALED_BY)
        return f"{self._meta.db_table}.{column}|{identity}"

    def opened(self, column: str) -> dict[str, Any]:
        """Return the values of a column by name, opened once; of a new row, the defaults."""
        kept = self.__dict__.setdefault("_opened", {})
        if column not in kept:
            blob = self.__dict__.get(column)
            if blob is None and self.pk is not None and column in self.get_deferred_fields():
                blob = getattr(self, column)
            stored = unseal(bytes(blob), self.place(column)) if blob else {}
            kept[column] = {
                name: value.field.to_python(stored[name]) if name in stored else value.field.get_default()
                for name, value in self.sealed_values(column).items()
            }
        values: dict[str, Any] = kept[column]
        return values

    def sealed_for_saving(self, column: str) -> bytes:
        """Return the sealed bytes to write."""
        blob = self.__dict__.get(column)
        if blob and column not in self.__dict__.get("_touched", ()):
            return bytes(blob)
        values = self.opened(column)
        self.refuse_impossible(values)
        made = seal(values, self.place(column))
        self.__dict__[column] = made
        self.__dict__.get("_touched", set()).discard(column)
        return made

    def refuse_impossible(self, values: dict[str, Any]) -> None:
        """Raise `ValidationError` for values that must not be kept: the database cannot see them."""
        for name, value in self.sealed_values().items():
            if name in values and values[name] not in value.field.empty_values:
                value.field.clean(values[name], self)

    def refresh_from_db(self, *args: Any, **kwargs: Any) -> None:
        super().refresh_from_db(*args, **kwargs)
        self.__dict__.pop("_opened", None)
        self.__dict__.pop("_touched", None)

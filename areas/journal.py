"""What reading in a file wrote, kept so that it can be taken back exactly. Rows are named by model and id."""

from dataclasses import dataclass, field
from typing import Any

from django.apps import apps
from django.db.models import Model

Changed = tuple[str, int, str, str | None, str | None]  # model, id, field, before, after


@dataclass
class Journal:
    """Filled while a file is read in. Only plain values go in, so that it can be kept as JSON."""

    made: dict[str, list[int]] = field(default_factory=dict)
    changed: list[Changed] = field(default_factory=list)

    def add(self, row: Model) -> None:
        """Note a row that was made."""
        self.made.setdefault(row._meta.label, []).append(row.pk)

    def change(self, row: Model, name: str, after: Any) -> None:
        """Set one field of a row, save it, and note what it was."""
        before = getattr(row, name)
        setattr(row, name, after)
        row.save(update_fields=[name])
        self.changed.append((row._meta.label, row.pk, name, _plain(before), _plain(after)))

    def as_json(self) -> dict[str, Any]:
        return {"made": self.made, "changed": [list(change) for change in self.changed]}


def rows_of(journal: dict[str, Any], label: str) -> list[Any]:
    """Return the rows of one model that a journal says were made and that are there still."""
    return list(apps.get_model(label)._default_manager.filter(pk__in=journal.get("made", {}).get(label, ())))


def still_as_written(journal: dict[str, Any]) -> bool:
    """Answer whether every changed field holds still what was written into it: nothing later has touched it."""
    return all(_value(label, pk, name) == after for label, pk, name, _before, after in journal.get("changed", ()))


def take_back(journal: dict[str, Any], order: tuple[str, ...]) -> None:
    """Remove what was made, model by model in `order`, and set what was changed to what it was, the last change first."""
    for label in order:
        for row in rows_of(journal, label):
            row.delete()
    for label, pk, name, before, _after in reversed(journal.get("changed", ())):
        apps.get_model(label)._default_manager.filter(pk=pk).update(**{name: before})


def _value(label: str, pk: int, name: str) -> str | None:
    return _plain(apps.get_model(label)._default_manager.filter(pk=pk).values_list(name, flat=True).first())


def _plain(value: Any) -> str | None:
    return None if value is None else str(value)

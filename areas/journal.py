"""What an act wrote, row by row, kept so that it can be taken back exactly, and not when somebody has changed any of it since.

Reading in a file and a change of the organisation keep one each: a list of steps, in the order in which they were written. Only plain
values go in, so that it can be kept as JSON.
"""

import hashlib
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from django.apps import apps
from django.db.models import Model

Step = dict[str, Any]

MADE, CHANGED = "made", "changed"
LONGEST: Final = 500  # characters: of a longer value, a polygon say, the digest is kept


class Journal:
    """Writes rows and remembers which: so much is taken back, and no more."""

    def __init__(self) -> None:
        self.steps: list[Step] = []

    def make(self, model: type[Model], **values: Any) -> Any:
        """Make a row."""
        return self.add(model._default_manager.create(**values))

    def add(self, row: Any) -> Any:
        """Note a row that was made, as the database has it."""
        row.refresh_from_db()
        self.steps.append({"step": MADE, "model": row._meta.label, "id": row.pk, "values": snapshot(row)})
        return row

    def change(self, row: Any, field: str, value: Any) -> None:
        """Change one value of a row."""
        was = getattr(row, field)
        setattr(row, field, value)
        row.save(update_fields=[field])
        self.changed(row, field, was)

    def changed(self, row: Any, field: str, was: Any) -> None:
        """Note a value that was changed in a row."""
        kept = {"was": _plain(was), "now": _plain(getattr(row, field))}
        self.steps.append({"step": CHANGED, "model": row._meta.label, "id": row.pk, "field": field, **kept})


def snapshot(row: Model) -> dict[str, str]:
    """Return every value of a row as text, to see later whether somebody changed it."""
    return {field.attname: _short(_text(field, row)) for field in row._meta.concrete_fields}


def steps_of(kept: Sequence[Step] | Mapping[str, Any], order: Sequence[str]) -> list[Step]:
    """Return the steps of a kept journal. An older one tells only which rows were made, by model: those in `order` go before the rest."""
    if not isinstance(kept, Mapping):
        return list(kept)
    names = ("model", "id", "field", "was", "now")
    changed = [{"step": CHANGED, **dict(zip(names, change, strict=True))} for change in kept.get(CHANGED, ())]
    made = kept.get(MADE, {})
    return [*changed, *({"step": MADE, "model": label, "id": pk} for label in reversed(order) for pk in made.get(label, ()))]


def made_of(steps: Iterable[Step], model: type[Model]) -> list[int]:
    """Return the ids of the rows of one model that were made."""
    return [step["id"] for step in steps if step["step"] == MADE and step["model"] == model._meta.label]


def touched(steps: Iterable[Step]) -> list[Step]:
    """Return the steps that do not stand as they were written: the row is gone, or somebody has changed it. One query for each model."""
    written = [step for step in steps if step["step"] in {MADE, CHANGED}]
    ids: dict[str, set[int]] = defaultdict(set)
    for step in written:
        ids[step["model"]].add(step["id"])
    rows = {label: apps.get_model(label)._default_manager.in_bulk(list(found)) for label, found in ids.items()}
    return [step for step in written if not _stands(step, rows[step["model"]].get(step["id"]))]


def take_back_step(step: Step) -> None:
    """Remove the row that a step made, or set the value that it changed to what it was. The last step of a journal goes first."""
    rows = apps.get_model(step["model"])._default_manager.filter(pk=step["id"])
    if step["step"] == MADE:
        rows.delete()
    else:
        rows.update(**{step["field"]: step["was"]})


def _stands(step: Step, row: Model | None) -> bool:
    if row is None:
        return False
    if step["step"] == CHANGED:
        return _plain(getattr(row, step["field"])) == step["now"]
    values = step.get("values", {})  # none in an older journal; a column that was added since is nobody's edit
    now = {field.attname: _text(field, row) for field in row._meta.concrete_fields if field.attname in values}
    return all(values[name] in {text, _short(text)} for name, text in now.items())


def _text(field: Any, row: Model) -> str:
    value = field.value_to_string(row)
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True)


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"


def _plain(value: Any) -> str | None:
    return None if value is None else str(value)

"""What the resources of the register have in common: lookups read once a run, keys, refusals with the column's name, changes in words."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from import_export.resources import ModelResource
from import_export.results import RowResult

from areas.importers.cells import Column
from areas.importers.outcome import Change
from areas.importers.reading import ROW
from areas.importers.running import Explains
from areas.queries.organisation import written_by_changes

Table = Callable[[], dict[str, int]]
Period = tuple[date, date | None]


class PlaceResource(Explains, ModelResource):
    """Reads rows of one table. `Meta.import_id_fields` are the key; `tables` fills the `Known` columns, by field name.

    What a change of the organisation has ended stays ended, whatever the file says: files tell what was known before it.
    """

    tables: ClassVar[Mapping[str, Table]] = {}

    class Meta:
        abstract = True
        skip_unchanged = True
        skip_html_diff = True
        store_instance = True

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        for name, load in self.tables.items():
            self.fields[name].widget.table = load()
        self.keys = [self.fields[name] for name in self._meta.import_id_fields]
        self.existing = {tuple(field.get_value(obj) for field in self.keys): obj for obj in self.get_queryset()}
        self.seen: dict[tuple[Any, ...], int] = {}
        self.kept = written_by_changes(self._meta.model)

    def import_instance(self, instance: Any, row: Mapping[str, Any], **kwargs: Any) -> None:
        super().import_instance(instance, row, **kwargs)
        for name, value in self.kept.get(instance.pk, {}).items():
            if getattr(instance, name) != value:
                setattr(instance, name, value)
                self.notes[row[ROW]] = _("En organisationsändring har ändrat raden sedan filen gjordes. Det står kvar.")

    def key_of(self, row: Mapping[str, Any]) -> tuple[Any, ...]:
        try:
            return tuple(field.clean(row) for field in self.keys)
        except ValueError as why:
            raise ValidationError(str(why)) from why

    def before_import_row(self, row: Mapping[str, Any], **kwargs: Any) -> None:
        key = self.key_of(row)
        if key in self.seen:
            raise ValidationError(_("samma nyckel som rad %(row)s.") % {"row": self.seen[key]})
        self.seen[key] = row[ROW]

    def get_instance(self, instance_loader: Any, row: Mapping[str, Any]) -> Any:
        return self.existing.get(self.key_of(row))

    def validate_instance(self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True) -> None:
        """Check lengths and forms without asking the database; what must be unique the database itself refuses."""
        reasons = [reason for error in (import_validation_errors or {}).values() for reason in error]
        if not reasons:
            columns = {field.attribute: field.column_name for field in self.get_import_fields()}
            try:
                instance.clean_fields(exclude=[field.name for field in instance._meta.fields if field.name not in columns])
            except ValidationError as error:
                reasons = [f"{columns[name]}: {text}" for name, texts in error.message_dict.items() for text in texts]
            start, end = getattr(instance, "valid_from", None), getattr(instance, "valid_to", None)
            if start and end and end < start:
                reasons.append(_("valid_to: sista dagen är före den första."))
        if reasons:
            raise ValidationError(reasons)

    def after_import_row(self, row: Mapping[str, Any], row_result: RowResult, **kwargs: Any) -> None:
        if row_result.is_update():
            self.changes[row[ROW]] = tuple(self._changes(row_result.original, row_result.instance))

    def _changes(self, before: Any, after: Any) -> list[Change]:
        fields: list[Column] = self.get_import_fields()
        pairs = [(field.column_name, field.words(before), field.words(after)) for field in fields]
        return [Change(*pair) for pair in pairs if pair[1] != pair[2]]


class PeriodResource(PlaceResource):
    """Rows of which one holds at a time for each owner (the first key field). Two that hold on the same day are refused."""

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        self.periods: dict[Any, dict[tuple[Any, ...], Period]] = defaultdict(dict)
        for key, obj in self.existing.items():
            self.periods[key[0]][key] = (obj.valid_from, obj.valid_to)
        for row in dataset.dict:  # the whole file counts, whatever its order
            try:
                key = self.key_of(row)
                kept = self.kept.get(self.existing[key].pk, {}) if key in self.existing else {}
                last = kept.get("valid_to", self.fields["valid_to"].clean(row))
                self.periods[key[0]][key] = (self.fields["valid_from"].clean(row), last)
            except (ValueError, ValidationError):
                continue  # the row itself is refused when its turn comes

    def before_import_row(self, row: Mapping[str, Any], **kwargs: Any) -> None:
        super().before_import_row(row, **kwargs)
        key = self.key_of(row)
        mine = self.periods[key[0]].get(key)
        for other, period in self.periods[key[0]].items():
            if mine and other != key and _overlap(mine, period):
                raise ValidationError(_("perioden går in i den som börjar %(day)s.") % {"day": period[0]})


def _overlap(one: Period, other: Period) -> bool:
    return (one[1] is None or other[0] <= one[1]) and (other[1] is None or one[0] <= other[1])

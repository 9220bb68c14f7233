"""Units with their place in the organisation."""

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from areas.enums import UnitKind
from areas.importers.base import PlaceResource
from areas.importers.cells import Column, KnownOrNone, day, day_or_none, flag, needed, one_of, text
from areas.importers.tables import ABOVE, kinds_of_units, unit_ids
from areas.models import Unit, UnitPlacement
from areas.queries.organisation import written_by_changes


class UnitResource(PlaceResource):
    """One row is a unit through its whole life, placed below `parent_key` all that time. A parent stands before its children."""

    kind = Column("kind", "kind", one_of(UnitKind))
    key = Column("key", "key", needed)
    code = Column("code", "code")
    parent = Column("parent_key", "parent_id", KnownOrNone())
    valid_from = Column("valid_from", "valid_from", day)
    valid_to = Column("valid_to", "valid_to", day_or_none)
    is_named = Column("is_named", "is_named", flag)
    source = Column("source", "source", text)
    note = Column("note", "note", text)
    tables = {"parent": unit_ids}

    class Meta(PlaceResource.Meta):
        abstract = False
        model = Unit
        fields = ("kind", "key", "code", "parent", "valid_from", "valid_to", "is_named", "source", "note")
        import_id_fields = ("key",)

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        super().before_import(dataset, **kwargs)
        self.kinds = kinds_of_units()
        self.kept_places = written_by_changes(UnitPlacement)
        self.placements = {(row.unit_id, row.valid_from): row for row in UnitPlacement.objects.all()}
        for unit in self.existing.values():
            placed = self.placements.get((unit.pk, unit.valid_from))
            unit.parent_id = placed.parent_id if placed else None

    def init_instance(self, row: Any = None) -> Any:
        unit: Any = Unit()
        unit.parent_id = None
        return unit

    def validate_instance(self, instance: Any, import_validation_errors: Any = None, validate_unique: bool = True) -> None:
        super().validate_instance(instance, import_validation_errors, validate_unique)
        if self.kinds.get(instance.parent_id) not in ABOVE.get(instance.kind, {None}):
            raise ValidationError(_("parent_key: en enhet av det slaget kan inte stå där."))

    def after_save_instance(self, instance: Any, row: Any, **kwargs: Any) -> None:
        """Place the unit, and let the rows below find it."""
        self.fields["parent"].widget.table[instance.key] = instance.pk
        self.kinds[instance.pk] = instance.kind
        if instance.parent_id is not None:
            placed = self.placements.get((instance.pk, instance.valid_from))
            last = self.kept_places.get(placed.pk, {}).get("valid_to", instance.valid_to) if placed else instance.valid_to
            UnitPlacement.objects.update_or_create(
                unit=instance, valid_from=instance.valid_from, defaults={"parent_id": instance.parent_id, "valid_to": last}
            )

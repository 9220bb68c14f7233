"""The kinds of file that the register itself reads: one for each file of `areas/data`."""

from collections.abc import Callable, Mapping

from django.db.models import Count, Model
from django.utils.translation import gettext_lazy as _

from areas.enums import UnitKind
from areas.importers import indicators, places, unit_names, units
from areas.imports import Kind, Loaded, Words, register
from areas.models import Area, AreaVersion, Indicator, Lineage, Municipality, Unit, UnitName, UnitSuccession

UNITS, UNIT_NAMES, SUCCESSIONS = "units", "unit_names", "unit_successions"
MUNICIPALITIES, AREAS, VERSIONS, LINEAGE = "municipalities", "areas", "area_versions", "lineage"
INDICATORS = "indicators"
FILES = (UNITS, UNIT_NAMES, SUCCESSIONS, MUNICIPALITIES, AREAS, VERSIONS, LINEAGE, INDICATORS)  # in the order they are loaded


def register_all() -> None:
    """Make the kinds known. Called once, when the app is ready."""
    for order, (key, label, resource, unread, first, model) in enumerate(_ROWS, start=20):
        columns = tuple(field.column_name for field in resource().get_import_fields())
        register(
            Kind(
                key=key,
                label=label,
                columns=columns,
                resource=resource,
                what=_what(*first),
                loaded=_units_loaded if model is Unit else _loaded(label, model),
                unread=unread,
                order=order,
            )
        )


_ROWS = (
    (UNITS, _("Enheter"), units.UnitResource, (), ("key",), Unit),
    (UNIT_NAMES, _("Enheternas namn"), unit_names.UnitNameResource, ("short_name", "note"), ("key", "name"), UnitName),
    (SUCCESSIONS, _("Enheter som tagit över"), unit_names.UnitSuccessionResource, ("note",), ("before_key", "after_key"), UnitSuccession),
    (MUNICIPALITIES, _("Kommuner"), places.MunicipalityResource, ("lat", "lon"), ("name",), Municipality),
    (AREAS, _("Områden"), places.AreaResource, ("name",), ("slug",), Area),
    (VERSIONS, _("Områdenas versioner"), places.AreaVersionResource, (), ("name", "municipality"), AreaVersion),
    (LINEAGE, _("Områdenas härkomst"), places.LineageResource, (), ("before_slug", "after_slug"), Lineage),
    (INDICATORS, _("Indikatorer"), indicators.IndicatorResource, (), ("name",), Indicator),
)


def _what(*columns: str) -> Callable[[Mapping[str, str]], str]:
    def what(row: Mapping[str, str]) -> str:
        return ", ".join(row[column] for column in columns if row[column])

    return what


def _loaded(label: Words, model: type[Model]) -> Callable[[], list[Loaded]]:
    def loaded() -> list[Loaded]:
        return [Loaded(label, model._default_manager.count())]

    return loaded


def _units_loaded() -> list[Loaded]:
    counts = dict(Unit.objects.values_list("kind").annotate(n=Count("pk")))
    words = {UnitKind.REGION: _("Polisregioner"), UnitKind.DISTRICT: _("Polisområden"), UnitKind.LPO: _("Lokalpolisområden, alla år")}
    return [Loaded(label, counts.get(kind.value, 0)) for kind, label in words.items()]

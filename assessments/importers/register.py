"""What a published list is held against, read once a run: units year by year, municipalities, areas, rounds, decisions."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property
from typing import Any

from areas.enums import UnitKind
from areas.importers.cells import normal
from areas.models import AreaVersion, Municipality, UnitName
from areas.queries.units import chain, units_on
from assessments.actions.historic import list_day
from assessments.models import Decision, Round

NameInMunicipality = tuple[str, int]


class Register:
    """Six queries, and one more for each year that a file speaks of."""

    def __init__(self) -> None:
        self.municipalities = {normal(name): pk for name, pk in Municipality.objects.values_list("name", "pk")}
        self.rounds = {round_.year: round_ for round_ in Round.objects.all()}
        self.decisions = {(row.round_id, row.area_id): row for row in Decision.objects.all()}
        self.by_area: dict[int, list[AreaVersion]] = defaultdict(list)
        self.by_name: dict[NameInMunicipality, list[AreaVersion]] = defaultdict(list)
        for version in AreaVersion.objects.order_by("area_id", "valid_from"):
            self.learn(version)
        self._years: dict[int, Organisation] = {}

    @cached_property
    def names_of(self) -> dict[int, set[str]]:
        """Return every name that each unit ever had."""
        names: dict[int, set[str]] = defaultdict(set)
        for unit_id, name in UnitName.objects.values_list("unit_id", "name"):
            names[unit_id].add(normal(name))
        return names

    def learn(self, version: AreaVersion) -> None:
        """Let the rows that follow find a version that was just made."""
        self.by_area[version.area_id].append(version)
        self.by_name[normal(version.name), version.municipality_id].append(version)

    def organisation(self, year: int) -> "Organisation":
        """Return the organisation as it was for the list of `year`."""
        if year not in self._years:
            self._years[year] = Organisation(units_on(list_day(year)))
        return self._years[year]

    def decided_later(self, area_id: int, year: int) -> bool:
        """Answer whether a list of `year` or later already speaks of the area."""
        years = {round_.pk: round_.year for round_ in self.rounds.values()}
        return any(found == area_id and years[round_id] >= year for round_id, found in self.decisions)


class Organisation:
    """The units of one year, by name and by code."""

    def __init__(self, units: Mapping[int, Any]) -> None:
        self.units = dict(units)
        self.named: dict[str, dict[str, Any]] = {kind: {} for kind in UnitKind.values}
        for unit in units.values():
            self.named[unit.kind][normal(unit.name)] = unit
        self.coded = {unit.code: unit for unit in units.values() if unit.code and unit.kind == UnitKind.LPO}

    def above(self, unit: Any) -> Iterable[Any]:
        return chain(unit, self.units)

    @property
    def regions(self) -> list[str]:
        return sorted(unit.name for unit in self.named[UnitKind.REGION].values())

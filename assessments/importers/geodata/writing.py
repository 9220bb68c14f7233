"""Writes what a plan says, and notes every row of it so that it can be taken back."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import shapely

from areas.actions.places import create_area, new_version, slug_of
from areas.geo.shapes import polygon, stored, to_wgs84
from areas.journal import Journal
from areas.models import AreaVersion, Boundary, ImportBatch
from assessments.actions.historic import historic_round, take_over
from assessments.importers.geodata.planning import Plan, Planned
from assessments.models import Round


class Writer:
    """Writes one plan for one batch. The caller holds the transaction."""

    def __init__(self, batch: ImportBatch, *, by: Any) -> None:
        self.batch, self.by, self.journal = batch, by, Journal()
        self.source = batch.filename

    def write(self, plan: Plan) -> Journal:
        """Write every feature of the plan that changes something; return what was written."""
        round_ = Round.objects.filter(year=plan.year).first()
        if round_ is None and any(planned.decide for planned in plan.features):
            round_ = historic_round(year=plan.year, by=self.by)
            self.journal.add(round_)
        for planned in plan.features:
            version = self._version(planned)
            if planned.decide and round_ is not None:
                category = planned.said.category
                made = take_over(round_=round_, version=version, category=category, trend="", source=self.source, batch=self.batch)
                self.journal.add(made)
            if planned.step is not None:
                self._boundary(planned, version.area_id)
        return self.journal

    def _version(self, planned: Planned) -> AreaVersion:
        """Return the area's version for the list: the one there is, a new one, or the first of a new area."""
        first = date(planned.said.year, 1, 1)
        if planned.area_id is None:
            return self._new_area(planned, first)
        if planned.version is None:
            return AreaVersion.objects.filter(area=planned.area_id).order_by("-valid_from")[0]  # taken off: only its boundary is read
        if not planned.values:
            return planned.version
        self.journal.change(planned.version, "valid_to", first - timedelta(days=1))
        made = new_version(planned.version, valid_from=first, source=self.source, **planned.values)
        self.journal.add(made)
        return made

    def _new_area(self, planned: Planned, first: date) -> AreaVersion:
        said = planned.said
        assert said.shape is not None and said.municipality_id is not None  # it would have been refused
        middle = to_wgs84(shapely.point_on_surface(said.shape))
        made = create_area(
            slug=slug_of(said.name),
            name=said.name,
            unit_id=said.unit.pk,
            municipality_id=said.municipality_id,
            valid_from=first,
            lat=_degrees(middle.y),
            lon=_degrees(middle.x),
            area_km2=Decimal(said.shape.area / 1e6).quantize(Decimal("0.001")),
            source=self.source,
        )
        for row in (made.area, *made.area.versions.all()):
            self.journal.add(row)
        return made

    def _boundary(self, planned: Planned, area_id: int) -> None:
        step, shape = planned.step, planned.said.shape
        assert step is not None and shape is not None
        if step.ended is not None:
            self.journal.change(step.ended, "valid_to", step.valid_from - timedelta(days=1))
        if step.begun is not None and step.valid_to is not None:
            self.journal.change(step.begun, "valid_from", step.valid_to + timedelta(days=1))
        geometry = stored(shape)
        made = Boundary.objects.create(
            area_id=area_id,
            valid_from=step.valid_from,
            valid_to=step.valid_to,
            geometry=geometry,
            area_m2=Decimal(polygon(geometry).area).quantize(Decimal("0.01")),
            source=self.source,
            batch=self.batch,
        )
        self.journal.add(made)


def _degrees(value: float) -> Decimal:
    return Decimal(value).quantize(Decimal("0.00001"))

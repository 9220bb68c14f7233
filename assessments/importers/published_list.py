"""The published list: one row is an area on the list of a year, and becomes a decision that nobody can change."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import Count
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from import_export.fields import Field
from import_export.resources import ModelResource

from areas import imports
from areas.actions.batches import import_file
from areas.actions.places import create_area, extend_back, new_version
from areas.importers.outcome import Result
from areas.importers.reading import ROW
from areas.importers.running import Explains
from areas.models import AreaVersion
from assessments.actions.historic import historic_round, take_over
from assessments.importers.register import Register
from assessments.importers.rows import Read, read_row
from assessments.models import Decision, Round

KEY = "published_list"
COLUMNS = (
    "lagesbild", "omrade", "kommun", "lokalpolisomrade", "lpo_kod", "polisomrade", "polisregion", "kategori", "trend", "lat", "lon",
    "yta_km2", "kalla",
)  # fmt: skip


class PublishedListResource(Explains, ModelResource):
    """Reads each row against the register as it was that year. All reasons of a refused row are told at once."""

    category = Field(column_name="kategori", attribute="category")
    trend = Field(column_name="trend", attribute="trend")

    class Meta:
        model = Decision
        fields = ("category", "trend")
        import_id_fields = ()
        skip_html_diff = True

    def before_import(self, dataset: Any, **kwargs: Any) -> None:
        self.register = Register()
        self.seen: dict[tuple[int, int], int] = {}

    def before_import_row(self, row: Mapping[str, Any], **kwargs: Any) -> None:
        self.read = read_row(row, self.register)
        if self.read.version is not None:
            self._once(self.read.version.area_id, row[ROW])
        if self.read.reasons:
            raise ValidationError(self.read.reasons)

    def _once(self, area_id: int, number: int) -> None:
        """Refuse an area that an earlier row has put on the same list, whatever it was called there."""
        before = self.seen.setdefault((self.read.year, area_id), number)
        if before != number:
            words = {"year": self.read.year, "row": before}
            self.read.reasons.append(_("omrade: samma område %(year)s står redan på rad %(row)s.") % words)

    def get_instance(self, instance_loader: Any, row: Mapping[str, Any]) -> Decision | None:
        round_ = self.register.rounds.get(self.read.year)
        if round_ is None or self.read.version is None:
            return None
        return self.register.decisions.get((round_.pk, self.read.version.area_id))

    def import_instance(self, instance: Decision, row: Mapping[str, Any], **kwargs: Any) -> None:
        """Leave a decision that is there as it is; fill in one that is not."""
        if instance.pk is None:
            instance.category, instance.trend, instance.source = self.read.category, self.read.trend, self.read.source

    def skip_row(self, instance: Decision, original: Any, row: Mapping[str, Any], import_validation_errors: Any = None) -> bool:
        """A decision that is there is never changed: the row says the same, or it is refused."""
        if instance.pk is None:
            return False
        if (instance.category, instance.trend) != (self.read.category, self.read.trend):
            column = "kategori" if instance.category != self.read.category else "trend"
            sentence = _("%(column)s: området har redan ett beslut %(year)s, och ett beslut ändras aldrig.")
            raise ValidationError(sentence % {"column": column, "year": self.read.year})
        if instance.source != self.read.source:
            self.notes[row[ROW]] = _("Källan i filen är en annan. Den som står i beslutet gäller.")
        return True

    def do_instance_save(self, instance: Decision, is_create: bool) -> None:
        read = self.read
        round_ = self.register.rounds.get(read.year) or historic_round(year=read.year, by=self.by)
        version = self._version(read)
        made = take_over(round_=round_, version=version, category=read.category, trend=read.trend, source=read.source)
        instance.pk, instance.area_id = made.pk, made.area_id
        self.register.rounds[read.year] = round_
        self.register.decisions[round_.pk, made.area_id] = made

    def after_save_instance(self, instance: Decision, row: Mapping[str, Any], **kwargs: Any) -> None:
        self._once(instance.area_id, row[ROW])
        self.changes[row[ROW]] = self.read.told
        if self.read.later is not None:
            self.notes[row[ROW]] = _("Området finns i registret först senare. En tidigare version läggs till.")
        elif self.read.version is None:
            self.notes[row[ROW]] = _("Området finns inte i registret och läggs till. Kontrollera namnet.")

    def _version(self, read: Read) -> AreaVersion:
        """Return the area's version for the list: the one there is, or a new one from the year's first day."""
        first = date(read.year, 1, 1)
        if read.version is not None and not read.changes:
            return read.version
        if read.version is not None:
            made = new_version(read.version, valid_from=first, source=read.source, **read.changes)
        elif read.later is not None:
            made = extend_back(read.later, valid_from=first, source=read.source, name=read.name, **_place(read))
        else:
            slug = slugify(read.name.replace("/", "-"))
            made = create_area(slug=slug, name=read.name, valid_from=first, source=read.source, **_place(read))
            for gone_on in made.area.versions.exclude(pk=made.pk):
                self.register.learn(gone_on)
        self.register.learn(made)
        return made


def _place(read: Read) -> dict[str, Any]:
    place = {"unit_id": read.unit.pk, "municipality_id": read.municipality_id}
    return place | {"lat": read.lat, "lon": read.lon, "area_km2": read.area_km2}


def register_kind() -> None:
    """Make the kind known. Called once, when the app is ready."""
    imports.register(
        imports.Kind(
            key=KEY,
            label=gettext_lazy("Publicerad lista"),
            columns=COLUMNS,
            resource=PublishedListResource,
            what=lambda row: ", ".join(filter(None, (row["omrade"], row["kommun"], row["kategori"]))),
            loaded=_loaded,
            order=10,
        )
    )


def _loaded() -> list[imports.Loaded]:
    rounds = Round.objects.filter(is_historic=True).order_by("year").annotate(n=Count("decisions"))
    return [imports.Loaded(_("Publicerad lista %(year)s") % {"year": round_.year}, round_.n) for round_ in rounds]


def import_list(source: Path | str | bytes, *, by: Any) -> Result:
    """Read in a published list for a command or a replay, through the same acts as in the browser. The second time changes nothing."""
    if isinstance(source, bytes):
        return import_file(kind=KEY, filename="lista.csv", content=source, by=by)
    path = Path(source)
    return import_file(kind=KEY, filename=path.name, content=path.read_bytes(), by=by)

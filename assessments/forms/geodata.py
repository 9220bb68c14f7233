"""Sending in a file of boundaries, and telling what its columns mean."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.geo.columns import Mapped, Meaning, lacking, samples
from areas.geo.reading import Layer
from assessments.importers.rows import FIRST_YEAR
from lagesbild import clock
from lagesbild.uploads import was_too_large


class GeodataForm(forms.Form):
    """A file and the year of the list that it belongs to."""

    ar = forms.IntegerField(
        label=gettext_lazy("Listans år"),
        help_text=gettext_lazy(
            "Året för den lägesbild som gränserna hör till. För områden som tagits bort läses året ur filen, då gäller det bara de andra."
        ),
        localize=False,
        error_messages={"required": gettext_lazy("Skriv listans år."), "invalid": gettext_lazy("Skriv året med fyra siffror.")},
    )
    fil = forms.FileField(
        label=gettext_lazy("Fil"),
        help_text=gettext_lazy("Shape-fil i ett zip-arkiv, GeoPackage eller GeoJSON, i det koordinatsystem som filen anger. Högst 100 MB."),
        error_messages={
            "required": gettext_lazy("Välj en fil."),
            "missing": gettext_lazy("Välj en fil."),
            "empty": gettext_lazy("Filen är tom."),
        },
        widget=forms.FileInput(attrs={"accept": ".zip,.gpkg,.geojson,.json"}),
    )

    def __init__(self, *args: Any, request: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if was_too_large(request, "fil"):
            words = _("Filen är större än %(n)s MB. Förenkla gränserna eller dela upp filen.")
            self.fields["fil"].error_messages["required"] = words % {"n": settings.UPLOAD_MAX_BYTES_AT["/data/geodata/"] // 1024**2}

    def clean_ar(self) -> int:
        year = int(self.cleaned_data["ar"])
        last = clock.today().year
        if not FIRST_YEAR <= year <= last:
            raise forms.ValidationError(
                _("Skriv ett år mellan %(first)s och %(last)s."), params={"first": FIRST_YEAR, "last": last}, code="range"
            )
        return year


class ColumnsForm(forms.Form):
    """For each thing the import can read: which column of the file holds it."""

    def __init__(self, *args: Any, layer: Layer, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = [feature.values for feature in layer.features]
        shown = [(column, _column(column, samples(column, rows))) for column in layer.columns]
        for meaning in Meaning:
            field = forms.ChoiceField(label=meaning.label, required=False, choices=[("", _("Finns inte i filen")), *shown])
            field.error_messages["invalid_choice"] = _("Kolumnen finns inte i filen. Välj en i listan.")
            self.fields[meaning.value] = field

    def clean(self) -> dict[str, Any]:
        """Ask for what the import cannot do without, and for a column to mean one thing."""
        cleaned = super().clean() or {}
        missing = lacking(self.mapped)
        if missing and not self.errors:
            raise forms.ValidationError(_("Ange kolumnen för %(names)s."), params={"names": ", ".join(missing).lower()})
        return cleaned

    @property
    def mapped(self) -> Mapped:
        """Return what was chosen: meaning → column."""
        return {meaning: column for meaning, column in cast("dict[str, str]", self.cleaned_data).items() if column}


def _column(name: str, values: list[str]) -> str:
    told = ", ".join(value[:30] for value in values)
    return f"{name} ({told})" if told else name

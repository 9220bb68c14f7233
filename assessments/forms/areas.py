"""Adding areas to a local picture."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.models import AreaVersion, Municipality
from assessments.forms.fields import CoordinateField


class ProposeAreaForm(forms.Form):
    """A new area: its name and municipality, and its centre when it is known."""

    name = forms.CharField(
        label=gettext_lazy("Områdets namn"),
        help_text=gettext_lazy("Namnet som de boende använder. Snedstreck utan mellanslag: Rinkeby/Tensta."),
        max_length=120,
        error_messages={
            "required": gettext_lazy("Skriv vad området heter."),
            "max_length": gettext_lazy("Namnet är för långt: skriv högst %(limit_value)s tecken."),
        },
    )
    municipality = forms.ModelChoiceField(
        label=gettext_lazy("Kommun"),
        queryset=Municipality.objects.none(),
        empty_label=gettext_lazy("Välj kommun"),
        error_messages={
            "required": gettext_lazy("Välj den kommun som området ligger i."),
            "invalid_choice": gettext_lazy("Välj en kommun i listan."),
        },
    )
    lat = CoordinateField(label=gettext_lazy("Latitud"), help_text=gettext_lazy("Kan lämnas tom. Till exempel 59,2475."), low=55, high=70)
    lon = CoordinateField(label=gettext_lazy("Longitud"), help_text=gettext_lazy("Kan lämnas tom. Till exempel 17,8617."), low=10, high=25)

    def __init__(self, data: Mapping[str, Any] | None = None) -> None:
        super().__init__(data)
        municipality = self.fields["municipality"]
        assert isinstance(municipality, forms.ModelChoiceField)
        municipality.queryset = Municipality.objects.order_by("name")

    def clean(self) -> dict[str, Any]:
        """Ask for both coordinates or none."""
        cleaned = super().clean() or self.cleaned_data
        if not self.errors.keys() & {"lat", "lon"} and (cleaned.get("lat") is None) != (cleaned.get("lon") is None):
            lacking = "lat" if cleaned.get("lat") is None else "lon"
            self.add_error(lacking, _("Skriv både latitud och longitud, eller ingen av dem."))
        return cleaned


class KnownAreaForm(forms.Form):
    """A known area that was not carried over from the last list."""

    area_version = forms.TypedChoiceField(
        label=gettext_lazy("Känt område"),
        coerce=int,
        error_messages={
            "required": gettext_lazy("Välj ett område i listan."),
            "invalid_choice": gettext_lazy("Området finns inte längre i listan. Välj ett annat."),
        },
    )

    def __init__(self, data: Mapping[str, Any] | None = None, *, versions: list[AreaVersion]) -> None:
        super().__init__(data)
        self.versions = {row.pk: row for row in versions}
        choices = [(row.pk, f"{row.name} ({row.municipality.name})") for row in versions]
        field = self.fields["area_version"]
        assert isinstance(field, forms.TypedChoiceField)
        field.choices = [("", _("Välj område")), *choices]

    def version(self) -> AreaVersion:
        """Return the chosen version."""
        return self.versions[self.cleaned_data["area_version"]]

"""Drawing a boundary: its corners as lines of text, which the map fills in for whoever draws, and the reason."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from shapely.geometry import MultiPolygon

from areas.geo.points import PointsError, from_lines


class BoundaryForm(forms.Form):
    """The corners in SWEREF 99 TM or in degrees, and why the boundary is moved."""

    horn = forms.CharField(
        label=_("Områdets hörn"),
        help_text=_(
            "Ett hörn på varje rad, runt området: nord och öst i SWEREF 99 TM, till exempel 6588000 667000. "
            "Latitud och longitud går också. En tom rad skiljer delar åt, och raden ”hål” inleder ett hål."
        ),
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false", "autocomplete": "off", "data-corners": ""}),
        error_messages={"required": _("Rita gränsen, eller skriv områdets hörn.")},
        max_length=600_000,
    )
    skal = forms.CharField(
        label=_("Varför gränsen ändras"),
        help_text=_("Det som har ändrats på platsen, eller varför den förra gränsen var fel. Skälet är öppet efter publiceringen."),
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": _("Skriv varför gränsen ändras.")},
        max_length=4000,
    )
    version = forms.IntegerField(widget=forms.HiddenInput)
    shape: MultiPolygon

    def clean_horn(self) -> str:
        """Read the corners into `shape`."""
        lines = str(self.cleaned_data["horn"])
        try:
            self.shape = from_lines(lines)
        except PointsError as problem:
            raise forms.ValidationError(str(problem)) from problem
        return lines

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if "version" in self.errors:
            raise forms.ValidationError(_("Ladda om sidan: den är ofullständig."))
        return cleaned

"""Which two lists to compare, and which of their areas to show."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.enums import Status
from assessments.models import Round

REAL, TECHNICAL = "real", "technical"
YEAR = {"invalid_choice": gettext_lazy("Välj ett av åren."), "required": gettext_lazy("Välj ett år.")}
KIND = {"invalid_choice": gettext_lazy("Välj ett av valen.")}


class CompareForm(forms.Form):
    """Two years, the earlier first. Only years that the person may compare can be chosen."""

    fran = forms.TypedChoiceField(label=gettext_lazy("Från"), coerce=int, error_messages=YEAR)
    till = forms.TypedChoiceField(label=gettext_lazy("Till"), coerce=int, error_messages=YEAR)
    visa = forms.ChoiceField(label=gettext_lazy("Visa"), required=False, error_messages=KIND)

    def __init__(self, *args: Any, rounds: list[Round], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.rounds = {row.year: row for row in rounds}
        years = [(row.year, str(row.year)) for row in rounds]
        cast(forms.ChoiceField, self.fields["fran"]).choices = years[:-1]
        cast(forms.ChoiceField, self.fields["till"]).choices = years[1:]
        kinds = [("", _("Alla")), (REAL, _("Verklig förändring")), (TECHNICAL, _("Teknisk förändring"))]
        cast(forms.ChoiceField, self.fields["visa"]).choices = [*kinds, *Status.choices]

    def clean(self) -> dict[str, Any]:
        data = super().clean() or {}
        if data.get("fran") and data.get("till") and data["fran"] >= data["till"]:
            self.add_error("till", _("Välj ett senare år än det första."))
        return data

    @property
    def asked(self) -> tuple[Round, Round]:
        """Return the two rounds of a form that is valid."""
        return self.rounds[self.cleaned_data["fran"]], self.rounds[self.cleaned_data["till"]]

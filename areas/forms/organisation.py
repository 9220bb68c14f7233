"""Forms of the organisation: the day it is shown as of, the units that a change is about, and why one is stopped."""

from datetime import date
from typing import Any, cast

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.enums import ChangeKind
from areas.queries.units import lpos_on
from lagesbild import clock
from lagesbild.ui.swedish import swedish_key

MOST_PARTS = 6
UNIT = {"required": gettext_lazy("Välj ett lokalpolisområde."), "invalid_choice": gettext_lazy("Välj ett lokalpolisområde i listan.")}
DAY = {"required": gettext_lazy("Skriv en dag."), "invalid": gettext_lazy("Skriv dagen som år-månad-dag, till exempel 2027-01-01.")}


def day_field(label: Any, **given: Any) -> forms.DateField:
    widget = forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    return forms.DateField(label=label, widget=widget, input_formats=["%Y-%m-%d"], error_messages=DAY, **given)


class DayForm(forms.Form):
    """The day that the organisation is shown as of. What is no day counts as today."""

    datum = day_field(gettext_lazy("Dag"), required=False)

    def day(self) -> date:
        """Return the day asked for; today when none was, or one that no calendar has."""
        return (self.is_valid() and self.cleaned_data["datum"]) or clock.today()


class UnitsForm(forms.Form):
    """Which local police areas of today the change is about; for a split also in how many parts."""

    enhet = forms.TypedMultipleChoiceField(
        label=gettext_lazy("Lokalpolisområden"), coerce=int, widget=forms.CheckboxSelectMultiple, error_messages=UNIT
    )
    delar = forms.TypedChoiceField(
        label=gettext_lazy("Antal delar"), coerce=int, choices=[(n, str(n)) for n in range(2, MOST_PARTS + 1)], required=False, initial=2
    )

    def __init__(self, *args: Any, kind: ChangeKind, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind = kind
        choices = [(lpo.unit.pk, f"LPO {lpo.name} ({lpo.region.name})") for lpo in lpos_on(clock.today()) if lpo.unit.valid_to is None]
        choices.sort(key=lambda choice: swedish_key(choice[1]))
        if kind != ChangeKind.MERGE:
            self.fields["enhet"] = forms.TypedChoiceField(label=_("Lokalpolisområde"), coerce=int, error_messages=UNIT)
        first = [] if kind == ChangeKind.MERGE else [("", _("Välj lokalpolisområde"))]
        cast(forms.ChoiceField, self.fields["enhet"]).choices = [*first, *choices]
        self.order_fields(["enhet", "delar"])
        if kind != ChangeKind.SPLIT:
            del self.fields["delar"]

    def clean_enhet(self) -> list[int]:
        chosen = self.cleaned_data["enhet"]
        if self.kind != ChangeKind.MERGE:
            return [chosen]
        if len(chosen) < 2:  # two make one
            raise forms.ValidationError(_("Välj minst två lokalpolisområden."))
        return list(chosen)


class ReasonForm(forms.Form):
    """Why a change is refused, cancelled or taken back."""

    skal = forms.CharField(
        label=gettext_lazy("Skäl"),
        max_length=500,
        error_messages={"required": gettext_lazy("Skriv varför."), "max_length": gettext_lazy("Skriv högst 500 tecken.")},
        widget=forms.Textarea(attrs={"rows": 2}),
    )

"""The form that says what to take out, and in which format. One for each export."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas.exports import Asks, Choice, Export
from lagesbild import clock
from lagesbild.access.scope import Scope

EARLIEST, LATEST = date(1965, 1, 1), date(2100, 12, 31)


class ExportForm(forms.Form):
    """`ar` is one of the years that the person may choose, `dag` a day; the export asks for one of them or for neither."""

    ar = forms.TypedChoiceField(
        label=gettext_lazy("År"),
        coerce=int,
        error_messages={"required": gettext_lazy("Välj ett år."), "invalid_choice": gettext_lazy("Välj ett av åren i listan.")},
    )
    dag = forms.DateField(
        label=gettext_lazy("Gäller per"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Välj en dag."),
            "invalid": gettext_lazy("Skriv dagen som år, månad och dag, till exempel 2023-06-01."),
        },
    )

    def __init__(self, data: Any = None, *, export: Export, scope: Scope) -> None:
        super().__init__(data, auto_id=f"{export.key}-%s")
        self.export, self.scope = export, scope
        if export.asks is Asks.YEAR:
            self.fields["ar"].choices = [(year, str(year)) for year in export.years(scope)]  # type: ignore[attr-defined]
        else:
            del self.fields["ar"]
        if export.asks is Asks.DAY:
            self.fields["dag"].initial = clock.today()
        else:
            del self.fields["dag"]

    def clean_dag(self) -> date:
        day: date = self.cleaned_data["dag"]
        if not EARLIEST <= day <= LATEST:
            raise forms.ValidationError(_("Välj en dag mellan 1965 och 2100."))
        return day

    @property
    def is_empty(self) -> bool:
        """Whether there is no year to choose, and so nothing to take out."""
        return "ar" in self.fields and not self.fields["ar"].choices  # type: ignore[attr-defined]

    def choice(self) -> Choice:
        given = self.cleaned_data
        return Choice(self.scope, given.get("dag") or clock.today(), given.get("ar"))

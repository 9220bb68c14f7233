"""Planning a round."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Method, Round


class DayInput(forms.DateInput):
    """A day. Browsers want the value as 2019-03-08, whatever the language."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class PlanForm(forms.Form):
    """Year, method version, the day that the organisation is taken from, and three deadlines in order."""

    year = forms.IntegerField(
        label=_("År"), min_value=2015, max_value=2100, help_text=_("Fyra siffror. Varje år har högst en omgång."), localize=False
    )
    method = forms.ModelChoiceField(
        label=_("Metodversion"),
        queryset=Method.objects.none(),
        empty_label=_("Välj"),
        help_text=_("Omgången kan öppnas först när metodversionen är godkänd av en andra person."),
    )
    reference_date = forms.DateField(
        label=_("Organisationen gäller per"),
        widget=DayInput,
        help_text=_("Lokalpolisområdena tas med som de heter och ligger den dagen."),
    )
    submit_by = forms.DateField(label=_("Lämna in senast"), widget=DayInput, help_text=_("Lokalpolisområdenas tidsgräns."))
    review_by = forms.DateField(label=_("Granska klart senast"), widget=DayInput, help_text=_("Noas tidsgräns för granskningen."))
    decide_by = forms.DateField(label=_("Besluta senast"), widget=DayInput, help_text=_("Noas tidsgräns för besluten."))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        cast("forms.ModelChoiceField[Method]", self.fields["method"]).queryset = Method.objects.all()

    def clean_year(self) -> int:
        """Say at the field that the year is taken; the action would say it above the form."""
        year = self.cleaned_data["year"]
        if Round.objects.filter(year=year).exists():
            raise forms.ValidationError(_("Omgången %(year)s finns redan. Skriv ett annat år."), params={"year": year})
        return year

    def clean(self) -> dict[str, Any]:
        """The deadlines come in order; the error stands at the first one that does not."""
        data = super().clean() or self.cleaned_data
        for earlier, later in (("submit_by", "review_by"), ("review_by", "decide_by")):
            if data.get(earlier) and data.get(later) and data[later] < data[earlier]:
                self.add_error(later, _("Dagen ligger före den förra tidsgränsen. Välj en senare dag."))
                break
        return data

"""Reading a local picture in an emergency, and what its review showed."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.forms.fields import words_field
from assessments.models.glass_review import Outcome
from assessments.models.personal_grant import CASE_NUMBER


class GlassForm(forms.Form):
    """Why it is read now, and the number of the case."""

    reason = words_field(
        _("Varför du behöver läsa nu"),
        _("Skriv varför du behöver läsa nu."),
        _("Skriv inget sekretessbelagt här: texten syns för alla som läser lägesbilden och för dem som granskar."),
        longest=300,
    )
    case_number = forms.CharField(
        label=_("Diarie- eller ärendenummer"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("Bara numret, inga ord och inga personnummer. Det står i händelseloggen och syns för andra."),
        error_messages={
            "required": _("Skriv ärendets nummer."),
            "max_length": _("Numret är för långt: skriv högst %(limit_value)s tecken."),
        },
    )

    def clean_case_number(self) -> str:
        number = str(self.cleaned_data["case_number"]).strip()
        if not CASE_NUMBER.fullmatch(number):
            raise forms.ValidationError(_("Skriv numret med siffror, till exempel A123.456/2026."))
        return number


class GlassReviewForm(forms.Form):
    """Whether there was ground for the reading, and what the review showed."""

    outcome = forms.ChoiceField(
        label=_("Var läsningen befogad?"),
        choices=Outcome.choices,
        widget=forms.RadioSelect,
        error_messages={"required": _("Välj om läsningen var befogad."), "invalid_choice": _("Välj om läsningen var befogad.")},
    )
    finding = words_field(
        _("Vad granskningen visade"),
        _("Skriv vad granskningen visade."),
        _("Skriv inget sekretessbelagt. Det du skriver kan inte ändras efteråt."),
        longest=1000,
        rows=4,
    )

    def found(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {"outcome": Outcome(self.cleaned_data["outcome"]), "finding": self.cleaned_data["finding"]}

"""What the log is cut to."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lagesbild.audit.events import SENTENCES

DAY = {"invalid": _("Skriv dagen så här: 2019-03-08.")}


class DayField(forms.DateField):
    """A day, written as 2019-03-08; the browser may offer a calendar."""

    def __init__(self, label: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(label=label, required=False, input_formats=["%Y-%m-%d"], error_messages=DAY, widget=widget)


class LogForm(forms.Form):
    """Kind of event, user name, and the days from and to, both counted."""

    handelse = forms.ChoiceField(
        label=_("Händelse"),
        required=False,
        choices=lambda: [
            ("", _("Alla")),
            *sorted(((event.value, str(words)) for event, words in SENTENCES.items()), key=lambda row: row[1]),
        ],
        error_messages={"invalid_choice": _("Välj en händelse i listan.")},
    )
    vem = forms.CharField(label=_("Användarnamn"), required=False, max_length=60)
    fran = DayField(_("Från och med"))
    till = DayField(_("Till och med"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("fran") and cleaned.get("till") and cleaned["till"] < cleaned["fran"]:
            self.add_error("till", _("Sista dagen är före den första."))
        return cleaned

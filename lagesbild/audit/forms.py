"""What the log is cut to."""

from typing import Any

from django import forms
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from lagesbild.audit.events import SENTENCES, Kind
from lagesbild.audit.queries import Asked, kinds_of_objects

DAY = {"invalid": _("Skriv dagen så här: 2019-03-08.")}


class DayField(forms.DateField):
    """A day, written as 2019-03-08; the browser may offer a calendar."""

    def __init__(self, label: Any) -> None:
        widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
        super().__init__(label=label, required=False, input_formats=["%Y-%m-%d"], error_messages=DAY, widget=widget)


class LogForm(forms.Form):
    """Kind, event, account, what it is about, who received, and the days from and to, both counted."""

    slag = forms.ChoiceField(
        label=_("Slag"),
        required=False,
        choices=[("", _("Alla")), *((kind.value, capfirst(kind.value)) for kind in Kind)],
        error_messages={"invalid_choice": _("Välj ett slag i listan.")},
    )
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
    galler = forms.ChoiceField(
        label=_("Gäller"),
        required=False,
        choices=lambda: [("", _("Allt")), *kinds_of_objects()],
        error_messages={"invalid_choice": _("Välj vad det gäller i listan.")},
    )
    nummer = forms.IntegerField(
        label=_("Med nummer"), required=False, min_value=1, error_messages={"invalid": _("Skriv numret med siffror.")}
    )
    mottagare = forms.CharField(label=_("Mottagare"), required=False, max_length=60)
    fran = DayField(_("Från och med"))
    till = DayField(_("Till och med"))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("fran") and cleaned.get("till") and cleaned["till"] < cleaned["fran"]:
            self.add_error("till", _("Sista dagen är före den första."))
        if cleaned.get("nummer") and not cleaned.get("galler"):
            self.add_error("nummer", _("Välj också vad numret gäller."))
        return cleaned

    def asked(self) -> Asked:
        """Return what a valid form asks for."""
        given = self.cleaned_data
        return Asked(
            event=given["handelse"],
            kind=given["slag"],
            actor=given["vem"].strip(),
            recipient=given["mottagare"].strip(),
            object_type=given["galler"],
            object_id=given["nummer"],
            first=given["fran"],
            last=given["till"],
        )


class AnomalyForm(forms.Form):
    """Which finding, and what it turned out to be."""

    rule = forms.CharField(max_length=20, widget=forms.HiddenInput)
    actor = forms.CharField(max_length=60, widget=forms.HiddenInput)
    day = forms.DateField(input_formats=["%Y-%m-%d"], widget=forms.HiddenInput)
    outcome = forms.CharField(
        label=_("Vad visade granskningen?"),
        max_length=1000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": _("Skriv vad granskningen visade.")},
    )

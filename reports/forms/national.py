"""What people write about a national picture: why it is made anew, its texts, and the day of its edition."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from lagesbild import clock
from reports.forms.fields import VersionField
from reports.models import NationalPicture

MAX_SUMMARY = 20_000


class CompileForm(forms.Form):
    """The reason is asked for when the round has a picture already: the new one is a correction."""

    correction_reason = forms.CharField(
        label=gettext_lazy("Skäl till rättelsen"),
        help_text=gettext_lazy("Skriv vad som rättas och varför. Skälet publiceras med den rättade rapporten."),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": gettext_lazy("Skriv vad som rättas och varför.")},
    )

    def __init__(self, *args: Any, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not is_correction:
            del self.fields["correction_reason"]


class TextsForm(forms.Form):
    """The written parts of the picture."""

    version = VersionField()
    summary = forms.CharField(
        label=gettext_lazy("Sammanfattning"),
        help_text=gettext_lazy("Publiceras. Skriv om platser och läget, aldrig om personer. Tom rad ger nytt stycke."),
        max_length=MAX_SUMMARY,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": gettext_lazy("Skriv en sammanfattning.")},
    )
    register_number = forms.CharField(
        label=gettext_lazy("Diarienummer"), help_text=gettext_lazy("Står på rapportens första sida."), max_length=60, required=False
    )


class BuildForm(forms.Form):
    """The day that stands on the edition."""

    edition_date = forms.DateField(
        label=gettext_lazy("Utgivningsdag"),
        help_text=gettext_lazy("Står på rapporten. Skriv som 2019-06-03."),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"class": "input-short", "autocomplete": "off"}),
        input_formats=["%Y-%m-%d"],
        error_messages={
            "required": gettext_lazy("Skriv en dag, till exempel 2019-06-03."),
            "invalid": gettext_lazy("Skriv dagen som 2019-06-03."),
        },
    )

    def __init__(self, *args: Any, picture: NationalPicture, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.picture = picture

    def clean_edition_date(self) -> date:
        """Refuse a day before the picture's own year and one that is more than a year away: they are slips of the pen."""
        day: date = self.cleaned_data["edition_date"]
        last = clock.today().year + 1
        if not self.picture.year <= day.year <= last:
            raise forms.ValidationError(_("Skriv en dag från %(first)s till %(last)s.") % {"first": self.picture.year, "last": last})
        return day

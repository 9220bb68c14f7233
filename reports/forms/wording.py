"""How an area's open grounds are worded in the picture."""

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models.answer_parts import MAX_TEXT
from reports.forms.fields import VersionField


class GroundsForm(forms.Form):
    """The wording that is published about one area."""

    version = VersionField()
    grounds = forms.CharField(
        label=_("Skälen"),
        help_text=_("Publiceras. Skriv om platsen, aldrig om personer, och inget ur den sekretessbelagda delen."),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 10}),
        error_messages={"required": _("Skriv skälen. De publiceras.")},
    )

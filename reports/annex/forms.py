"""What is asked when an exemplar is taken out, and when it comes to its end."""

from django import forms
from django.utils.translation import gettext_lazy as _

from reports.annex.models import AnnexCopy, CopyState


class CopyForm(forms.Form):
    """For whom outside the system the exemplar is; empty for oneself."""

    recipient = forms.CharField(
        label=_("Lämnas till"),
        help_text=_("Myndighet och funktion, inte en persons namn. Till exempel: Länsstyrelsen i Skåne, säkerhetschefen."),
        required=False,
        max_length=AnnexCopy._meta.get_field("recipient").max_length,
    )


class EndForm(forms.Form):
    """What became of an exemplar."""

    ENDS = [(state.value, state.label) for state in (CopyState.RETURNED, CopyState.DESTROYED, CopyState.LOST)]

    state = forms.ChoiceField(choices=ENDS)

"""Deciding what became of areas, or saying no to a proposal: always with a reason."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.enums import LineageKind

LONGEST = 1000


class LineageForm(forms.Form):
    """The areas before and after, the kind, the reason. Areas that were never named on the page are refused."""

    kind = forms.ChoiceField(
        label=_("Slag"),
        choices=[(kind.value, kind.label) for kind in LineageKind],
        error_messages={"required": _("Välj ett slag."), "invalid_choice": _("Välj ett av slagen.")},
    )
    before = forms.TypedMultipleChoiceField(label=_("Områden före"), coerce=int, required=False)
    after = forms.TypedMultipleChoiceField(label=_("Områden efter"), coerce=int, required=False)
    reason = forms.CharField(
        label=_("Skäl"),
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Vad beslutet bygger på, till exempel en karta eller ett besked. Skälet sparas med beslutet."),
        error_messages={"required": _("Skriv ett skäl.")},
    )

    def __init__(self, *args: Any, before: dict[int, str], after: dict[int, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, areas in (("before", before), ("after", after)):
            field = cast(forms.ChoiceField, self.fields[name])
            field.choices = list(areas.items())
            field.error_messages["invalid_choice"] = _("Välj områden i listan.")

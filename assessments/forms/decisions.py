"""Deciding an area: each criterion judged, a category, open grounds, and perhaps a differing opinion."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.enums import Category, Met
from assessments.models import Criterion, Method
from assessments.models.answer_parts import MAX_TEXT


class DecisionForm(forms.Form):
    """Two fields per criterion (`U1-met`, `U1-text`, both secret), then the category and the grounds that are published."""

    category = forms.ChoiceField(label=_("Kategori"), widget=forms.RadioSelect, error_messages={"required": _("Välj en kategori.")})
    open_grounds = forms.CharField(
        label=_("Öppna skäl"),
        max_length=MAX_TEXT,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("De publiceras. Skriv om platsen, aldrig om personer, och inget ur den sekretessbelagda delen."),
        error_messages={"required": _("Skriv de öppna skälen. De publiceras.")},
    )
    dissent = forms.CharField(
        label=_("Avvikande mening"),
        max_length=MAX_TEXT,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Lämna tomt om alla är överens. Texten sparas med beslutet och publiceras aldrig."),
    )

    def __init__(self, *args: Any, method: Method, criteria: list[Criterion], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.criteria = criteria
        values = [*method.categories, Category.INTE.value]
        choices = [(value, Category(value).label.capitalize()) for value in values]
        cast(forms.ChoiceField, self.fields["category"]).choices = choices
        for criterion in criteria:
            self.fields[f"{criterion.code}-met"] = forms.ChoiceField(
                label=_("Noas bedömning av %(code)s") % {"code": criterion.code},
                choices=Met.choices,
                widget=forms.RadioSelect,
                error_messages={"required": _("Ta ställning till kriteriet.")},
            )
            self.fields[f"{criterion.code}-text"] = forms.CharField(
                label=_("Skäl för %(code)s") % {"code": criterion.code},
                required=False,
                max_length=MAX_TEXT,
                widget=forms.Textarea(attrs={"rows": 2}),
            )

    def grounds(self) -> dict[str, dict[str, str]]:
        """Return what was judged of each criterion, as the action takes it."""
        data = self.cleaned_data
        return {row.code: {"met": data[f"{row.code}-met"], "text": data[f"{row.code}-text"]} for row in self.criteria}


class LeaveOutForm(forms.Form):
    """Why an area gets no decision."""

    reason = forms.CharField(
        label=_("Skäl till att området lämnas utan beslut"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Skälet är öppet. Skriv inget ur den sekretessbelagda delen."),
        error_messages={"required": _("Skriv varför området lämnas utan beslut.")},
    )

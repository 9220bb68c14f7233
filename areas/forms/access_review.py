"""What the list of roles to review is cut to, and what is found about one of them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from areas.models import RoleReview
from areas.models.role_review import Verdict
from lagesbild.access.roles import Role

LONGEST = RoleReview._meta.get_field("words").max_length


class ReviewSearchForm(forms.Form):
    """A value that is not in the list counts as no value."""

    sok = forms.CharField(label=_("Användarnamn eller enhet"), required=False, max_length=80)
    roll = forms.ChoiceField(label=_("Roll"), required=False, choices=[("", _("Alla")), *Role.choices])
    visa = forms.ChoiceField(
        label=_("Visa"), required=False, choices=[("", _("Alla")), ("due", _("Att gå igenom")), ("done", _("Genomgångna"))]
    )


class ReviewForm(forms.Form):
    """The verdict is the button that was pressed. A role is never taken without a reason."""

    verdict = forms.ChoiceField(choices=Verdict.choices, widget=forms.HiddenInput, error_messages={"required": _("Välj en av knapparna.")})
    words = forms.CharField(
        label=_("Anteckning eller skäl"),
        required=False,
        max_length=LONGEST,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"max_length": _("Skriv högst 300 tecken.")},
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("verdict") == Verdict.REMOVE and "words" in cleaned and not cleaned["words"]:
            self.add_error("words", _("Skriv varför rollen inte behövs."))
        return cleaned

    def given(self) -> dict[str, Any]:
        """Return what the action takes."""
        return {"verdict": Verdict(self.cleaned_data["verdict"]), "words": self.cleaned_data["words"]}

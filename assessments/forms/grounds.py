"""On which ground the classified parts of each question of a method version are secret."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from assessments.models import Marking
from lagesbild.secrecy.grounds import present_grounds
from lagesbild.secrecy.models import SecrecyGround


def ground_label(row: SecrecyGround) -> str:
    """Return a ground as it stands in a list to choose from."""
    return f"{row}: {row.words}"


class GroundsForm(forms.Form):
    """One choice for each marked question, and the ground that was read beside it, so that a change by somebody else is seen."""

    def __init__(self, data: Any = None, *, markings: Iterable[Marking]) -> None:
        super().__init__(data)
        self.markings = list(markings)
        usable = {row.pk: ground_label(row) for row in present_grounds() if row.is_active}
        for row in self.markings:
            assert row.question is not None  # these are the questions' own
            code = row.question.code
            choices = usable if row.ground_id in usable else {row.ground_id: ground_label(row.ground)} | usable
            self.fields[code] = forms.TypedChoiceField(
                label=f"{code}. {row.question.text}",
                choices=list(choices.items()),
                coerce=int,
                initial=row.ground_id,
                error_messages={"invalid_choice": _("Välj en av grunderna i listan.")},
            )
            self.fields[f"{code}-read"] = forms.IntegerField(widget=forms.HiddenInput, initial=row.ground_id, localize=False)

    def chosen(self) -> dict[str, int]:
        """Return question code → id of the chosen ground."""
        return {code: self.cleaned_data[code] for code in self._codes()}

    def read(self) -> dict[str, int]:
        """Return question code → id of the ground that was read."""
        return {code: self.cleaned_data[f"{code}-read"] for code in self._codes()}

    def _codes(self) -> list[str]:
        return [name for name in self.fields if not name.endswith("-read")]

    def read_again(self) -> None:
        """Let the next save be against what is chosen now; what was chosen in the form stays."""
        now = {f"{row.question.code}-read": str(row.ground_id) for row in self.markings if row.question}
        self.data = dict(self.data.items()) | now


class TextGroundForm(forms.Form):
    """The ground of one text, among those that it may be marked on."""

    def __init__(self, data: Any = None, *, grounds: Iterable[SecrecyGround]) -> None:
        super().__init__(data)
        self.grounds = {str(row.pk): row for row in grounds}
        self.fields["ground"] = forms.ChoiceField(
            label=_("Grund för texten"),
            choices=[("", _("Välj")), *((pk, ground_label(row)) for pk, row in self.grounds.items())],
            help_text=_("Grunden bestämmer också när markeringen ska omprövas."),
            error_messages={"required": _("Välj en grund."), "invalid_choice": _("Välj en av grunderna i listan.")},
        )

    def clean_ground(self) -> SecrecyGround:
        """Return the ground itself."""
        return self.grounds[self.cleaned_data["ground"]]

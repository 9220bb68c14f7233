"""Fields that several of the reports' forms share."""

from typing import Any

from django import forms

NEVER = -1  # a version that no text ever had


class VersionField(forms.IntegerField):
    """Which version of the text the person read, sent back by the page itself.

    What is missing or is no number counts as a version that never was: the act then says that the text must be read again.
    """

    widget = forms.HiddenInput

    def __init__(self) -> None:
        super().__init__(required=False, min_value=0, max_value=2**31 - 1)

    def clean(self, value: Any) -> int:
        try:
            found = super().clean(value)
        except forms.ValidationError:
            return NEVER
        return NEVER if found is None else int(found)

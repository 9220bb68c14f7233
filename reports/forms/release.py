"""What whoever signs a release says about the checks that ask for a stand."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from reports.models import ReleaseCheck
from reports.models.release_check import MAX_REASON

PREFIX = "skal-"


class ReleaseForm(forms.Form):
    """One reason for each check that lists something. Without such a check there is nothing to write."""

    def __init__(self, *args: Any, checks: Iterable[ReleaseCheck], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for row in checks:
            self.fields[PREFIX + row.code] = forms.CharField(
                label=_("Varför det får stå kvar: %(title)s") % {"title": row.title},
                help_text=_("Ditt skäl står i certifikatet. Skriv inget ur den sekretessbelagda delen."),
                max_length=MAX_REASON,
                widget=forms.Textarea(attrs={"rows": 3}),
                error_messages={"required": _("Skriv varför det som kontrollen listar får stå kvar.")},
            )

    @property
    def reasons(self) -> dict[str, str]:
        """Return the reasons by the code of the check."""
        return {name.removeprefix(PREFIX): text for name, text in self.cleaned_data.items()}

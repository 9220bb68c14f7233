"""The form that a file is sent in with."""

from typing import Any, cast

from django import forms
from django.utils.translation import gettext_lazy as _

from areas import imports
from areas.importers.outcome import FileProblem
from areas.importers.reading import read_rows, too_large
from lagesbild.uploads import was_too_large


class UploadForm(forms.Form):
    """A file and its kind. Everything that makes a file unreadable is told at the file, in one sentence."""

    slag = forms.ChoiceField(label=_("Vad filen innehåller"))
    fil = forms.FileField(
        label=_("Fil"),
        help_text=_("CSV i UTF-8 med rubrikrad. Komma eller semikolon mellan värdena. Högst 5 000 rader och 5 MB."),
        error_messages={"required": _("Välj en fil."), "missing": _("Välj en fil."), "empty": _("Filen är tom.")},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def __init__(self, *args: Any, request: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        cast(forms.ChoiceField, self.fields["slag"]).choices = [(kind.key, kind.label) for kind in imports.kinds()]
        if was_too_large(request, "fil"):
            self.fields["fil"].error_messages["required"] = too_large()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        if cleaned.get("fil") and cleaned.get("slag"):
            cleaned["content"] = cleaned["fil"].read()
            try:
                read_rows(cleaned["content"], imports.get(cleaned["slag"]))
            except FileProblem as problem:
                self.add_error("fil", str(problem))
        return cleaned

"""The form that a file is sent in with."""

from typing import Any, cast

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from areas import imports
from areas.importers.reading import too_large
from lagesbild.uploads import was_too_large


class UploadForm(forms.Form):
    """A file and its kind. What makes a file unreadable is told at it, in one sentence: its size here, the rest on receipt."""

    slag = forms.ChoiceField(label=_("Vad filen innehåller"))
    fil = forms.FileField(
        label=_("Fil"),
        help_text=_(
            "CSV i UTF-8 med rubrikrad. Komma eller semikolon mellan värdena. Högst 5 000 rader och 5 MB. "
            "Registeruppgifter och rutor får också vara XLSX, och högst 200 000 rader och 20 MB."
        ),
        error_messages={"required": _("Välj en fil."), "missing": _("Välj en fil."), "empty": _("Filen är tom.")},
        widget=forms.FileInput(attrs={"accept": ".csv,text/csv,.xlsx"}),
    )

    def __init__(self, *args: Any, request: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.request = request
        cast(forms.ChoiceField, self.fields["slag"]).choices = [(kind.key, kind.label) for kind in imports.kinds()]
        self.was_too_large = was_too_large(request, "fil")

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or {}
        file, kind = cleaned.get("fil"), imports.get(cleaned["slag"]) if cleaned.get("slag") else None
        limit = kind.max_bytes if kind else settings.IMPORT_MAX_BYTES
        if self.was_too_large or (file is not None and file.size > limit):
            self.errors.pop("fil", None)
            self.add_error("fil", too_large(limit))
        elif file:
            cleaned["content"] = file.read()
        return cleaned

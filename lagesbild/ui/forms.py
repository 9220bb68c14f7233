"""How forms are rendered: our templates for fields and errors, Django's own for the single inputs."""

from typing import Any

from django.forms.renderers import BaseRenderer, DjangoTemplates
from django.template.loader import get_template


class Renderer(BaseRenderer):
    """Label, help, error, input, in that order (`templates/_components/form_field.html`).

    A form is written `{{ form }}`, a single field `{{ form.name.as_field_group }}`.
    """

    form_template_name = "_components/form.html"
    formset_template_name = "_components/formset.html"
    field_template_name = "_components/form_field.html"

    def __init__(self) -> None:
        self._builtin = DjangoTemplates()

    def get_template(self, template_name: str) -> Any:
        """Find ours among the project's templates; everything named `django/…` is Django's."""
        if template_name.startswith("django/"):
            return self._builtin.get_template(template_name)
        return get_template(template_name)

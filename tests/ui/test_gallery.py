"""Every component on one page, in a real browser: seen, read by the accessibility rules, and free of complaints about the policy."""

from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from django import forms
from django.contrib.messages.storage.base import Message
from django.contrib.messages import constants
from django.template.backends.django import DjangoTemplates

from lagesbild import clock
from lagesbild.ui import badges, menu
from tests.ui.conftest import OFFICER, request_of

SCALE = [("0", "Förekommer inte"), ("1", "Enstaka tillfällen"), ("2", "Återkommer"), ("3", "Varje vecka"), ("4", "Varje dag"), ("vet-ej", "Vet ej")]
NOW = datetime(2019, 3, 5, 13, 2, tzinfo=UTC)


class GalleryForm(forms.Form):
    b2 = forms.ChoiceField(label="B2", choices=SCALE, widget=forms.RadioSelect)
    number = forms.IntegerField(label="Antal händelser", help_text="Skriv en siffra, till exempel 4.", error_messages={"invalid": "Skriv en siffra."})
    text = forms.CharField(label="Ert svar", help_text="Läses bara av Noa.", widget=forms.Textarea(attrs={"rows": 3}))
    region = forms.ChoiceField(label="Region", choices=[("", "Alla"), ("nord", "Nord")])
    day = forms.DateField(label="Svar senast", widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(label="Slag", choices=[("fakta", "Fakta"), ("bedomning", "Bedömning")], widget=forms.RadioSelect)
    tags = forms.MultipleChoiceField(label="Avsnitt", choices=[("B", "B"), ("N", "N")], widget=forms.CheckboxSelectMultiple)
    sure = forms.BooleanField(label="Jag har läst texten", help_text="Hela.")
    file = forms.FileField(label="Fil")


@pytest.fixture
def gallery(engine: DjangoTemplates, clean_menu: None) -> Callable[..., str]:
    """Render the gallery, with a form that was refused."""
    menu.register(1, "Att göra", "assessments:worklist")
    menu.register(2, "Lägesvägg", "assessments:round_list", match="assessments:round_")

    def render(**context: Any) -> str:
        given = {
            "form": GalleryForm({"number": "Ett tiotal", "b2": "3"}, auto_id="g_%s"),
            "deadline": date(2019, 3, 8),
            "saved_at": NOW,
            "states": list(badges.STATES),
            "categories": list(badges.CATEGORIES),
            "trends": list(badges.TRENDS),
            "steps": [{"label": "Fylla i", "note": "klart 11 februari", "done": True}, {"label": "Granskning", "current": True}, {"label": "Beslut"}],
            "missing": [{"href": "#g_number", "text": "B3: rätta antalet händelser", "note": "Handläggare skriver just nu"}],
            "messages": [Message(getattr(constants, level), f"Ett besked, {level}") for level in ("INFO", "SUCCESS", "WARNING", "ERROR")],
            "classified_page": True,
            "demo": True,
        }
        with clock.at(NOW):
            return engine.get_template("gallery.html").render(given | context, request_of(roles=(OFFICER, OFFICER)))

    return render

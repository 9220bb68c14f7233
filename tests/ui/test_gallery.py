"""Every component on one page, in a real browser: seen, read by the accessibility rules, and free of complaints about the policy."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django import forms
from django.contrib.messages import constants
from django.contrib.messages.storage.base import Message
from django.template.backends.django import DjangoTemplates

from lagesbild import clock
from lagesbild.ui import badges, menu
from tests.ui.helpers import OFFICER, request_of, violations

SCALE = [
    ("0", "Förekommer inte"),
    ("1", "Enstaka tillfällen"),
    ("2", "Återkommer"),
    ("3", "Varje vecka"),
    ("4", "Varje dag"),
    ("vet-ej", "Vet ej"),
]
NOW = datetime(2019, 3, 5, 13, 2, tzinfo=UTC)


class GalleryForm(forms.Form):
    b2 = forms.ChoiceField(label="B2", choices=SCALE, widget=forms.RadioSelect)
    number = forms.IntegerField(
        label="Antal händelser", help_text="Skriv en siffra, till exempel 4.", error_messages={"invalid": "Skriv en siffra."}
    )
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
            "steps": [
                {"label": "Fylla i", "note": "klart 11 februari", "done": True},
                {"label": "Granskning", "current": True},
                {"label": "Beslut"},
            ],
            "missing": [{"href": "#g_number", "text": "B3: rätta antalet händelser", "note": "Handläggare skriver just nu"}],
            "messages": [Message(getattr(constants, level), f"Ett besked, {level}") for level in ("INFO", "SUCCESS", "WARNING", "ERROR")],
            "classified_page": True,
            "demo": True,
        }
        with clock.at(NOW):
            return engine.get_template("gallery.html").render(given | context, request_of(roles=(OFFICER, OFFICER)))

    return render


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (390, "dark"), (1280, "light"), (1280, "dark")])
def test_gallery_accessible(gallery: Callable[..., str], show: Callable[..., Any], width: int, scheme: str) -> None:
    page = show(gallery(), width, scheme)
    assert violations(page) == []
    assert page.problems == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.browser
def test_gallery_error_list_focused(gallery: Callable[..., str], show: Callable[..., Any]) -> None:
    page = show(gallery())
    assert page.evaluate("document.activeElement.id") == "fel"
    assert page.title().startswith("Fel: Komponenter")
    assert page.input_value("#g_number") == "Ett tiotal"


@pytest.mark.browser
def test_gallery_filter(gallery: Callable[..., str], show: Callable[..., Any]) -> None:
    page = show(gallery())
    page.check("#f-back")
    assert page.inner_text("#antal") == "Visar 1 av 2"
    assert not page.is_visible("[data-item='2']")
    assert page.url.endswith("?state=returned")


@pytest.mark.browser
def test_gallery_filter_nothing_left(gallery: Callable[..., str], show: Callable[..., Any]) -> None:
    html = gallery().replace('data-late="1"', 'data-late="0"')
    page = show(html)
    page.check("#f-sen")
    assert page.inner_text("#antal") == "Inget passar filtret. Ta bort ett val."
    assert not page.is_visible("[data-group]")


@pytest.mark.browser
def test_blocked_button_reachable_and_silent(gallery: Callable[..., str], show: Callable[..., Any]) -> None:
    page = show(gallery())
    button = page.locator("#act-publicera-rapporten")
    button.focus()
    assert page.evaluate("document.activeElement.id") == "act-publicera-rapporten"
    button.click(force=True)
    assert page.url.endswith("/sida/")


@pytest.mark.browser
def test_form_sent_once(gallery: Callable[..., str], show: Callable[..., Any]) -> None:
    page = show(gallery())
    page.evaluate(
        "document.addEventListener('submit', (e) => { window.sent = (window.sent || 0) + !e.defaultPrevented; e.preventDefault(); })"
    )
    page.click("#act-godkann-lpo-rinkeby")
    page.click("#act-godkann-lpo-rinkeby")
    assert page.evaluate("window.sent") == 1
    assert page.get_attribute("#act-godkann-lpo-rinkeby", "aria-busy") == "true"


@pytest.mark.browser
def test_gallery_without_script(gallery: Callable[..., str], show: Callable[..., Any]) -> None:
    page = show(gallery(), java_script_enabled=False)
    assert page.locator("[data-item]").count() == 2
    assert page.get_attribute("#job-1 .help a", "href") == "/arbete/"


@pytest.mark.browser
def test_gallery_printed(gallery: Callable[..., str], show: Callable[..., Any]) -> None:
    page = show(gallery())
    page.emulate_media(media="print")
    assert not page.is_visible(".menu")
    assert not page.is_visible(".actionbar")
    assert page.is_visible(".part-secret")
    assert page.is_visible(".secret-strip")


@pytest.mark.browser
def test_autosave_says_how_it_went(gallery: Callable[..., str], show: Callable[..., Any]) -> None:
    field = '<textarea id="autosaved" name="svar" hx-post="/spara/" hx-trigger="input delay:1ms, retry" hx-swap="none"></textarea>'
    page = show(gallery().replace('data-autosave="sparat">', f'data-autosave="sparat">{field}'))
    answers: list[dict[str, Any]] = [{"status": 200, "headers": {"X-Saved-At": "14.07"}}, {"status": 409}, {"status": 500}]
    sent: list[str] = []

    def save(route: Any) -> None:
        sent.append(route.request.headers["x-csrftoken"])
        route.fulfill(body="", **answers[len(sent) - 1])

    page.route("**/spara/", save)
    status = page.locator("#sparat")
    for letter, words in (("a", "Sparat 14.07"), ("b", "Inte sparat: någon annan har sparat."), ("c", "Inte sparat. Vi försöker igen.")):
        page.type("#autosaved", letter)
        status.filter(has_text=words).wait_for()
    assert len(sent) == 3
    assert all(len(token) == 64 for token in sent)

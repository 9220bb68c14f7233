"""Pages of the interface rendered alone: no database, no views of other apps. A browser reads them under the real security policy."""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings as project
from django.http import HttpRequest
from django.template.backends.django import DjangoTemplates

from lagesbild.ui import menu
from tests.ui.helpers import SITE, answer

HERE = Path(__file__).parent
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")


@pytest.fixture(autouse=True)
def plain_site(settings: Any) -> None:
    settings.ROOT_URLCONF = "tests.ui.urls"
    settings.STORAGES = {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    }


@pytest.fixture
def clean_menu(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(menu, "_items", {})


@pytest.fixture(scope="session")
def engine() -> DjangoTemplates:
    """The project's templates, and the gallery of this folder before them."""
    options = dict(project.TEMPLATES[0]["OPTIONS"])
    options.pop("loaders", None)
    dirs = [HERE / "templates", *project.TEMPLATES[0]["DIRS"]]
    return DjangoTemplates({"NAME": "gallery", "DIRS": dirs, "APP_DIRS": False, "OPTIONS": options})


@pytest.fixture
def write(engine: DjangoTemplates) -> Callable[..., str]:
    """Render a piece of template text."""

    def render(text: str, request: HttpRequest | None = None, **context: object) -> str:
        return engine.from_string(text).render(context, request).strip()

    return render


@pytest.fixture
def show(browser: Any) -> Iterator[Callable[..., Any]]:
    """Open HTML in the browser as if a server had sent it, with the real policy and the real files. Console errors are kept."""
    contexts = []

    def open_page(html: str, width: int = 1280, scheme: str = "light", **options: Any) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme, reduced_motion="reduce", **options)
        contexts.append(context)
        page = context.new_page()
        page.problems = []
        page.on("console", lambda message: page.problems.append(message.text) if message.type in {"error", "warning"} else None)
        page.on("pageerror", lambda error: page.problems.append(str(error)))
        page.route("**/*", lambda route: answer(route, html))
        page.goto(f"{SITE}/sida/")
        return page

    yield open_page
    for context in contexts:
        context.close()

"""A live site for people in a real browser: gunicorn's place is taken by the test's own server, the worker is a real one."""

import subprocess
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe

from lagesbild.accounts.models import User
from tests.factories.factors import give_factor, next_code
from tests.factories.people import PASSWORD
from tests.workers import start_worker


@pytest.fixture(autouse=True)
def folders(tmp_path: Path, settings: Any) -> None:
    """Keep what is built and published inside the test."""
    settings.VAR_DIR = tmp_path
    settings.BUILD_DIR = tmp_path / "builds"
    settings.PUBLIC_DIR = tmp_path / "public"
    settings.SESSION_COOKIE_SECURE = settings.CSRF_COOKIE_SECURE = False


@pytest.fixture
def worker(transactional_db: None, tmp_path: Path) -> Iterator[subprocess.Popen[bytes]]:
    """A Celery worker of its own process, on the test's database and folders."""
    process = start_worker(tmp_path)
    yield process
    process.terminate()
    process.wait(20)


class Person:
    """Somebody at a browser of their own, logged in."""

    def __init__(self, page: Any, base: str) -> None:
        self.page = page
        self.base = base
        self.complaints: list[str] = []
        page.on("console", lambda message: self.complaints.append(message.text) if message.type == "error" else None)

    def go(self, path: str) -> Any:
        return self.page.goto(self.base + path)

    def press(self, name: str) -> None:
        """Press the button with exactly these words, and wait for the page that follows."""
        with self.page.expect_navigation():
            self.page.get_by_role("button", name=name, exact=True).first.click()

    def reads(self, text: str) -> bool:
        return text in self.page.locator("body").inner_text()

    def violations(self) -> list[str]:
        """Return what the accessibility rules find on the present page."""
        found = Axe().run(self.page).response["violations"]
        return [f"{self.page.url}: {rule['id']}: {node['target']}" for rule in found for node in rule["nodes"]]


@pytest.fixture
def person(browser: Any, live_server: Any) -> Iterator[Callable[..., Person]]:
    """Let somebody in: `person(user)`, or a visitor without a user."""
    contexts = []

    def enter(user: User | None = None, width: int = 1280, **options: Any) -> Person:
        context = browser.new_context(viewport={"width": width, "height": 900}, locale="sv-SE", reduced_motion="reduce", **options)
        contexts.append(context)
        somebody = Person(context.new_page(), live_server.url)
        if user is not None:
            give_factor(user)
            somebody.go("/konto/login/")
            somebody.page.fill("[name=username]", user.username)
            somebody.page.fill("[name=password]", PASSWORD)
            with somebody.page.expect_navigation():
                somebody.page.click("main button[type=submit]")
            if "/konto/login/kod/" in somebody.page.url:
                somebody.page.fill("[name=code]", next_code(user))
                with somebody.page.expect_navigation():
                    somebody.page.click("main button[type=submit]")
        return somebody

    yield enter
    for context in contexts:
        context.close()


def wait_for(question: Callable[[], bool], seconds: float = 60) -> None:
    """Ask until the answer is yes."""
    until = time.monotonic() + seconds
    while not question():
        assert time.monotonic() < until, "it did not happen in time"
        time.sleep(0.2)

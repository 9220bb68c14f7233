"""The own pages of the interface: login, account, errors, and the public frame without a request."""

from collections.abc import Callable
from typing import Any

import pytest
from django import forms
from django.contrib.auth.forms import AuthenticationForm
from django.template.backends.django import DjangoTemplates

from tests.ui.helpers import OFFICER, request_of, violations

Render = Callable[..., str]
STATIC_PAGE = {
    "css_href": "/static/lagesbild.css",
    "icon_href": "/static/icon.svg",
    "root_href": "../",
    "year": 2019,
    "menu": [{"href": "./", "label": "Översikt", "current": True}, {"href": "#rubrik", "label": "Områden"}],
    "footer_links": [{"href": "#rubrik", "label": "Öppna data"}],
}


class PasswordForm(forms.Form):
    old_password = forms.CharField(label="Gammalt lösenord", widget=forms.PasswordInput)
    new_password1 = forms.CharField(label="Nytt lösenord", widget=forms.PasswordInput, help_text="Minst tolv tecken.")


@pytest.fixture
def page(engine: DjangoTemplates, clean_menu: None) -> Render:
    def render(name: str, path: str | None = None, held: tuple[Any, ...] | None = None, **context: object) -> str:
        request = request_of(path, held) if path else None
        return engine.get_template(name).render(context | ({"user": request.user} if request else {}), request)

    return render


def refused_login() -> AuthenticationForm:
    form = AuthenticationForm(None, {"username": "", "password": ""})
    form.add_error(None, "Användarnamnet eller lösenordet stämmer inte.")
    return form


def all_pages(page: Render) -> dict[str, str]:
    pages = {
        "login": page("accounts/login.html", "/konto/login/", form=AuthenticationForm(None), next="/arbete/"),
        "login refused": page("accounts/login.html", "/konto/login/", form=refused_login()),
        "me": page("accounts/me.html", "/konto/", (OFFICER,), roles=[OFFICER]),
        "me without role": page("accounts/me.html", "/konto/", (), roles=[]),
        "password": page("accounts/password_change.html", "/konto/losenord/", (OFFICER,), form=PasswordForm({})),
        "logged out": page("accounts/logged_out.html", "/konto/login/"),
        "public": page("public.html", **STATIC_PAGE),
    }
    return pages | {name: page(name, number="F 7KA 2MP") for name in ("400.html", "403.html", "403_csrf.html", "404.html", "500.html")}


@pytest.mark.browser
@pytest.mark.parametrize(("width", "scheme"), [(390, "dark"), (1280, "light")])
def test_pages_accessible(page: Render, show: Callable[..., Any], width: int, scheme: str) -> None:
    for name, html in all_pages(page).items():
        shown = show(html, width, scheme)
        assert (name, violations(shown)) == (name, [])
        assert (name, shown.problems) == (name, [])
        assert (name, shown.evaluate("document.documentElement.scrollWidth") <= width) == (name, True)


def test_pages_hold_no_style_or_script(page: Render) -> None:
    for name, html in all_pages(page).items():
        assert (name, " style=" in html or "<style" in html) == (name, False)
        assert (name, html.count("<script") - html.count("<script src=")) == (name, 0)


def test_login_lets_a_password_manager_in(page: Render) -> None:
    html = page("accounts/login.html", "/konto/login/", form=AuthenticationForm(None), next="/arbete/")
    assert 'autocomplete="username"' in html
    assert 'autocomplete="current-password"' in html
    assert '<input type="hidden" name="next" value="/arbete/">' in html
    assert "onpaste" not in html


def test_login_refused_says_so_in_the_title(page: Render) -> None:
    assert "<title>Fel: Logga in – Lägesbild</title>" in page("accounts/login.html", "/konto/login/", form=refused_login())


def test_log_out_is_a_post_form(page: Render) -> None:
    html = page("accounts/me.html", "/konto/", (OFFICER,), roles=[OFFICER])
    assert '<form action="/konto/logout/" method="post"><input type="hidden" name="csrfmiddlewaretoken"' in html


def test_public_page_needs_no_request_and_no_static_storage(page: Render, settings: Any) -> None:
    settings.STORAGES = settings.STORAGES | {"staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"}}
    html = page("public.html", asset_prefix="../../tillgangar/", root_href="../../")
    assert '<link rel="stylesheet" href="../../tillgangar/lagesbild.css">' in html
    assert 'href="../../tillgangar/icon.svg"' in html
    assert '<a class="brand" href="../../">' in html
    assert "csrf" not in html
    assert "<script" not in html


def test_public_page_has_no_word_of_secrets(page: Render) -> None:
    html = page("public.html", **STATIC_PAGE)
    assert "part-secret" not in html
    assert "secret-strip" not in html


def test_secrecy_strip_only_on_classified_pages(page: Render) -> None:
    assert "secret-strip" not in page("base_internal.html", "/arbete/", (OFFICER,))
    assert "secret-strip" in page("base_internal.html", "/arbete/", (OFFICER,), classified_page=True)


def test_wide_page_is_wide_throughout(page: Render) -> None:
    html = page("base_wide.html", "/arbete/", (OFFICER,), classified_page=True, demo=True)
    assert html.count('"wrap-full') == 5
    assert '"wrap"' not in html and '"wrap ' not in html


def test_demo_line_only_in_a_demo(page: Render, settings: Any) -> None:
    settings.DEMO = False
    assert "demo-note" not in page("base_internal.html", "/arbete/", (OFFICER,))
    settings.DEMO = True
    assert "Demo: svar och texter är påhittade" in page("base_internal.html", "/arbete/", (OFFICER,))

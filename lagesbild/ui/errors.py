"""Error pages: what happened, what is safe, what to do, and a number to quote. None of them asks the database.

A form that is refused gets back what was typed in it (`kept.py`), in the same words whether the thing is there or not.
"""

import logging
import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from lagesbild.ui.kept import typed_in

log = logging.getLogger("lagesbild.errors")

_LETTERS = "23456789ACEFHJKMNPRTVWXY"  # without the ones that are mixed up when read aloud


def error_number() -> str:
    """Return a short number to read out on the telephone, e.g. `F 7KA 2MP`."""
    letters = [secrets.choice(_LETTERS) for _n in range(6)]
    return f"F {''.join(letters[:3])} {''.join(letters[3:])}"


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 400: the request was malformed."""
    return _page(request, 400, "400.html")


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 403: the person sees the thing but may not do this to it."""
    return _kept(request, 403) or _page(request, 403, "403.html")


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """Answer 404: not there, or not for this person. The page does not tell which."""
    return _kept(request, 404) or _page(request, 404, "404.html")


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer 403 when a form could not be trusted: cookies are off, or the page was open over a login."""
    return _page(request, 403, "403_csrf.html", reason)


def not_now(request: HttpRequest, sentence: str) -> HttpResponse:
    """Answer 409 when an act is allowed but not now, and the page has no place for what was typed any more."""
    return _typed(request, 409, _("Det gick inte att spara"), sentence)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer 500. When even the page cannot be made, a plain one without style says the same."""
    number = error_number()
    log.error("500 %s %s %s", number, request.method, request.path)
    try:
        return HttpResponse(render_to_string("500.html", {"number": number}), status=500)
    except Exception:
        log.exception("500 %s: the error page could not be made", number)
        return HttpResponse(_plain(number), status=500)


def sealed_shut(request: HttpRequest, sentence: str) -> HttpResponse:
    """Answer 503 when what is classified cannot be opened or locked: a key is missing or wrong. Nothing was changed."""
    number = error_number()
    log.error("503 %s %s %s %s", number, request.method, request.path, sentence)
    return HttpResponse(render_to_string("503.html", {"number": number, "sentence": sentence}), status=503)


def _kept(request: HttpRequest, status: int) -> HttpResponse | None:
    """Answer a refused form with what was typed in it; one that htmx sent stays on its page and gets a sentence for its status line."""
    if request.method != "POST":
        return None
    if getattr(request, "htmx", None):
        answer = HttpResponse(_("Det finns inget här, eller så har du inte längre behörighet."), status=status, content_type="text/plain")
        answer["X-Not-Saved"] = "gone"
        return answer
    if not typed_in(request):
        return None
    sentence = _("Adressen kan vara fel. Annars har din roll eller din personliga behörighet slutat gälla sedan du öppnade sidan.")
    return _typed(request, status, _("Det finns inget här, eller så har du inte längre behörighet"), sentence)


@never_cache
def _typed(request: HttpRequest, status: int, title: str, sentence: str) -> HttpResponse:
    return _page(request, status, "kept.html", title=title, sentence=sentence, typed=typed_in(request))


def _page(request: HttpRequest, status: int, name: str, reason: str = "", **more: Any) -> HttpResponse:
    number = error_number()
    log.warning("%s %s %s %s %s", status, number, request.method, request.path, reason)
    return HttpResponse(render_to_string(name, {"number": number, "path": request.path, **more}), status=status)


def _plain(number: str) -> str:
    title = _("Sidan gick inte att visa")
    return (
        f'<!doctype html><html lang="sv"><head><meta charset="utf-8"><title>{title}</title></head><body><main><h1>{title}</h1>'
        f"<p>{_('Felet är hos oss. Det som var sparat finns kvar.')}</p><p>{number}</p></main></body></html>"
    )

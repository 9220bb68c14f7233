"""Which language a page is in: Swedish, unless the person has chosen English."""

from collections.abc import Callable, Iterable

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from lagesbild.ui import swedish

CHOICES = frozenset(code for code, _name in settings.LANGUAGES)


class LanguageMiddleware:
    """Follows the choice that `/sprak/` keeps in a cookie. What the browser asks for decides nothing: the work is done in Swedish."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME, "")
        language = chosen if chosen in CHOICES else settings.LANGUAGE_CODE
        request.LANGUAGE_CODE = language  # as Django's own middleware does
        with translation.override(language):
            return self.get_response(request)


def number_word(number: int) -> str:
    """Return a number in words in Swedish, in digits in any other language."""
    return swedish.number_word(number) if translation.get_language() == "sv" else swedish.swedish_number(number)


def joined(items: Iterable[object]) -> str:
    """Return "a, b och c" in the language of the page."""
    return swedish.join_swedish(items, _("och"))

"""What a person had typed when their form was refused: shown back on the answer itself, and kept nowhere.

The one place for the rule. It knows nothing but the request: no form, no database. So whoever posts to an address that is not theirs reads
the same as whoever posts to one that never was.
"""

import re
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import SuspiciousOperation
from django.http import HttpRequest, HttpResponse, UnreadablePostError
from django.http.multipartparser import MultiPartParserError
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _

NEVER = re.compile(r"csrf|token|password|losenord|^(code|credential|username|next|then|version)$", re.IGNORECASE)
OWN_PAGES = "/konto/"  # passwords and codes are typed there, under any name
CHOSEN = re.compile(r"[a-z0-9_-]{0,20}")  # what a button, a choice, a day or a hidden field sends, as against what is typed
QUESTION = re.compile(r"[A-ZÅÄÖ]{1,3}\d{1,3}")  # a field of the method begins with its question's code: "B2-comment"
UNREADABLE = (SuspiciousOperation, MultiPartParserError, UnreadablePostError)  # too large, broken, or cut off


@dataclass(frozen=True, slots=True)
class Typed:
    """One text as it was typed, with a label to tell it by."""

    id: str
    label: str
    text: str


class _OwnForm(CsrfViewMiddleware):
    """Asks whether the form came from a page of ours, and only answers."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def typed_in(request: HttpRequest) -> list[Typed]:
    """Return the texts that the person typed into the form of this request. What another site sent in their name is not theirs."""
    if request.method != "POST" or request.path.startswith(OWN_PAGES):
        return []
    try:
        values = [(name, value) for name, found in request.POST.lists() for value in found]
        if not values or not _is_from_us(request):
            return []
    except UNREADABLE:
        return []
    texts = [(name, str(value)) for name, value in values if not NEVER.search(name) and not CHOSEN.fullmatch(str(value).strip())]
    return [Typed(f"text-{number}", _label(name, number), text) for number, (name, text) in enumerate(texts, start=1)]


def _is_from_us(request: HttpRequest) -> bool:
    """Answer whether the form is one of our own. Where an address leads to no page, nobody has asked that yet."""
    if getattr(request, "csrf_processing_done", False):
        return True
    check = _OwnForm(_nothing)
    check.process_request(request)
    return check.process_view(request, _nothing, (), {}) is None


def _nothing(request: HttpRequest) -> HttpResponse:
    """Stand in for the page that was not found."""
    return HttpResponse()


def _label(name: str, number: int) -> str:
    code = name.partition("-")[0]
    if QUESTION.fullmatch(code):
        return _("Text %(number)s, fråga %(code)s") % {"number": number, "code": code}
    return _("Text %(number)s") % {"number": number}

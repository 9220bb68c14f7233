"""Answers with one clear sentence when a key is missing or a value was tampered with."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lagesbild.sealing.errors import SealError
from lagesbild.ui.errors import sealed_shut


class SealErrors:
    """Stands innermost, so that the transaction of the request is taken back as for any fault."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """Answer 503 for what the seals say; leave all else to others."""
        return sealed_shut(request, str(exception)) if isinstance(exception, SealError) else None

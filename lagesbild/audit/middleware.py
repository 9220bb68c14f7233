"""Records a try that was refused, in the transaction of the request."""

from collections.abc import Callable

from django.db import connection
from django.http import HttpRequest, HttpResponse

from lagesbild.audit.events import Event
from lagesbild.audit.recording import record

REFUSED = {403, 404}


class DeniedTries:
    """Stands inside the transaction. A page that does not exist at all is no try; an address of a thing with a number is one, and so is
    every form that was sent to a page of ours.

    Kept are the name of the page, the number in its address and the answer, never what was asked for in a query or typed in a form.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        match = request.resolver_match
        if response.status_code in REFUSED and match and connection.in_atomic_block and request.user.is_authenticated:
            numbers = {name: value for name, value in match.kwargs.items() if isinstance(value, int)}
            if numbers or response.status_code != 404 or request.method == "POST":
                detail = {"view": match.view_name, "status": response.status_code, **numbers}
                record(Event.ACCESS_DENIED, obj=None, by=request.user, detail=detail)
        return response

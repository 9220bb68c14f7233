"""Gives each request its scope: `request.scope`. Costs nothing until it is asked."""

from collections.abc import Callable
from typing import cast

from django.http import HttpRequest, HttpResponse

from lagesbild.access.http import Request
from lagesbild.access.scope import Scope
from lagesbild.access.second_factor import CLASSIFIED, is_given


class ScopeMiddleware:
    """Stands after authentication. The scope is lazy: public pages and files never read a grant."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        cast(Request, request).scope = cast(Scope, LazyScope(request))
        return self.get_response(request)


class LazyScope:
    """Stands in for the scope until something is asked of it, so that a file needs no session.

    Before the second factor was given in the session it holds nothing classified.
    """

    def __init__(self, request: HttpRequest) -> None:
        self._request = request
        self._scope: Scope | None = None

    def __getattr__(self, name: str) -> object:
        if self._scope is None:
            scope = Scope.of(self._request.user)
            self._scope = scope if is_given(self._request) else scope.withholding(CLASSIFIED)
        return getattr(self._scope, name)

"""How a view says what it asks of the person."""

from collections.abc import Callable
from functools import wraps

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.http.response import HttpResponseBase

from lagesbild.access.codenames import Codename
from lagesbild.access.http import Request
from lagesbild.accounts.gate import gate

View = Callable[..., HttpResponseBase]


def signed_in(view: View) -> View:
    """Let in whoever is logged in, has a password of their own, and gave the second factor where one is demanded (`accounts.gate`)."""

    @wraps(view)
    @login_required
    def inner(request: Request, *args: object, **kwargs: object) -> HttpResponseBase:
        return gate(request) or view(request, *args, **kwargs)

    return inner


def needs(*codenames: Codename, personal: bool = False) -> Callable[[View], View]:
    """Let in whoever is logged in and holds at least one of `codenames` for some unit; to everybody else the page is not there (404).

    With `personal` a grant on a single local picture is enough: the page shows nothing but that picture.
    """

    def decorate(view: View) -> View:
        @wraps(view)
        @signed_in
        def inner(request: Request, *args: object, **kwargs: object) -> HttpResponseBase:
            if not any(request.scope.can(codename) or (personal and request.scope.pictures(codename)) for codename in codenames):
                raise Http404
            return view(request, *args, **kwargs)

        return inner

    return decorate


def require(request: Request, codename: Codename, unit_id: int) -> None:
    """Refuse with 403 when the person sees the thing but may not do this to it."""
    if not request.scope.can(codename, unit_id):
        raise PermissionDenied


def post_only(view: View) -> View:
    """Let only a POST through. Any other method finds nothing there (404), so that an address of an act tells a stranger nothing."""

    @wraps(view)
    def inner(request: Request, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method != "POST":
            raise Http404
        return view(request, *args, **kwargs)

    return inner

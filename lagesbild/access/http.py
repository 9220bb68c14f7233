"""What a request is inside the login, for the types: the person's account, their scope, and whether htmx asks for a part of a page."""

from django.http import HttpRequest
from django_htmx.middleware import HtmxDetails

from lagesbild.access.scope import Scope
from lagesbild.accounts.models import User


class Request(HttpRequest):
    """Named in the signatures of views. Never made: Django makes the request, and the middleware and the login add these."""

    scope: Scope
    user: User
    htmx: HtmxDetails

"""Too many wrong passwords or codes: the same account from the same address waits. Wrong codes count as wrong passwords do."""

from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.handlers.proxy import AxesProxyHandler
from django.conf import settings
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext as _

from lagesbild.accounts.models import User


class Handler(AxesDatabaseHandler):
    """Counts tries, and keeps nothing of the form or the address: they may hold a password, a code or classified text."""

    def user_login_failed(self, sender: Any, credentials: dict[str, Any], request: Any = None, **kwargs: Any) -> None:
        if request is None:
            return
        post, get = request.POST, request.GET
        request.POST = request.GET = QueryDict()
        try:
            super().user_login_failed(sender, credentials, request, **kwargs)
        finally:
            request.POST, request.GET = post, get


def count_wrong_factor(request: HttpRequest, user: User) -> None:
    """Count a wrong code or key of somebody whose password was right."""
    AxesProxyHandler.user_login_failed(sender=User, credentials={"username": user.username}, request=request)


def is_locked_out(request: HttpRequest, user: User) -> bool:
    return not AxesProxyHandler.is_allowed(request, {"username": user.username})


def client_address(request: HttpRequest) -> str:
    """Return who asks: the address that the last proxy of ours saw (`TRUSTED_PROXIES`), else whoever is connected."""
    seen = [part.strip() for part in request.headers.get("X-Forwarded-For", "").split(",") if part.strip()]
    count: int = settings.TRUSTED_PROXIES
    if count and len(seen) >= count:
        return seen[-count]
    return str(request.META.get("REMOTE_ADDR") or "127.0.0.1")


def answer(request: HttpRequest, credentials: Any = None) -> HttpResponse:
    """Say that it was too many times, and how long to wait. The same whether or not there is such an account."""
    minutes = int(settings.AXES_COOLOFF_TIME.total_seconds() // 60)
    sentence = _("För många försök. Vänta %(minutes)s minuter och försök igen, eller vänd dig till systemadministratören.")
    return render(request, "accounts/locked_out.html", {"sentence": sentence % {"minutes": minutes}}, status=429)

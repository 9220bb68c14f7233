"""What every page needs besides its own data. Nothing is worked out before a template asks for it."""

from dataclasses import dataclass
from typing import Any, TypeGuard

from django.conf import settings
from django.http import HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language

from lagesbild.access.http import Request
from lagesbild.ui import menu


@dataclass(frozen=True, slots=True)
class Who:
    """The person in words: the role and the unit. Never a name."""

    role: str
    unit: str
    more: int = 0


def interface(request: HttpRequest) -> dict[str, Any]:
    """Return `menu`, `who`, `demo` and `language`. The first two ask the scope, and only when a template shows them."""
    return {
        "menu": SimpleLazyObject(lambda: _menu(request)),
        "who": SimpleLazyObject(lambda: _who(request)),
        "demo": settings.DEMO,
        "language": get_language(),
    }


def _is_logged_in(request: HttpRequest) -> TypeGuard[Request]:
    return hasattr(request, "scope") and request.user.is_authenticated


def _menu(request: HttpRequest) -> list[dict[str, object]]:
    return list(menu.items_for(request)) if _is_logged_in(request) else []


def _who(request: HttpRequest) -> Who | None:
    if not _is_logged_in(request):
        return None
    if title := getattr(request.user, "title_line", ""):
        role, _, unit = str(title).partition(", ")
        return Who(role, unit)
    roles = request.scope.roles
    if not roles:
        return Who(request.user.get_username(), "")
    return Who(str(roles[0].role_label), str(roles[0].unit_name), len(roles) - 1)

"""How a page does one act and tells how it went."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import PermissionDenied

from lagesbild.access.codenames import Codename
from lagesbild.access.http import Request
from lagesbild.exceptions import ActionDenied


def tell(request: Request, act: Callable[[], object], done: str) -> bool:
    """Do one act. Say `done` when it went well, else the sentence that the act was refused with."""
    try:
        act()
    except ActionDenied as error:
        messages.error(request, str(error))
        return False
    messages.success(request, done)
    return True


def require_anywhere(request: Request, codename: Codename) -> None:
    """Refuse with 403 who reads the page and holds `codename` nowhere. For things that belong to no unit, such as rounds."""
    if not request.scope.can(codename):
        raise PermissionDenied

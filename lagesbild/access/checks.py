"""The permission question as an action asks it."""

from typing import Any

from django.utils.translation import gettext as _

from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.exceptions import ActionDenied


def require_grant(by: Any, codename: Codename, unit_id: int | None, *, verb: str) -> None:
    """Raise `ActionDenied` unless `by` holds `codename` for the unit (for any unit when `unit_id` is None).

    `verb` completes "Du kan inte …": in Swedish, or translated already.
    """
    if not Scope.of(by).can(codename, unit_id):
        raise ActionDenied(_("Du kan inte %(verb)s: din roll har inte den behörigheten.") % {"verb": _(verb)})

"""The ground that a classified part shows at its head when nothing of its own is marked."""

from typing import Any

from lagesbild.secrecy.grounds import STANDARD, ground
from lagesbild.secrecy.models import SecrecyGround


def standard_ground(request: Any) -> SecrecyGround:
    """Return the standard ground, read once a request."""
    kept: SecrecyGround | None = getattr(request, "standard_ground", None)
    if kept is None:
        kept = ground(STANDARD)
        if request is not None:
            request.standard_ground = kept
    return kept

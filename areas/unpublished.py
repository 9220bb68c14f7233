"""Areas that nobody outside may know of yet: they came into being with a decision of a round that is not published.

Who knows which those are registers it in `AppConfig.ready`, so that this package needs no app above it.
"""

from collections.abc import Callable

from lagesbild.access.scope import Scope

Hides = Callable[[Scope], frozenset[int]]

_hides: list[Hides] = []


def register(hides: Hides) -> None:
    """Add a function that returns the ids of the areas that a person may not know of."""
    if hides not in _hides:
        _hides.append(hides)


def hidden_from(scope: Scope) -> frozenset[int]:
    """Return the ids of the areas that a person may not know of yet."""
    return frozenset().union(*(hides(scope) for hides in _hides))

"""The main menu. Apps add their own items in `AppConfig.ready`, so this package needs to know none of them.

menu.register(10, _("Att göra"), "assessments:worklist", match=("assessments:worklist",))
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from lagesbild.access.http import Request
from lagesbild.ui.badges import Words

Test = Callable[[Any], bool]


@dataclass(frozen=True, slots=True, order=True)
class Item:
    """One menu item: where it stands, its words, where it leads, for whom, and which pages it counts as its own."""

    order: int
    url_name: str
    label: Words
    test: Test
    match: tuple[str, ...]

    def is_current(self, view_name: str) -> bool:
        """Answer whether the page `view_name` belongs to this item. The item itself does, and each name that starts as in `match`."""
        return view_name == self.url_name or any(view_name.startswith(start) for start in self.match)


_items: dict[str, Item] = {}


def everybody(scope: object) -> bool:
    """Show an item to everyone who is logged in."""
    return True


def register(order: int, label: Words, url_name: str, test: Test = everybody, match: str | tuple[str, ...] = ()) -> None:
    """Add an item, or replace the one with the same `url_name`. `test` gets the person's scope."""
    starts = (match,) if isinstance(match, str) else tuple(match)
    _items[url_name] = Item(order, url_name, label, test, starts)


def items_for(request: Request) -> Iterator[dict[str, object]]:
    """Yield href, label and current for each item that the person of the request may use, in order."""
    here = request.resolver_match.view_name if request.resolver_match else ""
    scope = request.scope
    visible = [item for item in sorted(_items.values(), key=lambda item: item.order) if item.test(scope)]
    # The item with the longest name that fits is the current one, so that a detail page lights one item only.
    current = max((item for item in visible if item.is_current(here)), key=lambda item: _reach(item, here), default=None)
    for item in visible:
        yield {"href": reverse(item.url_name), "label": item.label, "current": item is current}


def _reach(item: Item, here: str) -> int:
    if here == item.url_name:
        return len(here) + 1
    return max((len(start) for start in item.match if here.startswith(start)), default=0)

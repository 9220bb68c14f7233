"""The menu and the context of every page: who sees what, which item is lit, and that nothing is asked too early."""

from types import SimpleNamespace
from typing import Any

import pytest

from lagesbild.ui import menu
from lagesbild.ui.context import interface
from tests.ui.helpers import OFFICER, request_of

pytestmark = pytest.mark.usefixtures("clean_menu")


class Untouchable:
    """A scope that must not be asked."""

    def __getattr__(self, name: str) -> object:
        raise AssertionError(f"asked for {name}")


def labels(request: Any) -> list[str]:
    return [str(item["label"]) for item in interface(request)["menu"]]


def current(request: Any) -> list[str]:
    return [str(item["label"]) for item in interface(request)["menu"] if item["current"]]


def test_menu_is_in_order_and_for_whom_it_is_meant() -> None:
    menu.register(20, "Lägesvägg", "assessments:round_list", test=lambda scope: "noa" in scope.roles)
    menu.register(10, "Att göra", "assessments:worklist")
    assert labels(request_of(roles=("noa",))) == ["Att göra", "Lägesvägg"]
    assert labels(request_of(roles=("lpo",))) == ["Att göra"]


def test_menu_of_nobody_is_empty() -> None:
    menu.register(10, "Att göra", "assessments:worklist")
    assert labels(request_of(roles=None)) == []


def test_menu_registered_twice_is_one_item() -> None:
    menu.register(10, "Gammal", "assessments:worklist")
    menu.register(10, "Ny", "assessments:worklist")
    assert labels(request_of(roles=("lpo",))) == ["Ny"]


def test_menu_current_by_prefix() -> None:
    menu.register(10, "Att göra", "assessments:worklist")
    menu.register(20, "Lägesvägg", "assessments:round_list", match="assessments:round_")
    assert current(request_of("/omgangar/2019/", roles=("lpo",))) == ["Lägesvägg"]
    assert current(request_of("/arbete/", roles=("lpo",))) == ["Att göra"]
    assert current(request_of("/konto/", roles=("lpo",))) == []


def test_menu_current_is_one_item_only() -> None:
    menu.register(10, "Allt", "assessments:worklist", match="assessments:")
    menu.register(20, "Lägesvägg", "assessments:round_list", match="assessments:round_")
    assert current(request_of("/omgangar/2019/", roles=("lpo",))) == ["Lägesvägg"]


def test_menu_current_own_page_before_prefix() -> None:
    menu.register(10, "Omgång", "assessments:worklist", match="assessments:round_list")
    menu.register(20, "Lägesvägg", "assessments:round_list")
    assert current(request_of("/omgangar/", roles=("lpo",))) == ["Lägesvägg"]


def test_context_asks_nothing_before_it_is_shown() -> None:
    menu.register(10, "Att göra", "assessments:worklist", test=lambda scope: scope.can("x"))
    request = request_of(roles=())
    request.scope = Untouchable()
    context = interface(request)
    with pytest.raises(AssertionError, match="asked for can"):
        list(context["menu"])


def test_who_is_the_first_role() -> None:
    who = interface(request_of(roles=(OFFICER, OFFICER)))["who"]
    assert (who.role, who.unit, who.more) == ("Handläggare", "LPO Botkyrka", 1)


def test_who_without_a_role_is_the_account() -> None:
    assert interface(request_of(roles=()))["who"].role == "handlaggare.botkyrka"


def test_who_takes_the_title_line() -> None:
    request = request_of(roles=())
    request.user = SimpleNamespace(is_authenticated=True, title_line="Granskare, Noa, underrättelseenheten")
    who = interface(request)["who"]
    assert (who.role, who.unit) == ("Granskare", "Noa, underrättelseenheten")


def test_who_of_nobody() -> None:
    assert not interface(request_of(roles=None))["who"]

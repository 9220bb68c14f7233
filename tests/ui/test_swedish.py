"""Swedish as people write it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lagesbild.ui import swedish


@pytest.mark.parametrize(
    ("number", "word"),
    [
        (0, "noll"),
        (1, "ett"),
        (7, "sju"),
        (12, "tolv"),
        (19, "nitton"),
        (20, "tjugo"),
        (21, "tjugoett"),
        (40, "fyrtio"),
        (60, "sextio"),
        (88, "åttioåtta"),
        (97, "nittiosju"),
        (100, "hundra"),
        (101, "hundraett"),
        (120, "hundratjugo"),
        (121, "121"),
        (1500, "1\N{NO-BREAK SPACE}500"),
        (-3, "−3"),
    ],
)
def test_number_word(number: int, word: str) -> None:
    assert swedish.number_word(number) == word


def test_number_words_all_differ() -> None:
    assert len({swedish.number_word(number) for number in range(121)}) == 121


def test_capitalised_keeps_the_rest() -> None:
    assert swedish.capitalised("åttio områden i LPO Ö") == "Åttio områden i LPO Ö"
    assert swedish.capitalised("") == ""


@pytest.mark.parametrize(
    ("number", "text"),
    [(0, "0"), (999, "999"), (1500, "1 500"), (12500, "12 500"), (1234567, "1 234 567"), (-12500, "−12 500"), (2.93, "2,93")],
)
def test_swedish_number(number: float, text: str) -> None:
    assert swedish.swedish_number(number) == text.replace(" ", "\N{NO-BREAK SPACE}")


@pytest.mark.parametrize(("number", "text"), [(0, "±0"), (2, "+2"), (-1, "−1")])
def test_signed(number: int, text: str) -> None:
    assert swedish.signed(number) == text


@pytest.mark.parametrize(("items", "text"), [([], ""), (["a"], "a"), (["a", "b"], "a och b"), (["a", "b", "c"], "a, b och c")])
def test_join_swedish(items: list[str], text: str) -> None:
    assert swedish.join_swedish(items) == text


def test_swedish_key_order() -> None:
    names = [
        "Örebro",
        "Ängelholm",
        "Åre",
        "Ystad",
        "Zinkgruvan",
        "Alby",
        "Andersberg",
        "École",
        "Eda",
        "Özil",
        "Werle",
        "Vivalla",
        "10",
        "9",
    ]
    assert sorted(names, key=swedish.swedish_key) == [
        "10", "9", "Alby", "Andersberg", "École", "Eda", "Vivalla", "Werle", "Ystad", "Zinkgruvan", "Åre", "Ängelholm", "Örebro", "Özil",
    ]  # fmt: skip


def test_swedish_key_ignores_case_and_form() -> None:
    assert swedish.swedish_key("ÅRE")[0] == swedish.swedish_key("a\N{COMBINING RING ABOVE}re")[0]


def test_swedish_key_foreign_letters() -> None:
    assert swedish.swedish_key("Üby")[0] == swedish.swedish_key("Yby")[0]
    assert swedish.swedish_key("Ærø")[0] == swedish.swedish_key("Ärö")[0]


def test_swedish_key_signs_come_first() -> None:
    names = ["Rinkebyal", "Rinkeby/Tensta", "Rinkeby", "Rinkeby Tensta"]
    assert sorted(names, key=swedish.swedish_key) == ["Rinkeby", "Rinkeby Tensta", "Rinkeby/Tensta", "Rinkebyal"]


@given(st.lists(st.text()))
def test_swedish_key_sorts_any_text(names: list[str]) -> None:
    assert len(sorted(names, key=swedish.swedish_key)) == len(names)

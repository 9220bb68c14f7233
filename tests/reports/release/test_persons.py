"""Personal numbers and names. The numbers are the tax agency's own for testing, or made up by rule."""

from hashlib import sha256

import pytest

from reports.release.known import fixed_wording, names_in
from reports.release.names import known_words, names_like
from reports.release.persons import agrees, personal_numbers
from tests.reports.open import example


def with_check_digit(nine: str) -> str:
    return next(nine + digit for digit in "0123456789" if agrees(nine + digit))


VALID = "1212121212"
COORDINATION = with_check_digit("701063239")[:6] + "-" + with_check_digit("701063239")[6:]


@pytest.mark.parametrize(
    "text",
    [
        "19121212-1212",
        "191212121212",
        "121212-1212",
        "121212+1212",
        "född 121212 1212.",
        "(1212121212)",
        "121212\N{NON-BREAKING HYPHEN}1212",
        "121212 \N{EN DASH} 1212",
        COORDINATION,
        "19" + COORDINATION,
        "pnr121212-1212",
    ],
)
def test_a_number_with_its_check_digit_is_found(text: str) -> None:
    assert list(personal_numbers(text))


def test_digits_in_a_digest_are_none() -> None:
    digest = sha256(b"718").hexdigest()  # one of few whose digits agree by chance
    assert list(personal_numbers(digest.replace("f", "x")))
    assert not list(personal_numbers(f'"sha256": "{digest}"'))
    assert list(personal_numbers(f"{digest} 121212-1212"))


@pytest.mark.parametrize("digit", [digit for digit in "0123456789" if digit != "2"])
def test_another_check_digit_is_none(digit: str) -> None:
    assert not list(personal_numbers(f"121212-121{digit}"))


@pytest.mark.parametrize(
    "text",
    [
        "0.1212121212",  # a decimal
        "31212121212",  # a longer number
        "121212-12123",
        "121312-1212",  # no such month
        "121200-1212",  # no such day
        "202100-0076",  # the authority's own number
        "2019-06-03 12.10",
    ],
)
def test_what_only_looks_like_one_is_none(text: str) -> None:
    assert not list(personal_numbers(text))


KNOWN = known_words([*fixed_wording(), *names_in(example.report(2019))])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Där bor Anna Andersson sedan länge.", ["Anna Andersson"]),
        ("Anna-Lena von Ek Öberg hörs.", ["Anna-Lena von Ek Öberg"]),
        ("Ring A. Andersson eller J.P. Öberg.", ["A. Andersson", "J.P. Öberg"]),
        ("Enligt kommissarie Öberg är det lugnt.", ["kommissarie Öberg"]),
        ("Anna\nAndersson delat över två rader", ["Anna Andersson"]),
        ("I Rinkeby Anna Andersson", ["Anna Andersson"]),
        ("Anna\fAndersson i två celler", []),
        ("Anna bor i Rinkeby.", []),
        ("Region Stockholm och Lokalpolisområde Botkyrka", []),
        ("Nationella operativa avdelningen (Noa), Polismyndigheten", []),
        ("Vid Rinkeby Torget", []),  # one unknown word
    ],
)
def test_what_looks_like_a_name(text: str, names: list[str]) -> None:
    assert list(names_like(text, KNOWN)) == names

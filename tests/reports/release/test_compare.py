"""Open texts held against classified ones."""

import pytest

from assessments.classified.release import SecretText
from reports.release.compare import compare
from reports.release.words import shingles

LONG = "Kassaskåpet i föreningslokalen öppnas varje torsdag av samma två personer från grannorten"


def found(text: str, *secrets: str, fixed: tuple[str, ...] = ()) -> bool:
    return bool(compare({"a": text, "b": "något annat"}, [SecretText("answers", secret) for secret in secrets], fixed).files)


@pytest.mark.parametrize(
    ("text", "is_copy"),
    [
        (LONG, True),
        ("Det sägs att " + " ".join(LONG.split()[1:9]).upper() + ", och mer", True),
        (" ".join(LONG.split()[1:8]), False),  # seven words of a long text are not enough
        ("", False),
    ],
)
def test_eight_words_of_a_long_text(text: str, is_copy: bool) -> None:
    assert found(text, LONG) is is_copy


@pytest.mark.parametrize("secret", ["Grindvakten tar emot", "Varje torsdag klockan nio öppnas grinden bakifrån"])
def test_a_short_text_is_searched_for_whole(secret: str) -> None:
    assert found(f"Öppet: {secret.lower()}. Slut.", secret)
    assert not found(f"Öppet: {' '.join(secret.split()[:-1])}. Slut.", secret), "a part of it is no copy"


def test_a_text_of_two_words_is_not_searched_for_and_is_counted() -> None:
    told = compare({"a": "Nej tack. Ja."}, [SecretText("answers", "Nej tack"), SecretText("points", "!?"), SecretText("points", LONG)], ())
    assert (told.files, told.numbers, told.too_short) == ([], {"answers": 1, "points": 1}, 1)


def test_a_short_text_that_every_report_says_is_no_secret_but_a_long_one_is() -> None:
    fixed = ("Ett särskilt utsatt område", LONG)
    assert not found("Husby är ett särskilt utsatt område", "Särskilt utsatt område.", fixed=fixed)
    assert found("Husby är ett särskilt utsatt område", "Särskilt utsatt område.")
    assert found(LONG, LONG, fixed=fixed)


def test_the_digest_is_of_the_set_and_needs_the_key(settings: object) -> None:
    one, other = SecretText("answers", LONG), SecretText("points", "Grindvakten tar emot")
    digests = {compare({}, rows, ()).digest for rows in ([one, other], [other, one])}
    assert len(digests) == 1, "in any order"
    digests |= {compare({}, rows, ()).digest for rows in ([one], [SecretText("answers", f"{LONG} igen"), other])}
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    digests.add(compare({}, [one, other], ()).digest)
    assert len(digests) == 4


@pytest.mark.parametrize("broken", ["förenings-\nlokalen", "förenings\xadlokalen", "förenings\u2010 \n lokalen", "förenings\u200blokalen"])
def test_a_word_broken_at_the_end_of_a_line_counts_as_whole(broken: str) -> None:
    assert broken not in LONG
    assert set(shingles(LONG.replace("föreningslokalen", broken))) == set(shingles(LONG))
    assert set(shingles("en oﬃciell fil med åtta ord i en rad")) == set(shingles("en officiell fil med åtta ord i en rad"))

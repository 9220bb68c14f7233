"""What is left of a paragraph, and whether a paper keeps silent."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.handout.enums import Verdict
from reports.handout.masking import MASK, Run, hidden_in, missing_in, plain, runs_of, shown_of, tells

TEXT = "Två personer i Nyby säljer öppet vid torget.\nDe hotar vittnen vid torget."


def test_what_is_given_stands_and_what_is_masked_does_not() -> None:
    assert runs_of(TEXT, Verdict.GIVE, []) == [Run(TEXT)]
    assert runs_of(TEXT, Verdict.MASK, []) == [MASK]


def test_a_passage_is_masked_wherever_it_stands_whatever_its_spaces() -> None:
    found = runs_of(TEXT, Verdict.PART, ["vid  torget"])
    assert [run.is_masked for run in found] == [False, True, False, True, False]
    assert "torget" not in "".join(run.text for run in found)


def test_passages_that_overlap_or_touch_are_one_mask() -> None:
    found = runs_of("ett två tre fyra", Verdict.PART, ["ett två", "två tre"])
    assert found == [MASK, Run(" fyra")]
    assert runs_of("ett två", Verdict.PART, ["ett två"]) == [MASK]


@pytest.mark.parametrize(
    ("verdict", "passages"),
    [
        ("", []),
        ("annat", []),
        (Verdict.PART, []),
        (Verdict.PART, ["  "]),
        (Verdict.PART, ["finns inte"]),
        (Verdict.PART, ["torget", "nej"]),
    ],
)
def test_whatever_is_not_plainly_given_is_masked(verdict: str, passages: list[str]) -> None:
    assert runs_of(TEXT, verdict, passages) == [MASK]
    assert hidden_in(TEXT, verdict, passages) == [TEXT]


def test_a_missing_passage_is_named() -> None:
    assert missing_in(TEXT, ["torget", "gatan"]) == ["gatan"]
    assert missing_in("a.c abc", ["a.c"]) == []
    assert missing_in("abc", ["a.c"]) == ["a.c"], "signs stand for themselves"


def test_a_paper_that_tells_is_found_also_when_it_breaks_words() -> None:
    hidden = ["De hotar vittnen vid torget varje kväll"]
    assert tells("… att de hotar vitt-\nnen vid torget …", hidden, "")
    assert tells("de ho\xadtar vittnen vid torget", hidden, "")
    assert not tells("vittnen vid", hidden, "")
    assert not tells("de hotar vittnen vid torget", hidden, "Här sägs: de hotar vittnen vid torget varje kväll.")
    assert tells("Nyby torg", ["Nyby torg"], "") and not tells("Nyby", ["Nyby torg"], "")
    assert not tells("ja eller nej", ["ja"], ""), "too short to be looked for"


@given(st.text(alphabet="ab åö\n.", max_size=40), st.lists(st.text(alphabet="ab åö", min_size=1, max_size=6), max_size=3))
def test_nothing_masked_is_left_in_what_is_shown(text: str, passages: list[str]) -> None:
    left = "\x00".join(run.text for run in runs_of(text, Verdict.PART, passages))
    for passage in hidden_in(text, Verdict.PART, passages):
        if plain(passage):
            assert passage.strip() not in left


@given(st.text(alphabet="abc åö\n", max_size=40), st.lists(st.text(alphabet="abc åö", min_size=1, max_size=6), min_size=1, max_size=3))
def test_both_ways_to_take_away_agree_that_it_is_gone(text: str, passages: list[str]) -> None:
    runs = runs_of(text, Verdict.PART, passages)
    if runs != [MASK]:
        for word in plain(" ".join(run.text for run in runs)).split():
            assert word in plain(text)
        for passage in passages:
            if plain(passage):
                assert passage.strip() not in shown_of(text, Verdict.PART, passages)

"""Word differences: nothing lost, nothing trusted."""

import re

from hypothesis import given
from hypothesis import strategies as st

from assessments.worddiff import compare

HIDDEN = re.compile(r'<span class="vh">[^<]*</span>|</?(?:ins|del)>')


def plain(html: str) -> str:
    """Return the text without the marks."""
    words = HIDDEN.sub("", html)
    for sign, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&#x27;", "'"), ("&amp;", "&")):
        words = words.replace(sign, letter)
    return words


def test_changed_words_are_marked_with_hidden_words() -> None:
    before, now = compare("Vuxna säljer vid centrum.", "Unga säljer vid centrum.")
    assert before == '<del><span class="vh">borttaget: </span>Vuxna</del> säljer vid centrum.'
    assert now == '<ins><span class="vh">tillagt: </span>Unga</ins> säljer vid centrum.'


def test_the_same_text_has_no_marks() -> None:
    assert compare("Lika.\nRad två.", "Lika.\nRad två.") == ("Lika.\nRad två.", "Lika.\nRad två.")


def test_only_added_and_only_removed() -> None:
    before, now = compare("", "Nytt.")
    assert before == ""
    assert now == '<ins><span class="vh">tillagt: </span>Nytt.</ins>'
    assert compare("Gammalt.", "")[0].startswith("<del>")


def test_what_people_wrote_is_never_html() -> None:
    before, now = compare("<b>a</b>", "<script>a</script>")
    assert "<script" not in now
    assert "<b>" not in before


@given(st.text(max_size=80), st.text(max_size=80))
def test_no_letter_is_lost(before: str, now: str) -> None:
    left, right = compare(before, now)
    assert plain(left) == before
    assert plain(right) == now

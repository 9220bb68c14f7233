"""What was added to a text and what was taken away, word by word. Pure functions."""

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import groupby

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

Piece = tuple[str, bool]  # words, and whether they are only on this side


def compare(before: str, now: str) -> tuple[SafeString, SafeString]:
    """Return both texts as HTML: what only the old one has in `<del>`, what only the new one has in `<ins>`, with hidden words."""
    old, new = _words(before), _words(now)
    matcher = SequenceMatcher(None, [word.strip() for word in old], [word.strip() for word in new])
    left: list[Piece] = []
    right: list[Piece] = []
    for kind, a1, a2, b1, b2 in matcher.get_opcodes():
        left.append(("".join(old[a1:a2]), kind != "equal"))
        right.append(("".join(new[b1:b2]), kind != "equal"))
    return _marked(left, "del", _("borttaget: ")), _marked(right, "ins", _("tillagt: "))


def _words(text: str) -> list[str]:
    """Return words and single punctuation marks, each with the space after it, so that nothing is lost when they are joined."""
    return re.findall(r"(?:\w+|[^\w\s])\s*|\s+", text)


def _marked(pieces: Iterable[Piece], tag: str, said: str) -> SafeString:
    joined = [("".join(words for words, _changed in rows), changed) for changed, rows in groupby(pieces, lambda piece: piece[1])]
    return format_html_join("", "{}", ((_piece(words, changed, tag, said),) for words, changed in joined if words))


def _piece(words: str, changed: bool, tag: str, said: str) -> SafeString:
    if not changed or not words.strip():
        return format_html("{}", words)
    core = words.rstrip()
    return format_html('<{0}><span class="vh">{1}</span>{2}</{0}>{3}', tag, said, core, words[len(core) :])

"""Every classified text of a round, for the check of a release. It reads; the database gives the rows for that purpose only."""

from collections.abc import Iterator
from typing import NamedTuple

from assessments.classified.models import ClassifiedAnswer, DecisionGround, Dissent, PointText, ProposalGround
from assessments.models import Round
from lagesbild.sealing.fields import SealedModel

BATCH = 500  # rows in memory at a time
# Where the round of a row is, and its texts, with the words they are counted under.
TEXTS: dict[type[SealedModel], tuple[str, dict[str, str]]] = {
    ClassifiedAnswer: ("picture__round", {"text": "answers", "comment": "comments"}),
    ProposalGround: ("proposal__area__picture__round", {"text": "proposal_grounds"}),
    PointText: ("point__picture__round", {"text": "points", "answer": "point_answers"}),
    DecisionGround: ("decision__round", {"text": "decision_grounds"}),
    Dissent: ("decision__round", {"text": "dissents"}),
}


class SecretText(NamedTuple):
    """A text, and what kind it is. The kind tells nothing of the text."""

    kind: str
    text: str


def texts_of(round_: Round) -> Iterator[SecretText]:
    """Return each text of the round that is not empty. Nothing unless the system acts for `Purpose.RELEASE_CHECK`."""
    for model, (place, names) in TEXTS.items():
        for row in model._default_manager.filter(**{place: round_}).iterator(BATCH):
            yield from (SecretText(kind, text) for name, kind in names.items() if (text := getattr(row, name)))

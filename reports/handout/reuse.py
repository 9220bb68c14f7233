"""Earlier judgements of the same words at the same place, offered again: like things are judged alike. A person confirms each."""

import hashlib
import hmac
from collections.abc import Iterable

from django.conf import settings

from reports.handout.enums import RequestState
from reports.handout.models import Paragraph
from reports.handout.sources import Piece


def fingerprint(kind: str, piece: Piece) -> str:
    """Return a keyed digest of a paragraph's words and where they stand. Without the key it tells nothing; equal words elsewhere differ.

    The key follows `SECRET_KEY`: when that is changed, earlier judgements are not offered any more, and nothing else happens.
    """
    key = hashlib.sha256(b"lagesbild.handout:" + settings.SECRET_KEY.encode()).digest()
    place = "\x1f".join([kind, str(piece.is_secret), piece.section, piece.heading, " ".join(piece.text.split())])
    return hmac.new(key, place.encode(), hashlib.sha256).hexdigest()


def earlier_judgements(fingerprints: Iterable[str]) -> dict[str, Paragraph]:
    """Return the latest decided judgement of each paragraph that was tried before. One query."""
    over = (RequestState.DECIDED, RequestState.HANDED_OUT)
    rows = Paragraph.objects.filter(fingerprint__in=set(fingerprints), request__state__in=over).select_related("request")
    return {row.fingerprint: row for row in rows.order_by("request__decided_at", "pk")}


def offer(paragraph: Paragraph, earlier: Paragraph) -> None:
    """Give a new paragraph the earlier judgement as a proposal. The caller saves it."""
    paragraph.verdict, paragraph.ground_id, paragraph.reused_from_id = earlier.verdict, earlier.ground_id, earlier.request_id
    paragraph.holding(reason=earlier.reason, passages=earlier.passages)

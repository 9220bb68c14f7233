"""What the wording of each area in a picture is written from, as a digest under a key: that it changed is seen, what it says is not."""

import json
from typing import Any

from django.forms.models import model_to_dict
from django.utils.crypto import salted_hmac

from assessments.classified.models import DecisionGround, Dissent
from assessments.models import Decision
from lagesbild.access.acting import Purpose, acting_for
from reports.models import NationalPicture, PictureEntry, PictureRemoval, WordingSource

SALT = "lagesbild.wording"  # the key is made of it and `SECRET_KEY`; with another key every wording asks to be confirmed
NOT_OF_THE_AREA = ("id", "picture", "grounds", "reason", "history")  # whose row it is, the wording itself, and earlier rounds


def note_sources(picture: NationalPicture) -> int:
    """Note what each wording of a new picture is written from: its decision as it is now. Returns how many.

    What was taken over from a published list has no decision, and so no wording. The system reads the classified grounds for the
    copying, and for this only.
    """
    with acting_for(Purpose.COMPILE_ANNEX):
        decided = _decided(picture)
    rows: list[PictureEntry | PictureRemoval] = [*picture.entries.all(), *picture.removals.all()]
    made = {row.slug: digest([decided[row.slug], _facts(row)]) for row in rows if row.slug in decided}
    sources = [WordingSource(picture=picture, slug=slug, now=value, written_from=value) for slug, value in made.items()]
    return len(WordingSource.objects.bulk_create(sources))


def _decided(picture: NationalPicture) -> dict[str, list[Any]]:
    """Return the decisions of the round with their classified grounds, by the slug of the area. Three queries."""
    decisions = Decision.objects.filter(round=picture.round_id, assessment__isnull=False).select_related("area")
    grounds: dict[int, list[tuple[str, str, str]]] = {}
    for row in DecisionGround.objects.filter(decision__round=picture.round_id).select_related("criterion"):
        grounds.setdefault(row.decision_id, []).append((row.criterion.code, row.met, row.text))
    dissents = {row.decision_id: row.text for row in Dissent.objects.filter(decision__round=picture.round_id)}
    return {row.area.slug: [row.open_grounds, sorted(grounds.get(row.pk, [])), dissents.get(row.pk, "")] for row in decisions}


def _facts(row: PictureEntry | PictureRemoval) -> dict[str, str]:
    """Return what the picture says of the area, but for the wording."""
    return {name: str(value) for name, value in model_to_dict(row).items() if name not in NOT_OF_THE_AREA}


def digest(source: list[Any]) -> str:
    """Return the digest of what a wording is written from."""
    return salted_hmac(SALT, json.dumps(source, ensure_ascii=False, sort_keys=True), algorithm="sha256").hexdigest()

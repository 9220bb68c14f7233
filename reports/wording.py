"""The wording that is published: as it was decided, and as the editor has made it since. The decision itself never changes."""

from collections.abc import Iterable
from typing import Any

from django.db.models import F, QuerySet

from assessments.models import Decision
from reports.models import NationalPicture, PictureEdit, PictureEntry, PictureRemoval, WordingSource

AreaText = PictureEntry | PictureRemoval


def plain(text: str) -> str:
    """Return a text with the line ends of one kind and nothing around it, so that what a browser sends back unchanged is unchanged."""
    return text.replace("\r\n", "\n").replace("\r", "\n").strip()


def wording_field(row: AreaText) -> str:
    """Return where the published wording stands: the grounds of an area on the list, the reason of one that is no longer on it."""
    return "grounds" if isinstance(row, PictureEntry) else "reason"


def wording_of(row: AreaText) -> str:
    """Return what is published about the area."""
    return str(getattr(row, wording_field(row)))


def set_wording(row: AreaText, text: str) -> None:
    """Put other words in the row. The caller saves it."""
    setattr(row, wording_field(row), text)


def decided_wording(picture: NationalPicture) -> dict[str, str]:
    """Return, by the area's slug, the open grounds as they were decided. One query."""
    rows = Decision.objects.filter(round=picture.round_id).values_list("area__slug", "open_grounds")
    return {slug: plain(text) for slug, text in rows}


def reworded(picture: NationalPicture, rows: Iterable[AreaText]) -> frozenset[str]:
    """Return the slugs of the areas whose published wording differs from the decision. One query."""
    decided = decided_wording(picture)
    return frozenset(row.slug for row in rows if plain(wording_of(row)) != decided.get(row.slug, ""))


def keep_wording(before: NationalPicture, after: NationalPicture) -> None:
    """Bring what was edited in one version over to the next, with who did it: a correction starts from the words that were there."""
    edits = list(before.edits.all())
    slugs = {edit.slug for edit in edits}
    if not slugs:
        return
    if "" in slugs:
        after.summary, after.register_number = before.summary, before.register_number
    after.text_version = before.text_version
    after.save(update_fields=["summary", "register_number", "text_version"])
    _keep(before.entries.all(), after.entries.all(), slugs)
    _keep(before.removals.all(), after.removals.all(), slugs)
    _keep_sources(before, after, slugs)
    for edit in edits:
        edit.pk, edit.picture = None, after
    PictureEdit.objects.bulk_create(edits)


def _keep(before: QuerySet[Any], after: QuerySet[Any], slugs: set[str]) -> None:
    """Give the edited areas of the new version the wording they had in the one before."""
    kept = {row.slug: wording_of(row) for row in before.filter(slug__in=slugs)}
    for row in after.filter(slug__in=kept):
        set_wording(row, kept[row.slug])
        row.save(update_fields=[wording_field(row)])


def _keep_sources(before: NationalPicture, after: NationalPicture, slugs: set[str]) -> None:
    """Say of the kept wordings what they were written from: the source in the earlier version, which may be another now."""
    earlier = {row.slug: row for row in before.sources.filter(slug__in=slugs)}
    rows = list(after.sources.filter(slug__in=slugs))
    for row in rows:
        known = earlier.get(row.slug)
        row.written_from = known.written_from if known else ""
        if known is not None and not row.is_stale:
            row.confirmed_by_id, row.confirmed_at = known.confirmed_by_id, known.confirmed_at
    WordingSource.objects.bulk_update(rows, ["written_from", "confirmed_by", "confirmed_at"])


def stale_wordings(picture: NationalPicture) -> list[AreaText]:
    """Return the areas whose wording was written from something that has changed since. One query when there is none."""
    slugs = [row.slug for row in picture.sources.exclude(written_from=F("now"))]
    if not slugs:
        return []
    return [*picture.entries.filter(slug__in=slugs).order_by("name"), *picture.removals.filter(slug__in=slugs).order_by("name")]


def source_of(row: AreaText) -> WordingSource | None:
    """Return what the area's wording was written from; None for a list taken over, and for what was compiled before it was kept."""
    return WordingSource.objects.filter(picture=row.picture_id, slug=row.slug).first()

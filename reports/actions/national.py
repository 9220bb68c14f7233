"""Compiling, editing and approving the national picture. Everything is copied; nothing links back."""

from typing import Any, TypeVar

from django.db import transaction
from django.db.models import F, Max
from django.utils.translation import gettext as _

from assessments.enums import RoundState
from assessments.models import Round
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import locked
from lagesbild.exceptions import ActionDenied, Stale
from reports.annex.copying import copy_annex
from reports.annex.sources import note_sources
from reports.copying import copy_round
from reports.enums import NationalState
from reports.models import NationalPicture, PictureEdit, PictureEntry, PictureRemoval
from reports.wording import (
    AreaText,
    decided_wording,
    keep_wording,
    plain,
    set_wording,
    source_of,
    stale_wordings,
    wording_field,
    wording_of,
)
from reports.workflow import NATIONAL

A = TypeVar("A", bound=PictureEntry | PictureRemoval)


@transaction.atomic
def compile_picture(round_: Round, *, by: Any, correction_reason: str = "") -> NationalPicture:
    """Copy a closed round into a new picture. A second picture of the same round is a correction and needs a reason."""
    require_grant(by, Codename.COMPILE, None, verb=_("sammanställa den nationella lägesbilden"))
    round_ = locked(round_)
    latest = NationalPicture.objects.filter(round=round_).order_by("-version").first()
    why = what_blocks_compiling(round_, latest)
    if why:
        raise ActionDenied(_("Du kan inte sammanställa: %(why)s.") % {"why": why})
    if latest is not None and not correction_reason.strip():
        raise ActionDenied(_("Du kan inte sammanställa en ny version utan skäl. Skriv vad som rättas."))
    version = (NationalPicture.objects.filter(round=round_).aggregate(n=Max("version"))["n"] or 0) + 1
    picture = copy_round(round_, version=version, correction_reason=correction_reason.strip(), by=by)
    copy_annex(round_, picture)
    note_sources(picture)
    if latest is not None:
        keep_wording(latest, picture)
    audit.record(Event.NATIONAL_COMPILED, obj=picture, by=by, detail={"areas": picture.entries.count()})
    return picture


def what_blocks_compiling(round_: Round, latest: NationalPicture | None) -> str:
    """Return why the round cannot be compiled now, as the end of a sentence; empty when nothing stands in the way."""
    if round_.state != RoundState.CLOSED:
        return _("omgången är inte stängd")
    if latest is not None and latest.state == NationalState.COMPILED:
        return _("version %(version)s väntar redan på godkännande") % {"version": latest.version}
    return ""


@transaction.atomic
def edit_texts(picture: NationalPicture, *, summary: str, register_number: str, version: int, by: Any) -> NationalPicture:
    """Change the written parts of a picture that is not approved yet. `version` is the `text_version` that the person read.

    Raises `Stale` when somebody has changed these parts since; then nothing is written.
    """
    require_grant(by, Codename.COMPILE, None, verb=_("ändra texten"))
    picture = locked(picture)
    step = NATIONAL.check("edit", picture.state)
    summary, register_number = plain(summary), register_number.strip()
    if (plain(picture.summary), picture.register_number) == (summary, register_number):
        return picture
    _refuse_stale(picture, "", version)
    picture.summary, picture.register_number = summary, register_number
    _note_edit(picture, "", by)
    picture.save(update_fields=["summary", "register_number", "text_version"])
    audit.record(Event(step.event), obj=picture, by=by)
    return picture


@transaction.atomic
def edit_grounds(entry: A, *, text: str, version: int, by: Any) -> A:
    """Change how an area's open grounds are worded in a picture that is not approved yet; the decision itself stays as it is.

    `version` is the picture's `text_version` that the person read: `Stale` when somebody has changed this wording since.
    """
    require_grant(by, Codename.COMPILE, None, verb=_("ändra skälen"))
    picture = locked(entry.picture)
    entry = locked(entry)
    NATIONAL.check("edit", picture.state)
    text = plain(text)
    why = what_blocks_wording(picture, entry) or ("" if text else _("skälen är tomma. De publiceras"))
    if why:
        raise ActionDenied(_("Du kan inte ändra skälen: %(why)s.") % {"why": why})
    if plain(wording_of(entry)) == text:
        return entry
    _refuse_stale(picture, entry.slug, version)
    set_wording(entry, text)
    picture.sources.filter(slug=entry.slug).update(written_from=F("now"), confirmed_by=None, confirmed_at=None)
    entry.save(update_fields=[wording_field(entry)])
    _note_edit(picture, entry.slug, by)
    picture.save(update_fields=["text_version"])
    audit.record(Event.NATIONAL_EDITED, obj=picture, by=by, detail={"area": entry.slug})
    return entry


@transaction.atomic
def confirm_wording(entry: A, *, by: Any) -> A:
    """Say that the wording of an area still fits its changed source. Whoever says so cannot approve the picture."""
    require_grant(by, Codename.COMPILE, None, verb=_("bekräfta skälen"))
    picture = locked(entry.picture)
    NATIONAL.check("edit", picture.state)
    source = source_of(entry)
    if source is None or not source.is_stale:
        raise ActionDenied(_("Du kan inte bekräfta skälen: det de skrevs ur har inte ändrats sedan dess."))
    source.written_from, source.confirmed_by, source.confirmed_at = source.now, by, clock.now()
    source.save(update_fields=["written_from", "confirmed_by", "confirmed_at"])
    audit.record(Event.NATIONAL_WORDING, obj=picture, by=by, detail={"area": entry.slug})
    return entry


def what_blocks_wording(picture: NationalPicture, entry: AreaText) -> str:
    """Return why the wording of the area cannot be changed, as the end of a sentence; empty when nothing stands in the way."""
    if picture.state != NationalState.COMPILED:
        return _("lägesbilden är godkänd. Sammanställ en rättelse")
    if not decided_wording(picture).get(entry.slug):
        return _("beslutet har inga öppna skäl")
    return ""


@transaction.atomic
def approve_picture(picture: NationalPicture, *, version: int, by: Any) -> NationalPicture:
    """Approve a compiled picture as it was read: `version` is its `text_version` then, and `Stale` is raised when it is another now.

    Somebody else than who compiled it or changed its wording; afterwards nothing in it changes.
    """
    require_grant(by, Codename.APPROVE_PICTURE, None, verb=_("godkänna lägesbilden"))
    picture = locked(picture)
    step = NATIONAL.check("approve", picture.state)
    why = what_blocks_approval(picture, by)
    if why:
        raise ActionDenied(_("Du kan inte godkänna: %(why)s.") % {"why": why})
    if version != picture.text_version:
        raise Stale(_("Texten har ändrats sedan du öppnade sidan. Läs den igen och godkänn sedan."))
    picture.state, picture.approved_by, picture.approved_at = step.target, by, clock.now()
    picture.save(update_fields=["state", "approved_by", "approved_at"])
    audit.record(Event(step.event), obj=picture, by=by)
    return picture


def what_blocks_approval(picture: NationalPicture, by: Any) -> str:
    """Return why `by` may not approve, as the end of a sentence; empty when nothing stands in the way."""
    if picture.compiled_by_id == by.pk:
        return _("du har sammanställt den. En annan person måste göra det")
    if picture.edits.filter(edited_by=by).exists():
        return _("du har ändrat text i den. En annan person måste göra det")
    if picture.sources.filter(confirmed_by=by).exists():
        return _("du har bekräftat skäl i den. En annan person måste göra det")
    if not picture.summary.strip():
        return _("sammanfattningen är tom")
    stale = stale_wordings(picture)
    if stale:
        words = _("skälen för %(name)s är skrivna ur något som har ändrats sedan dess. Redaktören bekräftar eller skriver om dem först")
        return words % {"name": stale[0].name}
    return ""


def _refuse_stale(picture: NationalPicture, slug: str, version: int) -> None:
    """Raise `Stale` when this text was changed after `version`. Changes of the picture's other texts do not disturb."""
    if not 0 <= version <= picture.text_version or picture.edits.filter(slug=slug, number__gt=version).exists():
        raise Stale(_("Texten har ändrats sedan du öppnade sidan. Din text är inte sparad: jämför och spara igen."))


def _note_edit(picture: NationalPicture, slug: str, by: Any) -> None:
    """Count the change and keep who did it. The caller saves the picture."""
    picture.text_version += 1
    PictureEdit.objects.create(picture=picture, slug=slug, number=picture.text_version, edited_by=by, edited_at=clock.now())

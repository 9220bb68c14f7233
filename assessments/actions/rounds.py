"""Planning, opening and closing a round."""

from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from areas.models import AreaVersion, OrganisationChange
from areas.queries.organisation import next_change
from areas.queries.places import versions_on
from areas.queries.units import lpos_on
from assessments.enums import Category, PictureState, RoundState
from assessments.models import AreaAssessment, Decision, LocalPicture, Method, RosterEntry, Round
from assessments.workflow import ROUND
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.db import locked, present
from lagesbild.exceptions import ActionDenied
from lagesbild.ui.templatetags.ui import short_date


@transaction.atomic
def plan_round(
    *, year: int, method: Method, reference_date: date, submit_by: date, review_by: date, decide_by: date, by: Any, is_replay: bool = False
) -> Round:
    """Plan a round. The organisation counts as it is on `reference_date`; the roster is frozen when the round opens."""
    require_grant(by, Codename.LEAD, None, verb=_("planera en omgång"))
    if Round.objects.filter(year=year).exists():
        raise ActionDenied(_("Du kan inte planera omgången: %(year)s finns redan.") % {"year": year})
    if not submit_by <= review_by <= decide_by:
        raise ActionDenied(_("Du kan inte planera omgången: tidsgränserna kommer inte i ordning."))
    planned = Round(
        year=year,
        method=method,
        reference_date=reference_date,
        submit_by=submit_by,
        review_by=review_by,
        decide_by=decide_by,
        is_replay=is_replay,
        planned_by=by,
        planned_at=clock.now(),
    )
    try:
        with transaction.atomic():
            planned.save()
    except IntegrityError:  # somebody planned it at the same moment
        raise ActionDenied(_("Du kan inte planera omgången: %(year)s finns redan.") % {"year": year}) from None
    audit.record(Event.ROUND_PLANNED, obj=planned, by=by, detail={"year": year})
    return planned


@transaction.atomic
def open_round(round_: Round, *, by: Any) -> Round:
    """Open a planned round: freeze the roster, make one local picture per LPO, with the areas of the last list in it.

    The method version must have been approved by a second person, and no change of the organisation may wait that the roster would lack.
    """
    require_grant(by, Codename.LEAD, None, verb=ROUND.transitions["open"].verb)
    round_ = locked(round_)
    step = ROUND.check("open", round_.state)
    why = what_keeps_shut(round_, next_change())
    if why:
        raise ActionDenied(_("Du kan inte öppna omgången: %(why)s.") % {"why": why})
    now = clock.now()
    round_.state, round_.opened_by, round_.opened_at = RoundState.OPEN, by, now
    round_.save(update_fields=["state", "opened_by", "opened_at"])
    pictures = _make_pictures(round_, _freeze_roster(round_))
    areas = _carry_over_areas(round_, pictures)
    audit.record(Event(step.event), obj=round_, by=by, detail={"pictures": len(pictures), "areas": areas})
    return round_


def what_keeps_shut(round_: Round, change: OrganisationChange | None) -> str:
    """Return why the round cannot be opened now, as the end of a sentence; empty when nothing stands in the way.

    `change` is the next one of the organisation that waits (`next_change`).
    """
    if round_.method is None or round_.method.approved_at is None:
        return _("metodversionen är inte godkänd av en andra person")
    if change is not None and change.effective_on <= round_.reference_date:
        words = {"change": change.title, "from": short_date(change.effective_on), "day": short_date(round_.reference_date)}
        return (
            _(
                "organisationen räknas som den är den %(day)s, och en ändring som gäller från den %(from)s väntar: %(change)s. "
                "Låt den genomföras eller avbryt den först"
            )
            % words
        )
    return ""


def _freeze_roster(round_: Round) -> list[RosterEntry]:
    return RosterEntry.objects.bulk_create(
        RosterEntry(
            round=round_,
            unit=lpo.unit,
            name=lpo.name,
            slug=lpo.slug,
            code=lpo.unit.code,
            is_named=lpo.unit.is_named,
            district_name=lpo.district.name if lpo.district else "",
            region=lpo.region,
            region_name=lpo.region.name,
            region_slug=lpo.region.slug,
            region_order=lpo.region_order,
        )
        for lpo in lpos_on(round_.reference_date)
    )


def _make_pictures(round_: Round, roster: list[RosterEntry]) -> dict[int, LocalPicture]:
    rows = LocalPicture.objects.bulk_create(
        LocalPicture(
            round=round_,
            unit_id=entry.unit_id,
            roster=entry,
            state=PictureState.NONE,
            state_since=present(round_.opened_at),
            due=present(round_.submit_by),
            is_example=round_.is_replay,
        )
        for entry in roster
    )
    return {row.unit_id: row for row in rows}


def _carry_over_areas(round_: Round, pictures: dict[int, LocalPicture]) -> int:
    """Put every area of the last list into the local picture of the LPO it lies in; those without a known LPO are added by hand."""
    listed = last_listed(round_)
    versions = [version for version in versions_on(round_.reference_date) if version.area_id in listed and version.unit_id in pictures]
    rows = AreaAssessment.objects.bulk_create(known_area(pictures[version.unit_id], version) for version in versions)
    return len(rows)


def known_area(picture: LocalPicture, version: AreaVersion) -> AreaAssessment:
    """Return the unsaved assessment of a known area, named as it is called now."""
    return AreaAssessment(
        picture=picture,
        area_id=version.area_id,
        area_version=version,
        name=version.name,
        municipality_id=version.municipality_id,
        lat=version.lat,
        lon=version.lon,
    )


def last_listed(round_: Round) -> frozenset[int]:
    """Return the ids of the areas on the list before this round's."""
    last = Round.objects.filter(year__lt=round_.year, decisions__isnull=False).order_by("-year").first()
    if last is None:
        return frozenset()
    return frozenset(Decision.objects.filter(round=last).exclude(category=Category.INTE).values_list("area_id", flat=True))


@transaction.atomic
def close_round(round_: Round, *, by: Any) -> Round:
    """Close a round: every local picture approved, every area decided or left out with a reason, none of the last list forgotten."""
    require_grant(by, Codename.LEAD, None, verb=ROUND.transitions["close"].verb)
    round_ = locked(round_)
    step = ROUND.check("close", round_.state)
    waiting = what_keeps_open(round_)
    if waiting:
        raise ActionDenied(_("Du kan inte stänga omgången: %(waiting)s.") % {"waiting": "; ".join(waiting)})
    round_.state, round_.closed_by, round_.closed_at = RoundState.CLOSED, by, clock.now()
    round_.save(update_fields=["state", "closed_by", "closed_at"])
    audit.record(Event(step.event), obj=round_, by=by)
    return round_


def what_keeps_open(round_: Round) -> list[str]:
    """Return what must be done before the round can close, as parts of a sentence; empty when nothing is left."""
    waiting = []
    unapproved = LocalPicture.objects.filter(round=round_).exclude(state=PictureState.APPROVED).count()
    if unapproved:
        waiting.append(_("%(n)s lokala lägesbilder är inte godkända") % {"n": unapproved})
    assessed = AreaAssessment.objects.filter(picture__round=round_)
    undecided = assessed.filter(decision__isnull=True, left_out_at__isnull=True).count()
    if undecided:
        waiting.append(_("%(n)s områden saknar beslut") % {"n": undecided})
    forgotten = last_listed(round_) - set(assessed.exclude(area=None).values_list("area_id", flat=True))
    if forgotten:
        waiting.append(_("%(n)s områden på den förra listan finns inte i någon lokal lägesbild") % {"n": len(forgotten)})
    return waiting

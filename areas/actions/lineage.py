"""Deciding how areas come from one another, saying no to a proposal, and taking either back."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from areas import lineages
from areas.enums import LineageKind
from areas.lineage_rules import GivenPair, what_is_wrong_with
from areas.models import Area, Lineage, LineageRejection
from lagesbild import audit, clock
from lagesbild.access.checks import require_grant
from lagesbild.access.codenames import Codename
from lagesbild.audit.events import Event
from lagesbild.exceptions import ActionDenied

DECIDE = gettext_noop("avgöra härkomsten")
REJECT = gettext_noop("avvisa förslaget")
UNDO = gettext_noop("ångra")


@transaction.atomic
def decide_lineage(pairs: Sequence[GivenPair], *, kind: str, year: int, reason: str, by: Any) -> list[Lineage]:
    """Decide what became of areas for the list of `year`. An area is decided once a year: a second time is refused."""
    areas = _begin(pairs, kind=kind, year=year, reason=reason, by=by, verb=DECIDE)
    before, after = {pair.before for pair in pairs} - {None}, {pair.after for pair in pairs} - {None}
    there = Lineage.objects.filter(Q(before__in=before) | Q(after__in=after), year=year).select_related("before", "after").first()
    if there is not None:
        words = {"area": there.before or there.after, "year": year, "kind": there.get_kind_display()}
        raise _denied(DECIDE, _("%(area)s är redan avgjort %(year)s (%(kind)s)") % words)
    now = clock.now()
    rows = Lineage.objects.bulk_create(
        Lineage(
            kind=kind,
            before_id=pair.before,
            after_id=pair.after,
            year=year,
            reason=reason.strip(),
            share_before=_share(pair.share_before),
            share_after=_share(pair.share_after),
            decided_by=by,
            decided_at=now,
        )
        for pair in pairs
    )
    audit.record(Event.LINEAGE_DECIDED, obj=areas[0], by=by, detail={"kind": kind, "year": year, "rows": len(rows)})
    return rows


@transaction.atomic
def reject_lineage(pairs: Sequence[GivenPair], *, kind: str, year: int, reason: str, by: Any) -> list[LineageRejection]:
    """Say no to a proposal, with a reason. Nothing follows, but that it is not proposed again."""
    areas = _begin(pairs, kind=kind, year=year, reason=reason, by=by, verb=REJECT)
    given = Q()
    for pair in pairs:
        given |= Q(before=pair.before, after=pair.after)
    if LineageRejection.objects.filter(given, kind=kind, year=year).exists():
        raise _denied(REJECT, _("det är redan avvisat"))
    common = {"kind": kind, "year": year, "reason": reason.strip(), "rejected_by": by, "rejected_at": clock.now()}
    rows = LineageRejection.objects.bulk_create(LineageRejection(before_id=pair.before, after_id=pair.after, **common) for pair in pairs)
    audit.record(Event.LINEAGE_REJECTED, obj=areas[0], by=by, detail={"kind": kind, "year": year, "rows": len(rows)})
    return rows


@transaction.atomic
def undo_lineage(row: Lineage, *, by: Any) -> None:
    """Take a decision back, with all the pairs it was made of. Not when a national picture was compiled on it."""
    require_grant(by, Codename.IMPORT_DATA, None, verb=UNDO)
    found = Lineage.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise _denied(UNDO, _("det är redan ångrat"))
    if found.decided_at is None:
        raise _denied(UNDO, _("det är en uppgift ur en källa, inte ett beslut"))
    built = lineages.what_is_built_on(found.year, found.decided_at)
    if built:
        raise _denied(UNDO, built)
    area, detail = found.before or found.after, {"kind": found.kind, "year": found.year}
    together = Lineage.objects.filter(year=found.year, kind=found.kind, decided_at=found.decided_at, decided_by=found.decided_by)
    count, _each = together.filter(reason=found.reason).delete()
    audit.record(Event.LINEAGE_UNDONE, obj=area, by=by, detail=detail | {"rows": count})


@transaction.atomic
def undo_rejection(row: LineageRejection, *, by: Any) -> None:
    """Take back that a proposal was said no to: it is proposed again."""
    require_grant(by, Codename.IMPORT_DATA, None, verb=UNDO)
    found = LineageRejection.objects.select_for_update().filter(pk=row.pk).first()
    if found is None:
        raise _denied(UNDO, _("det är redan ångrat"))
    area, detail = found.before or found.after, {"kind": found.kind, "year": found.year}
    together = LineageRejection.objects.filter(year=found.year, kind=found.kind, rejected_at=found.rejected_at)
    count, _each = together.filter(rejected_by=found.rejected_by, reason=found.reason).delete()
    audit.record(Event.LINEAGE_UNDONE, obj=area, by=by, detail=detail | {"rows": count})


def _begin(pairs: Sequence[GivenPair], *, kind: str, year: int, reason: str, by: Any, verb: str) -> list[Area]:
    """Ask what both acts ask, and hold the areas to the end of the transaction, so that two people cannot decide the same at once."""
    require_grant(by, Codename.IMPORT_DATA, None, verb=verb)
    if kind not in LineageKind.values:
        raise _denied(verb, _("slaget finns inte"))
    if year not in lineages.years():
        raise _denied(verb, _("det finns ingen omgång %(year)s") % {"year": year})
    if not reason.strip():
        raise _denied(verb, _("skriv ett skäl"))
    wrong = what_is_wrong_with(kind, pairs)
    if wrong:
        raise _denied(verb, wrong)
    wanted = {key for pair in pairs for key in (pair.before, pair.after) if key is not None}
    areas = list(Area.objects.select_for_update(no_key=True).filter(pk__in=wanted).order_by("pk"))
    if len(areas) < len(wanted):
        raise _denied(verb, _("ett av områdena finns inte"))
    return areas


def _denied(verb: str, why: str) -> ActionDenied:
    return ActionDenied(_("Du kan inte %(verb)s: %(why)s.") % {"verb": _(verb), "why": why})


def _share(value: float | None) -> Decimal | None:
    return None if value is None else Decimal(value).quantize(Decimal("0.0001"))

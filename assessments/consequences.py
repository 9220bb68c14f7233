"""What a change of the organisation means for rounds and local pictures, in words (`areas.consequences`)."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime

from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from areas import consequences
from areas.consequences import Moved, Said
from areas.enums import ChangeKind
from assessments.enums import RoundState
from assessments.models import LocalPicture, PersonalGrant, Round
from lagesbild import clock
from lagesbild.ui.templatetags.ui import short_date


def register_all() -> None:
    """Make the answers known. Called once, when the app is ready."""
    consequences.register(consequences.Consequence("assessments", said, rounds))


def rounds(day: date, since: datetime | None) -> list[str]:
    """Return the rounds whose organisation counts from `day` or later and whose roster is frozen; only those opened after `since`.

    A round that stands for a published list counts too: its decisions name units and areas as they were.
    """
    found = Round.objects.exclude(state=RoundState.PLANNED).filter(reference_date__gte=day)
    if since is not None:
        found = found.filter(opened_at__gt=since)
    return [str(round_) for round_ in found.order_by("year")]


def said(kind: ChangeKind, units: Mapping[int, Moved], day: date) -> Said:
    """Return what becomes of the local pictures and of what single accounts may read of them."""
    pictures = [*_open(kind, units), *_closed(units), *_planned(units, day)]
    return Said(tuple(pictures), tuple(_grants(units)))


def _open(kind: ChangeKind, units: Mapping[int, Moved]) -> Iterator[str]:
    rows = LocalPicture.objects.filter(unit__in=units, round__state=RoundState.OPEN).select_related("roster", "round")
    after = {
        ChangeKind.RENAME: _("Den behåller sitt namn omgången ut."),
        ChangeKind.MOVE: _("Den räknas till sin gamla region omgången ut."),
    }
    for row in rows.order_by("round__year", "roster__name"):
        moved = units[row.unit_id]
        goes_on = _("Den står kvar under sitt gamla namn omgången ut, och de som har roller vid %(onto)s går vidare med den.")
        words = {"unit": row.roster, "year": row.round.year, "state": str(row.get_state_display()).lower()}
        told = goes_on % {"onto": moved.onto} if moved.onto else after.get(kind, _("Den påverkas inte."))
        yield _("%(unit)s i omgången %(year)s (%(state)s).") % words + " " + told


def _closed(units: Mapping[int, Moved]) -> Iterator[str]:
    """One row a unit: what was written in rounds that are over is read by whoever goes on."""
    rows = LocalPicture.objects.filter(unit__in=units, round__state=RoundState.CLOSED).order_by().values_list("unit")
    for unit_id, number in rows.annotate(n=Count("pk")):
        if units[unit_id].onto:
            words = {"n": number, "unit": units[unit_id].name, "onto": units[unit_id].onto}
            yield (
                ngettext(
                    "%(n)s lägesbild av %(unit)s i en avslutad omgång läses av dem som har roller vid %(onto)s.",
                    "%(n)s lägesbilder av %(unit)s i avslutade omgångar läses av dem som har roller vid %(onto)s.",
                    number,
                )
                % words
            )


def _planned(units: Mapping[int, Moved], day: date) -> Iterator[str]:
    """A round that is planned and not open gets the organisation of its day."""
    for round_ in Round.objects.filter(state=RoundState.PLANNED).order_by("year"):
        words = {"year": round_.year, "day": short_date(round_.reference_date)}
        if round_.reference_date >= day:
            yield _("Omgången %(year)s är planerad med organisationen den %(day)s: den öppnas med ändringen.") % words
        else:
            yield _("Omgången %(year)s är planerad med organisationen den %(day)s: den öppnas utan ändringen.") % words


def _grants(units: Mapping[int, Moved]) -> Iterator[str]:
    """Personal grants stand on a picture and stay there."""
    rows = PersonalGrant.objects.filter(picture__unit__in=units, ended_at=None, until__gt=clock.now())
    for row in rows.select_related("user", "picture__roster", "picture__round").order_by("until", "pk"):
        words = {
            "account": row.user.username,
            "unit": row.picture.roster,
            "year": row.picture.round.year,
            "level": str(row.get_level_display()).lower(),
            "day": short_date(row.until),
        }
        yield _("%(account)s läser %(unit)s i omgången %(year)s till och med %(day)s (%(level)s). Behörigheten står kvar.") % words

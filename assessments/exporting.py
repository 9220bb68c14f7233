"""What the rounds give out: where every local picture is, and what is decided. Open and internal facts only, as the wall and the list of
decisions show them to the person."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from areas import exports
from areas.exporting.resource import Column, OpenResource
from areas.exports import Asks, Choice, Export, Taken
from assessments.enums import Category, RoundState
from assessments.models import AreaAssessment, LocalPicture, Round
from assessments.queries.decisions import READERS, AreaRow, area_rows
from assessments.queries.wall import ZERO
from assessments.workflow import BALL
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import ALL, Scope
from lagesbild.db import present
from lagesbild.ui.badges import badge, mark


class PictureResource(OpenResource):
    """Where the local pictures of a round are, as the wall shows them."""

    polisregion = Column("roster__region_name")
    polisomrade = Column("roster__district_name")
    lokalpolisomrade = Column("roster__name")
    lpo_kod = Column("roster__code")
    lage = Column(reads="assessments.LocalPicture.state assessments.LocalPicture.is_zero_report")
    bollen_hos = Column(reads="assessments.LocalPicture.state")
    sedan = Column("state_since", kind=date)
    tidsgrans = Column("due", kind=date)
    varv = Column("turn", kind=int)

    class Meta:
        model = LocalPicture

    def dehydrate_lage(self, row: LocalPicture) -> str:
        return str(badge(ZERO if row.is_zero_report and row.approved_at else row.state).word)

    def dehydrate_bollen_hos(self, row: LocalPicture) -> str:
        return BALL[row.state]  # type: ignore[index]

    def dehydrate_sedan(self, row: LocalPicture) -> date:
        return localdate(row.state_since)


class DecisionResource(OpenResource):
    """The areas of a round and what was decided, as the list of decisions shows them."""

    polisregion = Column("area__picture__roster__region_name", reads="assessments.RosterEntry.region_name")
    lokalpolisomrade = Column("area__picture__roster__name", reads="assessments.RosterEntry.name")
    omrade = Column("area__name", reads="assessments.AreaAssessment.name")
    kommun = Column("area__municipality__name", reads="areas.Municipality.name")
    beslut = Column(reads="assessments.Decision.category assessments.AreaAssessment.left_out_at")
    dag = Column(reads="assessments.Decision.decided_at assessments.AreaAssessment.left_out_at", kind=date)
    forra_lista = Column("last__year", kind=int, reads="assessments.Round.year")
    forra_kategori = Column(reads="assessments.Decision.category")

    class Meta:
        model = AreaAssessment

    def dehydrate_beslut(self, row: AreaRow) -> str:
        if row.decision:
            return str(mark(row.decision.category).word)
        return _("Väntar på beslut") if row.is_waiting else _("Lämnat utan beslut")

    def dehydrate_dag(self, row: AreaRow) -> date | None:
        moment = row.decision.decided_at if row.decision else row.area.left_out_at
        return localdate(moment) if moment else None

    def dehydrate_forra_kategori(self, row: AreaRow) -> str:
        return str(mark(Category(row.last.category)).word) if row.last else ""


def _round(chosen: Choice) -> Round:
    return Round.objects.select_related("method").get(year=present(chosen.year))


def notes_of(round_: Round) -> tuple[tuple[str, str], ...]:
    """Return what a file says of the round that it is about."""
    told = [("Omgång", str(round_.year)), ("Organisationen gäller per", round_.reference_date.isoformat())]
    if round_.method is not None:
        told.append(("Metodversion", str(round_.method)))
    if round_.is_replay:
        told.append(("Observera", "Återspelad omgång: svaren är påhittade. Kategorierna är de som polisen publicerade."))
    if round_.is_historic:
        told.append(("Observera", "Återgiven ur polisens publicerade lista."))
    return tuple(told)


def _limited(scope: Scope) -> tuple[tuple[str, str], ...]:
    if scope.units(Codename.VIEW_PICTURE) is ALL:
        return ()
    return (("Avgränsning", "Bara de lokalpolisområden är med som den som tog ut filen får läsa."),)


def _pictures(chosen: Choice) -> Taken:
    round_ = _round(chosen)
    rows = LocalPicture.objects.visible_to(chosen.scope).filter(round=round_).select_related("roster")
    notes = notes_of(round_) + _limited(chosen.scope)
    return Taken(PictureResource(), rows.order_by("roster__region_order", "roster__name"), notes)


def _decisions(chosen: Choice) -> Taken:
    round_ = _round(chosen)
    return Taken(DecisionResource(), area_rows(round_, chosen.scope), notes_of(round_) + _limited(chosen.scope))


def _years(scope: Any) -> list[int]:
    own = Round.objects.filter(is_historic=False).exclude(state=RoundState.PLANNED)
    return list(own.order_by("-year").values_list("year", flat=True))


def register_all() -> None:
    """Make the exports known. Called once, when the app is ready."""
    pictures = gettext_lazy("Lägesväggen som tabell: läge, tidsgräns och varv för de lokalpolisområden som du får läsa.")
    decisions = gettext_lazy("Områdena i en omgång med beslut, eller att de väntar.")
    of_a_year: dict[str, Any] = {"asks": Asks.YEAR, "years": _years}
    views, decides = _may_read(Codename.VIEW_PICTURE), _may_read(*READERS)
    title = gettext_lazy("Lokala lägesbilder")
    exports.register(Export("lagesbilder", title, pictures, PictureResource, _pictures, test=views, order=40, **of_a_year))
    title = gettext_lazy("Beslut i en omgång")
    exports.register(Export("beslut", title, decisions, DecisionResource, _decisions, test=decides, order=45, **of_a_year))


def _may_read(*codenames: Codename) -> Any:
    return lambda scope: any(scope.can(codename) for codename in codenames)

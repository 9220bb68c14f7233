"""What waits for those at Noa: leaders of rounds, reviewers and deciders."""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _

from assessments.enums import ExtensionState, PictureState, RoundState
from assessments.models import AreaAssessment, Decision, Extension, LocalPicture, Method, Round
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.ui.badges import Badge, badge
from lagesbild.ui.templatetags.ui import short_date
from lagesbild.ui.worklist import Done, Work, Worklist


def items(scope: Scope) -> Worklist:
    """Return everything that waits for the person at Noa. A fixed number of queries for each role, however many rows."""
    found = Worklist()
    if scope.can(Codename.REVIEW):
        _review(scope, found)
    if scope.can(Codename.DECIDE):
        _decide(scope, found)
    if scope.can(Codename.APPROVE_METHOD):
        _approve_method(scope, found)
    if scope.can(Codename.LEAD):
        _lead(found)
    return found


def _review(scope: Scope, found: Worklist) -> None:
    """Submitted pictures wait for any reviewer, those under review for the one who took them up."""
    states = (PictureState.SUBMITTED, PictureState.REVIEW, PictureState.RETURNED)
    rows = scope.limit(LocalPicture.objects.filter(round__state=RoundState.OPEN, state__in=states), Codename.REVIEW, "unit_id")
    for row in rows.select_related("roster", "round").order_by("due", "roster__region_order", "roster__name"):
        mine = row.state == PictureState.SUBMITTED or (row.state == PictureState.REVIEW and row.reviewer_id == scope.user_id)
        (found.mine if mine else found.others).append(_picture_work(row, mine))
    since = scope.limit(LocalPicture.objects.filter(round__state=RoundState.OPEN, approved_by=scope.user_id), Codename.REVIEW, "unit_id")
    found.done += [
        Done(
            title=_("%(lpo)s är godkänd") % {"lpo": row.roster},
            href=reverse("assessments:review", args=[row.pk]),
            badge=badge("approved"),
            since=row.approved_at.date() if row.approved_at else None,
        )
        for row in since.select_related("roster").order_by("-approved_at")[:10]
    ]
    if not found.empty:
        found.empty = _("Ingen inlämnad lokal lägesbild väntar på granskning.")
        found.href, found.link = reverse("assessments:current_wall"), _("Se lägesväggen")


def _picture_work(row: LocalPicture, mine: bool) -> Work:
    texts = {
        PictureState.SUBMITTED: _("Inlämnad och inte upptagen än. Den som tar upp den granskar den."),
        PictureState.REVIEW: _("Du granskar den.") if mine else _("En annan granskare har tagit upp den."),
        PictureState.RETURNED: _("Återlämnad med punkter. Lokalpolisområdet svarar."),
    }
    words = {"lpo": row.roster, "year": row.round.year}
    return Work(
        title=_("Granska %(lpo)s, %(year)s") % words if mine else _("%(lpo)s, %(year)s") % words,
        text=texts[PictureState(row.state)],
        href=reverse("assessments:review", args=[row.pk]),
        button=_("Granska") if mine else _("Visa"),
        badge=badge(row.state),
        due=row.due,
        ball=_("Bollen ligger hos dig")
        if mine
        else (_("Bollen ligger hos LPO") if row.state == PictureState.RETURNED else _("Bollen ligger hos Noa")),
    )


def _decide(scope: Scope, found: Worklist) -> None:
    """One row per round: how many areas can be decided now, and how many come when their picture is approved."""
    waiting = Q(decision=None, left_out_at=None)
    areas = scope.limit(AreaAssessment.objects.filter(waiting, picture__round__state=RoundState.OPEN), Codename.DECIDE, "picture__unit_id")
    ready = Count("pk", filter=Q(picture__state=PictureState.APPROVED) & ~Q(picture__approved_by=scope.user_id))
    rows = (
        areas.values("picture__round__year", "picture__round__decide_by")
        .annotate(total=Count("pk"), ready=ready)
        .order_by("picture__round__year")
    )
    for row in rows:
        year, words = row["picture__round__year"], {"ready": row["ready"], "total": row["total"], "year": row["picture__round__year"]}
        work = Work(
            title=_("Besluta kategorier, omgång %(year)s") % words,
            text=_("%(ready)s av %(total)s områden utan beslut kan beslutas nu.") % words,
            href=f"{reverse('assessments:decisions', args=[year])}?visa=vantar",
            button=_("Besluta") if row["ready"] else _("Visa"),
            badge=badge("submitted" if row["ready"] else "review"),
            due=row["picture__round__decide_by"],
            ball=_("Bollen ligger hos dig") if row["ready"] else _("Bollen ligger hos granskarna"),
        )
        (found.mine if row["ready"] else found.others).append(work)
    if not found.empty:
        found.empty = _("Inget område väntar på ditt beslut.")
        found.href, found.link = reverse("assessments:current_decisions"), _("Se besluten")


def _approve_method(scope: Scope, found: Worklist) -> None:
    """Method versions that wait for a second person."""
    for row in Method.objects.filter(approved_at=None).exclude(created_by=scope.user_id):
        found.mine.append(
            Work(
                title=_("Godkänn %(method)s") % {"method": row},
                text=_("En omgång kan öppnas först när en andra person har godkänt metodversionen."),
                href=reverse("assessments:method", args=[row.pk]),
                button=_("Läs och godkänn"),
                badge=badge("planned"),
            )
        )


def _lead(found: Worklist) -> None:
    """Requests for more time, rounds to open, and rounds where nothing is left but closing."""
    waiting = Extension.objects.filter(state=ExtensionState.ASKED, picture__round__state=RoundState.OPEN)
    for asked in waiting.select_related("picture__roster", "picture__round").order_by("picture__due", "pk"):
        found.mine.append(_extension_work(asked))
    unapproved = LocalPicture.objects.filter(round=OuterRef("pk")).exclude(state=PictureState.APPROVED)
    undecided = AreaAssessment.objects.filter(picture__round=OuterRef("pk"), left_out_at=None).exclude(
        Exists(Decision.objects.filter(assessment=OuterRef("pk")))
    )
    rounds = Round.objects.filter(is_historic=False).exclude(state=RoundState.CLOSED)
    rows = rounds.annotate(unapproved=Exists(unapproved), undecided=Exists(undecided)).select_related("method").order_by("year")
    for row in rows:
        busy = row.state == RoundState.OPEN and (row.unapproved or row.undecided)
        (found.others if busy else found.mine).append(_round_work(row, busy))
    if not found.empty:
        found.empty = _("Ingen omgång väntar på dig.")
        found.href, found.link = reverse("assessments:rounds"), _("Alla omgångar")


def _extension_work(asked: Extension) -> Work:
    words = {"lpo": asked.picture.roster, "year": asked.picture.round.year, "day": short_date(asked.until)}
    return Work(
        title=_("Svara på begäran om anstånd för %(lpo)s %(year)s") % words,
        text=_("Lokalpolisområdet begär mer tid, till %(day)s.") % words,
        href=reverse("assessments:extension", args=[asked.picture_id]),
        button=_("Läs och svara"),
        badge=Badge("is-review", "eye", _("Att besvara")),
        due=asked.picture.due,
        ball=_("Bollen ligger hos dig"),
    )


def _round_work(row: Round, busy: bool) -> Work:
    words = {"year": row.year}
    if row.state == RoundState.PLANNED:
        title, text, button = _("Öppna omgång %(year)s"), _("Omgången är planerad och inte öppen än."), _("Till omgången")
    elif busy:
        title, text, button = _("Omgång %(year)s pågår"), _("Lokalpolisområden, granskare och beslutare arbetar."), _("Se lägesväggen")
    else:
        title, text, button = _("Stäng omgång %(year)s"), _("Allt är granskat och beslutat."), _("Till omgången")
    return Work(
        title=title % words,
        text=text,
        href=reverse("assessments:wall", args=[row.year]) if busy else reverse("assessments:rounds"),
        button=button,
        badge=badge(row.state),
        due=row.decide_by if row.state == RoundState.OPEN else row.submit_by,
        ball=_("Bollen ligger hos andra") if busy else _("Bollen ligger hos dig"),
    )

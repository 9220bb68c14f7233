"""What waits for a local police area's officer and chief."""

from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.checks import Missing, missing, unanswered_points
from assessments.enums import PictureState as P
from assessments.models import AreaAssessment, LocalPicture
from assessments.queries.pictures import current_pictures, questions_of
from lagesbild.access.codenames import Codename
from lagesbild.access.models import RoleGroup
from lagesbild.access.roles import Role
from lagesbild.access.scope import Scope
from lagesbild.ui.badges import Badge, badge
from lagesbild.ui.language import joined, number_word
from lagesbild.ui.templatetags.ui import day_month, short_date
from lagesbild.ui.worklist import Done, Step, Steps, Work, Worklist


def items(scope: Scope) -> Worklist:
    """Return what waits for the person in the local police areas where it fills in, in rounds that are open."""
    found = Worklist()
    if not scope.can(Codename.FILL):
        return found
    pictures = current_pictures(scope)
    if not pictures:
        found.empty = _("Ingen omgång är öppen. När Noa öppnar en står den här med sista dag.")
        found.href, found.link = reverse("assessments:pictures"), _("Läs tidigare omgångar")
    for picture in pictures:
        found.steps.append(_steps(picture))
        if picture.state in {P.SUBMITTED, P.REVIEW}:
            _at_noa(found, picture)
        elif picture.state == P.APPROVED:
            _approved(found, picture)
        else:
            _at_lpo(found, picture, scope)
    return found


def _href(picture: LocalPicture) -> str:
    return reverse("assessments:picture", args=[picture.pk])


def _name(picture: LocalPicture) -> str:
    return f"{picture.roster} {picture.round.year}"


def _at_noa(found: Worklist, picture: LocalPicture) -> None:
    who = _("Noa granskar den nu.") if picture.state == P.REVIEW else _("Noa har inte börjat granska än.")
    found.others.append(
        Work(
            title=_name(picture),
            text=_("Inlämnad %(day)s. %(who)s") % {"day": day_month(picture.submitted_at), "who": who},
            href=_href(picture),
            button=_("Visa"),
            badge=badge(picture.state),
            due=picture.due,
            ball=_("Bollen ligger hos Noa"),
        )
    )
    words = _("Noa granskar det ni lämnade in. Om något kommer tillbaka står det här, senast %(day)s.")
    found.empty = words % {"day": day_month(picture.due)}
    found.href, found.link = _href(picture), _("Läs det ni har lämnat in")


def _approved(found: Worklist, picture: LocalPicture) -> None:
    state = badge("zero" if picture.is_zero_report else picture.state)
    since = picture.state_since.date()
    found.done.append(Done(_name(picture), _href(picture), state, since, _("Granskare, Noa")))
    found.empty = _("Noa har godkänt er lägesbild. Ni behöver inte göra mer i omgången.")
    found.href, found.link = _href(picture), _("Läs det ni har lämnat in")


def _at_lpo(found: Worklist, picture: LocalPicture, scope: Scope) -> None:
    """The ball is here: points first, then what is missing, last the signature. The chief waits for the officer, when there is one."""
    signs = scope.can(Codename.SIGN, picture.unit_id)
    points = unanswered_points(picture)
    lacking = missing(picture, questions_of(picture))
    if picture.state == P.RETURNED:
        found.done += _without_points(picture)
    if points:
        found.mine.append(_answer_points(picture, points))
    elif lacking:
        work = _fill_in(picture, lacking, waits=signs and _has_officer(picture))
        (found.others if signs and _has_officer(picture) else found.mine).append(work)
    else:
        (found.mine if signs else found.others).append(_sign(picture, signs))


def _answer_points(picture: LocalPicture, points: list[Missing]) -> Work:
    n = len(points)
    names = dict(AreaAssessment.objects.filter(picture=picture).values_list("pk", "name"))
    where = sorted({f"{row.code[:1]} ({names[row.area_id]})" if row.area_id else row.code[:1] for row in points})
    first = points[0]
    page = reverse("assessments:area", args=[first.area_id]) if first.area_id else _href(picture)
    return Work(
        title=ngettext("Besvara en punkt från Noa", "Besvara %(n)s punkter från Noa", n) % {"n": number_word(n)},
        text=_("%(picture)s. Upplåst: avsnitt %(where)s. Resten är låst.") % {"picture": _name(picture), "where": joined(where)},
        href=f"{page}#fraga-{first.code}",
        button=_("Besvara punkterna") if n > 1 else _("Besvara punkten"),
        badge=badge(picture.state),
        due=picture.due,
    )


def _fill_in(picture: LocalPicture, lacking: list[Missing], *, waits: bool) -> Work:
    n = len(lacking)
    left = ngettext("En sak saknas innan ni kan lämna in.", "%(n)s saker saknas innan ni kan lämna in.", n) % {"n": n}
    verb = _("Börja fylla i") if picture.state == P.NONE else _("Fyll i")
    return Work(
        title=_("%(verb)s den lokala lägesbilden för %(picture)s") % {"verb": verb, "picture": _name(picture)},
        text=left,
        href=_href(picture),
        button=_("Visa") if waits else _("Börja") if picture.state == P.NONE else _("Fortsätt"),
        badge=badge(picture.state),
        due=picture.due,
        ball=_("Bollen ligger hos handläggaren") if waits else _("Bollen ligger hos dig"),
    )


def _sign(picture: LocalPicture, signs: bool) -> Work:
    return Work(
        title=_("Signera och lämna in %(picture)s") % {"picture": _name(picture)},
        text=_("Allt är ifyllt. Läs igenom och signera.") if signs else _("Allt är ifyllt. Lokalpolisområdeschefen läser och signerar."),
        href=f"{_href(picture)}#lamna-in",
        button=_("Läs och signera") if signs else _("Visa"),
        badge=badge(picture.state),
        due=picture.due,
        ball=_("Bollen ligger hos dig") if signs else _("Bollen ligger hos lokalpolisområdeschefen"),
    )


def _without_points(picture: LocalPicture) -> list[Done]:
    """Return the areas that Noa had nothing to ask about."""
    free = AreaAssessment.objects.filter(picture=picture).exclude(points__turn=picture.turn)
    sign = Badge("is-ok", "check", _("Inga punkter"))
    since = picture.state_since.date()
    return [Done(area.name, reverse("assessments:area", args=[area.pk]), sign, since, _("Granskare, Noa")) for area in free]


def _has_officer(picture: LocalPicture) -> bool:
    officers = RoleGroup.objects.filter(role=Role.LPO_OFFICER, unit=picture.unit_id, group__user__is_active=True)
    return officers.exists()


def _steps(picture: LocalPicture) -> Steps:
    """Return where the round is for this local police area."""
    state, round_ = P(picture.state), picture.round
    filling = state in {P.NONE, P.DRAFT}
    submitted = _("klart %(day)s") % {"day": day_month(picture.submitted_at)} if picture.submitted_at else _by(round_.submit_by)
    review = _("återlämnad, svara senast %(day)s") % {"day": day_month(picture.due)} if state == P.RETURNED else _by(round_.review_by)
    approved = state == P.APPROVED
    if approved:
        review = _("klar %(day)s") % {"day": day_month(picture.approved_at)}
    steps = (
        Step(_("Fylla i"), done=not filling, current=filling),
        Step(_("Signera och lämna in"), submitted, done=not filling),
        Step(_("Granskning"), review, done=approved, current=not filling and not approved),
        Step(_("Beslut"), _by(round_.decide_by), current=approved),
        Step(_("Publicering")),
    )
    return Steps(_("Omgång %(year)s, %(unit)s") % {"year": round_.year, "unit": picture.roster}, steps)


def _by(day: date | None) -> str:
    return _("senast %(day)s") % {"day": short_date(day)} if day else ""

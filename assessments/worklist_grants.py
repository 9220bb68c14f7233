"""What a person may read for a time, and the emergency readings that wait for review."""

from datetime import timedelta

from django.urls import reverse
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from assessments.grants import glass_units
from assessments.models import PersonalGrant
from assessments.models.personal_grant import GLASS_REVIEW_DAYS
from assessments.queries.glass import readings_for
from assessments.queries.people import role_lines
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.ui.badges import Badge
from lagesbild.ui.templatetags.ui import date_time, days_since
from lagesbild.ui.worklist import Work, Worklist


def items(scope: Scope) -> Worklist:
    """Return what was lent to the person, and the emergency readings to review. At most four queries, however many rows."""
    found = Worklist()
    if scope.user_id is None:
        return found
    if glass_units(scope) or scope.can(Codename.BREAK_GLASS):
        _to_review(scope, found)
    _lent(scope.user_id, found)
    return found


def _to_review(scope: Scope, found: Worklist) -> None:
    """An emergency reading stands here from the second it begins until its review is written. Who read it themselves waits for another."""
    rows = list(readings_for(scope).filter(review=None).order_by("given_at", "pk"))
    people = role_lines(row.user_id for row in rows)
    for row in rows:
        mine = row.user_id != scope.user_id
        work = _review(row, people.get(row.user_id, row.user.username), mine=mine)
        (found.mine if mine else found.others).append(work)


def _review(row: PersonalGrant, who: str, *, mine: bool) -> Work:
    words = {"who": who, "from": date_time(row.given_at), "age": _age(row), "case": row.case_number}
    words |= {"lpo": str(row.picture.roster), "year": str(row.picture.round.year)}
    goes_on = row.over_at > clock.now()
    title = _("Granska läsningen i nödläge av %(lpo)s %(year)s") if mine else _("Din läsning i nödläge av %(lpo)s %(year)s")
    return Work(
        title=title % words,
        text=_("%(who)s öppnade den sekretessbelagda delen %(from)s, %(age)s. Ärende %(case)s.") % words,
        href=reverse("assessments:glass", args=[row.pk]),
        button=_("Granska läsningen") if mine else _("Visa"),
        badge=Badge("is-bad", "warn", _("Pågår")) if goes_on else Badge("is-review", "eye", _("Att granska")),
        due=localdate(row.given_at) + timedelta(days=GLASS_REVIEW_DAYS),
        ball=_("Bollen ligger hos dig") if mine else _("Bollen ligger hos en annan granskare"),
    )


def _age(row: PersonalGrant) -> str:
    days = days_since(row.given_at)
    return ngettext("för %(n)s dag sedan", "för %(n)s dagar sedan", days) % {"n": days} if days else _("i dag")


def _lent(user_id: int, found: Worklist) -> None:
    """A personal grant stands here for its receiver while it holds, as the scope counts it."""
    held = PersonalGrant.objects.filter(user=user_id, ended_at=None, until__gt=clock.now())
    rows = list(held.select_related("picture__roster", "picture__round", "given_by").order_by("until", "pk"))
    people = role_lines(row.given_by_id for row in rows)
    for row in rows:
        words = {"lpo": row.picture.roster, "year": row.picture.round.year, "until": date_time(row.until), "purpose": row.purpose}
        words |= {"who": people.get(row.given_by_id, row.given_by.username), "level": row.get_level_display(), "case": row.case_number}
        text = _("I nödläge, ärende %(case)s: %(purpose)s") if row.is_glass else _("%(level)s. Given av %(who)s, för: %(purpose)s")
        found.lent.append(
            Work(
                title=_("Du kan läsa %(lpo)s %(year)s till %(until)s") % words,
                text=text % words,
                href=reverse("assessments:picture", args=[row.picture_id]),
                button=_("Läs lägesbilden"),
                badge=Badge("is-bad", "warn", _("Nödläge")) if row.is_glass else Badge("is-review", "eye", _("Personlig behörighet")),
                due=localdate(row.until),
                ball=_("Bara för att läsa"),
            )
        )

"""The reviewer's desk: what can be done with a local picture now, and the sentence that says why not."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils.translation import gettext as _

from assessments.actions.review import what_blocks_approval, who_may_not_approve
from assessments.enums import PictureState
from assessments.models import LocalPicture, ReviewPoint
from assessments.models.review_point import PointState
from assessments.workflow import PICTURE
from lagesbild import clock
from lagesbild.access.codenames import Codename
from lagesbild.access.scope import Scope
from lagesbild.exceptions import ActionDenied

READABLE = frozenset({PictureState.SUBMITTED, PictureState.REVIEW, PictureState.APPROVED})  # else the LPO is writing
DAYS_TO_ANSWER = 7


@dataclass(frozen=True, slots=True)
class Desk:
    """Each sentence is empty when the act is possible. `reviews`: the person may review the picture; `holds`: does so now."""

    reviews: bool
    holds: bool
    take_up: str
    return_picture: str
    approve: str


def desk_of(picture: LocalPicture, points: list[ReviewPoint], user: Any, scope: Scope) -> Desk:
    """Return what `user` can do with the picture now."""
    drafts = [point for point in points if point.state == PointState.DRAFT]
    reviews = scope.can(Codename.REVIEW, picture.unit_id)
    holds = reviews and picture.state == PictureState.REVIEW and picture.reviewer_id == user.pk
    return Desk(
        reviews=reviews,
        holds=holds,
        take_up=_refusal("take_up", picture, reviews, lambda: who_may_not_approve(picture, user)),
        return_picture=_refusal(
            "return", picture, reviews, lambda: _other(holds) or ("" if drafts else _("lägg först till minst en punkt"))
        ),
        approve=_refusal("approve", picture, reviews, lambda: _other(holds) or what_blocks_approval(picture, user)),
    )


def _refusal(action: str, picture: LocalPicture, reviews: bool, why_not: Any) -> str:
    """Return the sentence: the role first, then the state, then what stands in the way."""
    verb = _(PICTURE.transitions[action].verb)
    if not reviews:
        return _("Du kan inte %(verb)s: din roll har inte den behörigheten.") % {"verb": verb}
    try:
        PICTURE.check(action, picture.state)
    except ActionDenied as error:
        return str(error)
    why = why_not()
    return _("Du kan inte %(verb)s: %(why)s.") % {"verb": verb, "why": why} if why else ""


def _other(holds: bool) -> str:
    return "" if holds else _("en annan granskare har tagit upp den")


def suggested_answer_day(picture: LocalPicture) -> Any:
    """Return a week from today, or the end of the review when that comes first and has not passed."""
    week = clock.today() + timedelta(days=DAYS_TO_ANSWER)
    end = picture.round.review_by
    return min(week, end) if end and end >= clock.today() else week

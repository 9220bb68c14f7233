"""The state table of local pictures, whole: every state × every act × every role, against the database.

The expectation is read from the table and from the roles' grants; the act is the real action. What is neither allowed by the table nor by
the role must raise `ActionDenied` and leave the row as it was.
"""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from areas.models import Unit
from assessments.actions import pictures, review
from assessments.enums import PictureState
from assessments.models import LocalPicture, Question, ReviewPoint
from assessments.workflow import PICTURE
from lagesbild.access.roles import GRANTS, LOCAL_ROLES, Role
from lagesbild.accounts.models import User
from lagesbild.audit.models import AuditEvent
from lagesbild.exceptions import ActionDenied
from tests.factories import people, rounds
from tests.factories.places import make_area, make_lpo

pytestmark = pytest.mark.django_db

ANSWER_BY = date(2999, 1, 1)
ACTS: dict[str, Callable[[LocalPicture, User], Any]] = {
    "submit": lambda picture, by: pictures.submit(picture, by=by),
    "take_up": lambda picture, by: review.take_up(picture, by=by),
    "return": lambda picture, by: review.return_picture(picture, answer_by=ANSWER_BY, by=by),
    "approve": lambda picture, by: review.approve(picture, by=by),
}


def in_state(state: str) -> LocalPicture:
    """Bring a picture with one area to `state` by the real acts. It is complete wherever it can be."""
    rounds.list_area(make_area("Husby"))
    picture = rounds.picture_of(rounds.open_round())
    bring: dict[str, Callable[[LocalPicture], LocalPicture]] = {
        PictureState.NONE: lambda row: row,
        PictureState.DRAFT: rounds.fill,
        PictureState.SUBMITTED: rounds.submitted,
        PictureState.REVIEW: rounds.under_review,
        PictureState.RETURNED: _returned_and_answered,
        PictureState.APPROVED: rounds.approved,
    }
    picture = bring[state](picture)
    assert picture.state == state
    return picture


def _returned_and_answered(picture: LocalPicture) -> LocalPicture:
    picture = rounds.returned(picture)
    for point in ReviewPoint.objects.filter(picture=picture):
        pictures.answer_point(point, text="Svar.", by=people.officer(picture.unit))
    return picture


def actor(role: Role, unit: Unit) -> User:
    """Return somebody with the role; the reviewer is the one who took the picture up, since only that one may go on."""
    return people.make_user(role, unit if role in LOCAL_ROLES else None)


def prepare(action: str, picture: LocalPicture) -> None:
    """Make sure that only state and role can stand in the way: a return needs a point."""
    if action == "return" and picture.state == PictureState.REVIEW:
        question = Question.objects.get(method=picture.round.method, code="B2")
        review.add_point(picture, area=picture.areas.first(), question=question, text="Vad bygger det på?", by=people.reviewer())


def expected(action: str, state: str, role: Role) -> bool:
    step = PICTURE.transitions[action]
    return state in step.sources and step.codename in GRANTS[role]


@pytest.mark.parametrize("action", ACTS)
@pytest.mark.parametrize("state", PictureState.values)
def test_every_role_may_do_what_the_table_and_its_grants_say(state: str, action: str) -> None:
    picture = in_state(state)
    allowed = []
    for role in Role:
        if expected(action, state, role):
            allowed.append(role)
            continue
        before = LocalPicture.objects.filter(pk=picture.pk).values().get()
        with pytest.raises(ActionDenied, match="Du kan inte"):
            ACTS[action](picture, actor(role, picture.unit))
        assert LocalPicture.objects.filter(pk=picture.pk).values().get() == before
    assert len(allowed) <= 1, "one role per act: otherwise the second would meet the new state"
    for role in allowed:
        prepare(action, picture)
        ACTS[action](picture, actor(role, picture.unit))
        picture.refresh_from_db()
        assert picture.state == PICTURE.transitions[action].target


@pytest.mark.parametrize("action", ACTS)
def test_an_act_done_twice_changes_nothing_the_second_time(action: str) -> None:
    step = PICTURE.transitions[action]
    source = next(state for state in PictureState.values if state in step.sources)
    picture = in_state(source)
    prepare(action, picture)
    by = actor(next(role for role in Role if step.codename in GRANTS[role]), picture.unit)
    ACTS[action](picture, by)
    after = LocalPicture.objects.filter(pk=picture.pk).values().get()
    events = AuditEvent.objects.count()
    with pytest.raises(ActionDenied):
        ACTS[action](picture, by)
    assert LocalPicture.objects.filter(pk=picture.pk).values().get() == after
    assert AuditEvent.objects.count() == events


@pytest.mark.parametrize("role", sorted(LOCAL_ROLES))
def test_a_neighbour_may_not_do_what_the_own_area_may(role: Role) -> None:
    picture = in_state(PictureState.DRAFT)
    with pytest.raises(ActionDenied):
        pictures.submit(picture, by=people.make_user(role, make_lpo("Botkyrka")))


def test_the_table_covers_every_state() -> None:
    named = {state for step in PICTURE.transitions.values() for state in (*step.sources, step.target)}
    assert named == set(PictureState.values)

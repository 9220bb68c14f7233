"""What waits for whom, from the closed round to the publication."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from assessments.models import Round
from lagesbild.access.roles import Role
from lagesbild.access.scope import Scope
from reports.worklist import items
from tests.factories import people, reports

pytestmark = pytest.mark.django_db

COMPILE = "Sammanställ den nationella lägesbilden 2019"
APPROVE = "Godkänn den nationella lägesbilden 2019"
BUILD = "Bygg rapporten 2019"
SIGN = "Godkänn kontrollerna av rapporten 2019"
PUBLISH = "Publicera rapporten 2019"


def mine(user: Any) -> list[str]:
    return [str(row.title) for row in items(Scope.of(user)).mine if "2019" in str(row.title)]


def turns() -> dict[str, list[str]]:
    """Return what each of the four has to do now."""
    users = {"editor": reports.editor(), "head": people.head(), "lead": people.lead(), "publisher": reports.publisher()}
    return {name: mine(user) for name, user in users.items() if mine(user)}


def test_each_step_waits_for_the_right_person(closed: Round) -> None:
    assert turns() == {"editor": [COMPILE]}
    picture = reports.compiled(closed)
    assert turns() == {"head": [APPROVE]}
    picture = reports.approve_picture(picture, by=people.head())
    assert turns() == {"publisher": [BUILD]}
    build = reports.ordered(picture)
    assert turns() == {}
    reports.work(build.job)
    assert turns() == {"head": [SIGN], "lead": [SIGN]}
    reports.approve_release(build, by=people.lead())
    assert turns() == {"publisher": [PUBLISH]}
    reports.publish(build, by=reports.publisher())
    assert turns() == {}


def test_the_others_see_who_has_the_ball(closed: Round) -> None:
    reports.compiled(closed)
    rows = [row for row in items(Scope.of(reports.editor())).others if str(row.title) == APPROVE]
    assert [(str(row.ball), str(row.button)) for row in rows] == [("Bollen ligger hos Chef, Noa", "Visa")]


def test_a_red_check_goes_back_to_the_editor(closed: Round) -> None:
    build = reports.built(reports.approved(closed))
    build.checks.filter(code="links").update(outcome="bad")
    assert turns() == {"editor": ["Rätta det som kontrollerna fann i rapporten 2019"]}


@pytest.mark.parametrize("role", [Role.LPO_OFFICER, Role.NOA_REVIEWER, Role.DATA_ADMIN, Role.SECURITY])
def test_others_have_nothing_here(role: Role, closed: Round) -> None:
    found = items(Scope.of(people.make_user(role)))
    assert (found.mine, found.others, found.empty) == ([], [], "")


def test_the_worklist_page_and_the_menu_show_it(closed: Round, as_: Callable[[Any], Client]) -> None:
    text = as_(reports.editor()).get("/arbete/").text
    assert COMPILE in text
    assert 'href="/nationell/"' in text
    assert 'href="/nationell/"' not in as_(people.officer()).get("/arbete/").text

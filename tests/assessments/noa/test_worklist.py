"""What waits for those at Noa."""

from typing import Any

from assessments.worklist_noa import items
from lagesbild.access.roles import Role
from lagesbild.access.scope import Scope as PersonScope
from tests.assessments.noa.conftest import Scene
from tests.factories import people, rounds


def titles(user: Any) -> tuple[list[str], list[str]]:
    found = items(PersonScope.of(user))
    return [str(work.title) for work in found.mine], [str(work.title) for work in found.others]


def test_a_submitted_picture_waits_for_every_reviewer_and_then_for_one(scene: Scene) -> None:
    other = people.make_user(Role.NOA_REVIEWER, username="granskare.2")
    assert titles(people.reviewer()) == ([], [])
    rounds.submitted(scene.rinkeby)
    assert titles(people.reviewer())[0] == titles(other)[0] == ["Granska LPO Rinkeby, 2019"]
    rounds.review.take_up(scene.rinkeby, by=other)
    assert titles(people.reviewer()) == ([], ["LPO Rinkeby, 2019"])
    assert titles(other)[0] == ["Granska LPO Rinkeby, 2019"]


def test_approved_pictures_are_done(scene: Scene) -> None:
    rounds.approved(scene.rinkeby)
    assert [str(row.title) for row in items(PersonScope.of(people.reviewer())).done] == ["LPO Rinkeby är godkänd"]


def test_deciders_wait_for_reviewers(scene: Scene) -> None:
    assert titles(people.decider()) == ([], ["Besluta kategorier, omgång 2019"])
    rounds.approved(scene.rinkeby)
    found = items(PersonScope.of(people.decider())).mine[0]
    assert found.text == "2 av 3 områden utan beslut kan beslutas nu."


def test_the_lead_opens_waits_and_closes(scene: Scene) -> None:
    assert titles(people.lead()) == ([], ["Omgång 2019 pågår"])
    for picture in (scene.rinkeby, scene.botkyrka):
        rounds.approved(picture)
        for area in picture.areas.all():
            rounds.decided(area)
    rounds.plan_round(2021)
    assert titles(people.lead()) == (["Stäng omgång 2019", "Öppna omgång 2021"], [])


def test_a_method_waits_for_a_second_person(db: None) -> None:
    rounds.make_method(approved=False)
    assert titles(people.head()) == (["Godkänn Metod 2019, version 1"], [])
    assert titles(people.lead()) == ([], [])


def test_a_local_police_area_has_nothing_from_noa(scene: Scene) -> None:
    rounds.submitted(scene.rinkeby)
    assert titles(people.officer()) == ([], [])

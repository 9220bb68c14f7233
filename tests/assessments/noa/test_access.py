"""Each page for the right roles; to the others it is not there (404), or not theirs to do (403)."""

from collections.abc import Callable
from typing import Any

import pytest

from assessments.models import AreaAssessment, Question, ReviewPoint
from lagesbild.access.roles import Role
from lagesbild.audit.models import AuditEvent
from tests.assessments.noa.conftest import Scene
from tests.factories import people, rounds

NOA = {Role.NOA_LEAD, Role.NOA_REVIEWER, Role.NOA_DECIDER, Role.NOA_EDITOR, Role.NOA_HEAD}
LOCAL = {Role.LPO_OFFICER, Role.LPO_CHIEF}
READS_SECRET = {Role.NOA_REVIEWER, Role.NOA_DECIDER}
PAGES = {
    "/omgangar/": NOA | LOCAL,
    "/omgangar/2019/": NOA | LOCAL,
    "/metoder/{method}/": NOA | LOCAL,
    "/beslut/2019/": NOA,
    "/lagesbilder/{picture}/granska/": READS_SECRET,
    "/omraden/{area}/granska/": READS_SECRET,
    "/omraden/{area}/beslut/": READS_SECRET,
}
POSTS = {  # who gets further than 403 and 404; refused by the state is further
    "/omgangar/2019/oppna/": {Role.NOA_LEAD},
    "/omgangar/2019/stang/": {Role.NOA_LEAD},
    "/omgangar/planera/": {Role.NOA_LEAD},
    "/metoder/{method}/godkann/": {Role.NOA_DECIDER, Role.NOA_HEAD},
    "/lagesbilder/{picture}/ta-upp/": {Role.NOA_REVIEWER},
    "/lagesbilder/{picture}/punkter/": {Role.NOA_REVIEWER},
    "/lagesbilder/{picture}/punkter/{point}/ta-bort/": {Role.NOA_REVIEWER},
    "/lagesbilder/{picture}/aterlamna/": {Role.NOA_REVIEWER},
    "/lagesbilder/{picture}/godkann/": {Role.NOA_REVIEWER},
    "/omraden/{area}/beslut/": {Role.NOA_DECIDER},
    "/omraden/{area}/lamna-utan-beslut/": {Role.NOA_DECIDER},
}


@pytest.fixture
def names(scene: Scene) -> dict[str, Any]:
    """Return the ids that stand in the addresses; Rinkeby is under review and has a draft point."""
    picture = rounds.under_review(scene.rinkeby)
    question = Question.objects.get(method=picture.round.method, code="S1")
    point = ReviewPoint.objects.create(
        picture=picture, question=question, turn=2, number=1, created_by=people.reviewer(), created_at="2019-03-05T12:00Z"
    )
    return {"picture": picture.pk, "area": scene.husby.pk, "method": picture.round.method_id, "point": point.pk}


@pytest.mark.parametrize("role", list(Role))
def test_who_may_read_which_page(role: Role, names: dict[str, Any], as_: Callable[[Any], Any]) -> None:
    client = as_(people.make_user(role))
    answers = {page: client.get(page.format(**names)).status_code for page in PAGES}
    assert answers == {page: 200 if role in readers else 404 for page, readers in PAGES.items()}


@pytest.mark.parametrize("role", list(Role))
def test_who_may_do_what(role: Role, names: dict[str, Any], as_: Callable[[Any], Any]) -> None:
    client = as_(people.make_user(role))
    refused = {page for page in POSTS if client.post(page.format(**names)).status_code in {403, 404}}
    assert refused == {page for page, actors in POSTS.items() if role not in actors}


def test_nobody_is_sent_to_the_login(names: dict[str, Any], client: Any) -> None:
    for page in (*PAGES, *POSTS):
        response = client.get(page.format(**names))
        assert response.status_code in {302, 404}, page
        if response.status_code == 302:
            assert response["Location"].startswith("/konto/login/"), page


@pytest.mark.parametrize("page", sorted(POSTS.keys() - {"/omgangar/planera/", "/omraden/{area}/beslut/"}))
def test_acts_are_not_done_by_reading(page: str, names: dict[str, Any], as_: Callable[[Any], Any]) -> None:
    assert as_(people.reviewer()).get(page.format(**names)).status_code == 404


def test_the_secret_pages_are_marked_kept_nowhere_and_logged(names: dict[str, Any], as_: Callable[[Any], Any]) -> None:
    client = as_(people.decider())
    pages = ("/lagesbilder/{picture}/granska/", "/omraden/{area}/granska/", "/omraden/{area}/beslut/", "/beslut/2019/")
    for page in pages:
        before = AuditEvent.objects.filter(event="classified.read").count()
        response = client.get(page.format(**names))
        assert "no-store" in response["Cache-Control"], page
        assert "secret-strip" in response.content.decode(), page
        assert AuditEvent.objects.filter(event="classified.read").count() == before + 1, page


def test_who_may_not_read_the_secret_part_sees_decisions_without_proposals(names: dict[str, Any], as_: Callable[[Any], Any]) -> None:
    text = as_(people.lead()).get("/beslut/2019/").content.decode()
    assert "Husby" in text
    assert "part-secret" not in text
    assert "Förslag" not in text
    assert "Förslag" in as_(people.decider()).get("/beslut/2019/").content.decode()


def test_places_that_are_not_there(scene: Scene, as_: Callable[[Any], Any]) -> None:
    client = as_(people.reviewer())
    last = AreaAssessment.objects.order_by("-pk").values_list("pk", flat=True)[0]
    for page in ("/omgangar/1999/", "/beslut/1999/", "/metoder/99999/", "/lagesbilder/99999/granska/", f"/omraden/{last + 1}/beslut/"):
        assert client.get(page).status_code == 404, page

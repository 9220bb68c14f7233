"""What came into being with a decision is not told before the report is published, on no page and in no file."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from areas.models import AreaVersion, Boundary
from areas.queries.organisation import tree_on
from areas.unpublished import hidden_from
from assessments.actions.pictures import add_known_area
from assessments.actions.rounds import close_round
from assessments.models import AreaAssessment, DrawnBoundary
from lagesbild.access.roles import Role
from lagesbild.access.scope import Scope
from tests.factories import files, people, places, reports, rounds
from tests.factories.people import make_user

pytestmark = pytest.mark.django_db


@pytest.fixture
def round_with_a_new_area(settings: Any, tmp_path: Any) -> Any:
    """Two local police areas, one of which proposed Nyby, drew it, and had it decided. Nothing is published yet."""
    settings.BUILD_DIR, settings.PUBLIC_DIR = tmp_path / "builds", tmp_path / "public"
    own = places.make_lpo()
    rounds.list_area(places.make_area("Alby", places.make_lpo("Botkyrka")))
    rounds.list_area(places.make_area("Husby", own))
    round_ = rounds.open_round()
    officer = Client()
    officer.force_login(people.officer(own))
    picture = rounds.picture_of(round_, own)
    given = {"name": "Nyby", "municipality": places.make_municipality().pk}
    officer.post(reverse("assessments:propose_area", args=[picture.pk]), given)
    area = picture.areas.get(name="Nyby")
    lines = "6590000 667000\n6591000 667000\n6591000 668000\n6590000 668000"
    there = reverse("assessments:boundary", args=[area.pk])
    assert officer.post(there, {"horn": lines, "skal": "Nytt område.", "version": area.version}).status_code == 302
    for each in round_.pictures.all():
        rounds.approved(each)
    for one in AreaAssessment.objects.filter(picture__round=round_):
        rounds.decided(one)
    return close_round(round_, by=people.lead())


def told(user: Any, path: str) -> bool:
    client = Client()
    client.force_login(user)
    answer = client.get(path)
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return "Nyby" in content.decode() or "nyby" in content.decode()


PLACES = (
    "/organisation/omraden/?datum=2026-01-01",
    "/organisation/enhet/lpo-rinkeby/?datum=2026-01-01",
    "/export/granser/?dag=2026-01-01&format=geojson",
)


def test_a_new_area_is_nobodys_to_know_of_before_the_publication(round_with_a_new_area: Any) -> None:
    strangers = [make_user(Role.SYSTEM_ADMIN), people.officer(places.make_lpo("Botkyrka"))]
    version = AreaVersion.objects.get(name="Nyby")
    assert DrawnBoundary.objects.exists() and not Boundary.objects.filter(area=version.area).exists()
    for user in strangers:
        assert hidden_from(Scope.of(user)) == {version.area_id}
        assert not any(told(user, path) for path in PLACES), user
    for user in (people.officer(places.make_lpo()), people.decider(), people.lead(), files.data_admin(), reports.editor()):
        assert told(user, PLACES[0]), user


def test_it_is_not_counted_either(round_with_a_new_area: Any) -> None:
    def counted(user: Any) -> list[int]:
        return [region.areas for region in tree_on(date(2026, 1, 1), Scope.of(user)) if region.areas]

    assert counted(people.officer(places.make_lpo("Botkyrka"))) == [2]
    assert counted(people.lead()) == [3]


def test_what_another_published_list_tells_is_no_secret(round_with_a_new_area: Any) -> None:
    stranger = people.officer(places.make_lpo("Botkyrka"))
    rounds.list_area(AreaVersion.objects.get(name="Nyby"), year=2021)
    assert hidden_from(Scope.of(stranger)) == frozenset()


def test_an_area_that_the_register_knew_before_is_not_hidden(db: None) -> None:
    own, other = places.make_lpo(), places.make_lpo("Botkyrka")
    known = places.make_area("Akalla", own)  # on no list
    add_known_area(rounds.picture_of(rounds.open_round(), own), version=known, by=people.officer(own))
    assert hidden_from(Scope.of(people.officer(other))) == frozenset()


def test_whoever_assesses_it_in_the_next_round_knows_of_it(round_with_a_new_area: Any) -> None:
    """It was moved to a neighbour meanwhile, and the list is not published yet."""
    other = places.make_lpo("Botkyrka")
    AreaVersion.objects.filter(name="Nyby").update(unit=other)
    later = rounds.open_round(2021, method=round_with_a_new_area.method, reference_date=date(2021, 1, 1))
    assert rounds.picture_of(later, other).areas.filter(name="Nyby").exists()
    assert hidden_from(Scope.of(people.officer(other))) == frozenset()


def test_the_publication_tells_of_it(round_with_a_new_area: Any) -> None:
    reports.published(reports.approve_picture(reports.compiled(round_with_a_new_area), by=people.head()))
    stranger = people.officer(places.make_lpo("Botkyrka"))
    assert hidden_from(Scope.of(stranger)) == frozenset()
    assert all(told(stranger, path) for path in PLACES)
    assert Boundary.objects.get(area__versions__name="Nyby").reason == "Nytt område."

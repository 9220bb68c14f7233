"""The wall: sums, filters, who sees what, and one price whatever its size."""

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import LocalPicture, Round
from assessments.queries.wall import Filter, by_region, sums, tiles_of
from lagesbild import clock
from lagesbild.access.scope import Scope as PersonScope
from tests.assessments.noa.conftest import Scene, queries
from tests.factories import people, places, rounds


def shown(page: str) -> set[str]:
    """Return the names on the tiles that are not hidden."""
    tiles = [part.split("</li>")[0] for part in page.split('<li class="tile ')[1:]]
    return {_name(tile) for tile in tiles if not tile.split(">")[0].endswith(" hidden")}


def _name(tile: str) -> str:
    return tile.split("<a ")[1].split(">")[1].split("<")[0]


@pytest.fixture
def mixed(scene: Scene) -> Scene:
    """Rinkeby is under review, Botkyrka returned and late."""
    rounds.under_review(scene.rinkeby)
    rounds.returned(scene.botkyrka)
    LocalPicture.objects.filter(pk=scene.botkyrka.pk).update(due=date(2019, 3, 1))
    return scene


@pytest.mark.parametrize(
    ("query", "names"),
    [
        ("", {"Rinkeby", "Botkyrka"}),
        ("?state=review", {"Rinkeby"}),
        ("?ball=LPO", {"Botkyrka"}),
        ("?ball=Noa", {"Rinkeby"}),
        ("?late=1", {"Botkyrka"}),
        ("?region=stockholm", {"Rinkeby", "Botkyrka"}),
        ("?region=syd", set()),
        ("?state=returned&ball=Noa", set()),
        ("?state=%00%00", set()),
    ],
)
def test_filters_without_script(query: str, names: set[str], mixed: Scene, as_: Callable[[Any], Any]) -> None:
    page = as_(people.lead()).get(f"/omgangar/2019/{query}").content.decode()
    assert shown(page) == names
    assert (f"Visar {len(names)} av 2" if names else "Inget lokalpolisområde passar filtret") in page


def test_a_chosen_filter_stays_chosen(mixed: Scene, as_: Callable[[Any], Any]) -> None:
    page = as_(people.lead()).get("/omgangar/2019/?state=review&ball=Noa&late=1").content.decode()
    assert 'value="review" checked' in page
    assert '<option value="Noa" selected>' in page
    assert 'value="1" checked' in page


def test_tiles_tell_the_ball_the_days_and_the_deadline(mixed: Scene, as_: Callable[[Any], Any]) -> None:
    with clock.at(datetime(2019, 3, 8, 9, 0, tzinfo=UTC)):
        page = as_(people.lead()).get("/omgangar/2019/").content.decode()
    rinkeby = next(tile for tile in page.split('<li class="tile ') if ">Rinkeby<" in tile)
    assert "Noa · 3 d" in rinkeby
    assert "22 mars" in rinkeby
    botkyrka = next(tile for tile in page.split('<li class="tile ') if ">Botkyrka<" in tile)
    assert "LPO · 3 d" in botkyrka
    assert "7 dagar sen" in botkyrka


def test_sums_count_states_late_and_done(mixed: Scene) -> None:
    tiles = tiles_of(mixed.round, PersonScope.of(people.lead()))
    counted = sums(tiles)
    assert (counted["review"], counted["returned"], counted["late"], counted["done"]) == (1, 1, 1, 0)


def test_an_approved_picture_is_never_late_and_a_zero_report_is_a_state(scene: Scene) -> None:
    picture = rounds.approved(scene.botkyrka)
    with clock.at(datetime(2020, 1, 1, tzinfo=UTC)):
        tile = next(tile for tile in tiles_of(scene.round, PersonScope.of(people.lead())) if tile.pk == picture.pk)
    assert (tile.state, tile.ball, tile.late, tile.is_done) == ("approved", "", 0, True)
    assert not Filter(state="zero").fits(tile)
    assert Filter(state="zero").fits(replace(tile, state="zero"))


def test_units_that_no_public_source_names_are_marked(db: None, as_: Callable[[Any], Any]) -> None:
    places.make_lpos(2, "Nord")
    places.make_lpo("Rinkeby")
    rounds.open_round(2019)
    page = as_(people.lead()).get("/omgangar/2019/").content.decode()
    assert page.count("(namnet finns inte i offentliga källor)") == 4  # two on the wall, two in the table
    assert "LPO Nord 01" in page
    regions = [name for _slug, name, _tiles in by_region(tiles_of(Round.objects.get(), PersonScope.of(people.lead())))]
    assert regions == ["Nord", "Stockholm"]


def test_a_local_police_area_sees_its_own_tile_and_no_other(mixed: Scene, as_: Callable[[Any], Any]) -> None:
    page = as_(people.officer(mixed.rinkeby.unit)).get("/omgangar/2019/").content.decode()
    assert shown(page) == {"Rinkeby"}
    assert "Botkyrka" not in page
    assert f"/lagesbilder/{mixed.rinkeby.pk}/granska/" not in page
    assert f"/lagesbilder/{mixed.rinkeby.pk}/granska/" in as_(people.reviewer()).get("/omgangar/2019/").content.decode()


def test_a_round_that_is_not_open_has_an_empty_wall(db: None, as_: Callable[[Any], Any]) -> None:
    rounds.plan_round(2019)
    assert "Omgången är inte öppen än" in as_(people.lead()).get("/omgangar/2019/").content.decode()


def test_the_menu_leads_to_the_round_that_goes_on(scene: Scene, as_: Callable[[Any], Any]) -> None:
    client = as_(people.lead())
    assert client.get("/lagesvagg/")["Location"] == "/omgangar/2019/"
    assert client.get("/beslut/")["Location"] == "/beslut/2019/"


def test_without_a_round_the_menu_leads_to_the_list(db: None, as_: Callable[[Any], Any]) -> None:
    assert as_(people.lead()).get("/lagesvagg/")["Location"] == "/omgangar/"


def test_the_wall_costs_the_same_with_97_as_with_one(db: None, as_: Callable[[Any], Any]) -> None:
    client = as_(people.reviewer())
    places.make_lpos(1)
    rounds.open_round(2019)
    places.make_lpos(97)
    big = rounds.open_round(2021)
    assert LocalPicture.objects.filter(round=big).count() == 97
    assert queries(client, "/omgangar/2019/") == queries(client, "/omgangar/2021/")


def test_the_tiles_are_one_query(scene: Scene) -> None:
    scope = PersonScope.of(people.lead())
    scope.grants  # noqa: B018  # read once a request, and not by the wall
    with CaptureQueriesContext(connection) as caught:
        assert len(tiles_of(scene.round, scope)) == 2
    assert len(caught) == 1

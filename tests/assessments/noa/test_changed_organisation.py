"""What a change of the organisation means for a round that goes on, or that is to be opened."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest

from areas.changes.undoing import built_on
from areas.models import AreaVersion
from areas.queries.units import homes_from, lpos_on
from assessments.actions.rounds import open_round
from assessments.models import AreaAssessment, Decision
from lagesbild.exceptions import ActionDenied
from tests.assessments.noa.conftest import Scene, said
from tests.factories import changes, people, places, rounds
from tests.factories.changes import DAY, approved, in_effect, merge, on, planned, rename, split

EVE = DAY - timedelta(days=1)


@pytest.fixture(autouse=True)
def in_march(db: None) -> Iterator[None]:
    """The evening before the changes."""
    with on(EVE):
        yield


@pytest.fixture
def proposed(scene: Scene) -> AreaAssessment:
    """A new area that LPO Rinkeby has proposed, in an approved local picture."""
    area = AreaAssessment.objects.create(picture=scene.rinkeby, name="Nyby", municipality=places.make_municipality(), is_proposed=True)
    rounds.approved(scene.rinkeby)
    area.refresh_from_db()
    return area


def told(area: AreaAssessment) -> list[tuple[str, date, date | None]]:
    rows = AreaVersion.objects.filter(area=Decision.objects.get(assessment=area).area).order_by("valid_from")
    return [(row.unit.key, row.valid_from, row.valid_to) for row in rows]


def test_a_new_area_goes_on_with_the_unit_that_took_over(scene: Scene, proposed: AreaAssessment) -> None:
    in_effect(merge(scene.rinkeby.unit, scene.botkyrka.unit))
    rounds.decided(proposed)
    first = scene.round.reference_date
    assert told(proposed) == [("lpo-rinkeby", first, EVE), ("lpo-jarva", DAY, None)]
    proposed.refresh_from_db()
    assert proposed.area_version.unit == scene.rinkeby.unit  # as it was in the round


def test_of_a_split_it_goes_on_with_the_part_that_carries_on(scene: Scene, proposed: AreaAssessment) -> None:
    in_effect(split(scene.rinkeby.unit, main=1))
    rounds.decided(proposed)
    assert [key for key, _first, _last in told(proposed)] == ["lpo-rinkeby", "lpo-rinkeby-sodra"]


def test_the_next_round_takes_it_over(scene: Scene, proposed: AreaAssessment) -> None:
    in_effect(merge(scene.rinkeby.unit, scene.botkyrka.unit))
    rounds.decided(proposed)
    with on(DAY):
        later = rounds.open_round(2031, reference_date=DAY, method=scene.round.method)
    assert AreaAssessment.objects.filter(picture__round=later, name="Nyby", picture__unit__key="lpo-jarva").exists()


def test_a_place_goes_on_through_two_changes_and_stays_where_none_tells(scene: Scene) -> None:
    in_effect(merge(scene.rinkeby.unit, scene.botkyrka.unit))
    later = DAY + timedelta(days=365)
    jarva = next(row.unit for row in lpos_on(DAY) if row.name == "Järva")
    in_effect(split(jarva, "Norra", "Södra", day=later), later)
    norra = next(row.unit for row in lpos_on(later) if row.name == "Norra")
    unit, first = scene.rinkeby.unit, date(2019, 1, 1)
    eve = later - timedelta(days=1)
    assert homes_from(unit.pk, first) == [(unit.pk, first, EVE), (jarva.pk, DAY, eve), (norra.pk, later, None)]
    assert homes_from(unit.pk, later) == [(norra.pk, later, None)]
    ended = places.make_lpo("Malmö norr")
    type(ended).objects.filter(pk=ended.pk).update(valid_to=date(2024, 12, 31))
    ended.placements.update(valid_to=date(2024, 12, 31))
    assert homes_from(ended.pk, first) == [(ended.pk, first, None)]


def test_the_change_is_not_taken_back_from_under_it(scene: Scene, proposed: AreaAssessment) -> None:
    change = in_effect(merge(scene.rinkeby.unit, scene.botkyrka.unit, into=scene.botkyrka.unit))
    assert not list(built_on(change))
    rounds.decided(proposed)
    assert "området Nyby har kommit till sedan dess och gått vidare med ändringen" in list(built_on(change))


@pytest.mark.parametrize("wait", [planned, approved])
def test_a_round_is_not_opened_past_a_change_that_waits(wait: Callable[..., Any], as_: Callable[[Any], Any]) -> None:
    change = wait(rename(places.make_lpo("Rinkeby")))
    before, after = rounds.plan_round(2029, reference_date=EVE), rounds.plan_round(2030, reference_date=DAY)
    why = "en ändring som gäller från den 1 januari 2030 väntar: LPO Rinkeby byter namn till LPO Järva"
    with pytest.raises(ActionDenied, match=why):
        open_round(after, by=people.lead())
    client = as_(people.lead())
    assert why in client.get("/omgangar/").content.decode()
    assert why in said(client.post("/omgangar/2030/oppna/"))
    assert open_round(before, by=people.lead()).pictures.count() == 1  # its organisation is that of the day before
    changes.organisation.cancel_change(change, reason="Beslutet dröjer.", by=changes.files.data_admin())
    assert open_round(after, by=people.lead()).pictures.count() == 1
